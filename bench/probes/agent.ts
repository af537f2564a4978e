// The agent as `plainsight agent` runs it, on an office of one whose store is another process (bench/probes/store.ts).
import { flushCompileCache } from 'node:module';
import { unwrap } from '../../core/result.ts';
import { agreeOnPage } from '../../test/fixtures/consent/agreeing.ts';
import { openOfficeOfOne, openOwnAgent } from '../office-of-one.ts';

const office = await openOfficeOfOne();
process.on('exit', office.close);
const employee = await openOwnAgent(office, process.env);
unwrap(await agreeOnPage(employee, ['apps', 'titles', 'input-counts', 'presence', 'screenshots']));
flushCompileCache();
console.log('ready');
