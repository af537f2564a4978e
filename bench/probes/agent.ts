// The agent as `plainsight agent` runs it, on an office of one whose store is another process (bench/probes/store.ts).
import { flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { openCapturePlatform } from '../../agent/capture/detect.ts';
import { createEmployee } from '../../agent/employee.ts';
import { readEnrolment } from '../../agent/enrolment/enrolment.ts';
import { chooseEncoder } from '../../agent/screenshot/encoder.ts';
import { openRecordingSign } from '../../agent/sign/detect.ts';
import { openS3Store } from '../../bucket/s3/s3-store.ts';
import { unwrap } from '../../core/result.ts';
import { zoneSchema } from '../../core/time/calendar.ts';
import { newKeyPair } from '../../seal/age.ts';
import { identityProtector } from '../../seal/protector.ts';
import { agreeOnPage } from '../../test/fixtures/consent/agreeing.ts';
import { openOfficeOfOne } from '../office-of-one.ts';

const { folder, enrolment, close } = await openOfficeOfOne();
process.on('exit', close);
const clock = { now: () => Date.now() };
const employee = unwrap(
  await createEmployee({
    folder: join(folder, 'agent'),
    enrolled: unwrap(readEnrolment(enrolment)),
    openPlatform: () => openCapturePlatform({ platform: process.platform, env: process.env, clock }),
    openSign: () => openRecordingSign({ platform: process.platform, env: process.env }),
    encoder: () => chooseEncoder({ platform: process.platform, isElectron: false }),
    openStore: openS3Store,
    protector: await identityProtector((await newKeyPair()).identity),
    clock,
    random: Math.random,
    zone: zoneSchema.parse('UTC'),
    appVersion: 'bench',
    host: 'node',
    log: console.error,
  }),
);
unwrap(await agreeOnPage(employee, ['apps', 'titles', 'input-counts', 'presence', 'screenshots']));
flushCompileCache();
console.log('ready');
