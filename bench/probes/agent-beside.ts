// The agent as `plainsight agent` runs it, with the processes beside it in which foreign code runs.
import { flushCompileCache } from 'node:module';
import { forkedSensors } from '../../agent/capture/beside/forked-sensors.ts';
import { openHostPlatform } from '../../agent/capture/host-platform.ts';
import { unwrap } from '../../core/result.ts';
import { agreeOnPage } from '../../test/fixtures/consent/agreeing.ts';
import { openOfficeOfOne, openOwnAgent } from '../office-of-one.ts';

const { env, platform } = process;
const clock = { now: () => Date.now() };
const office = await openOfficeOfOne();
process.on('exit', office.close);
const employee = await openOwnAgent(office, env, {
  openPlatform: () => openHostPlatform({ platform, env, clock, startSensors: () => forkedSensors(env) }),
});
unwrap(await agreeOnPage(employee, ['apps', 'titles', 'input-counts', 'presence', 'screenshots']));
flushCompileCache();
console.log('ready');
