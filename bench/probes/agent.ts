// The agent as `plainsight agent` runs it, on an office of one whose store is another process (bench/probes/store.ts).
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCapturePlatform } from '../../agent/capture/detect.ts';
import { createEmployee } from '../../agent/employee.ts';
import { readEnrolment } from '../../agent/enrolment.ts';
import { chooseEncoder } from '../../agent/shot/encoder.ts';
import { openS3Store } from '../../bucket/s3-store.ts';
import { zoneSchema } from '../../core/calendar.ts';
import { unwrap } from '../../core/result.ts';
import { newKeyPair } from '../../seal/age.ts';
import { identityProtector } from '../../seal/protector.ts';

const folder = mkdtempSync(join(tmpdir(), 'plainsight-bench-'));
const store = spawn(process.execPath, [join(import.meta.dirname, 'office.ts'), folder], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
process.on('exit', () => {
  store.kill();
  rmSync(folder, { recursive: true, force: true });
});
const enrolment = await new Promise<unknown>((resolve) => {
  let text = '';
  store.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    if (text.includes('\n')) resolve(JSON.parse(text));
  });
});
const clock = { now: () => Date.now() };
const employee = unwrap(
  await createEmployee({
    folder: join(folder, 'agent'),
    enrolled: unwrap(readEnrolment(enrolment)),
    openPlatform: () => openCapturePlatform({ platform: process.platform, env: process.env, clock }),
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
unwrap(await employee.agreeTo(['apps', 'titles', 'input-counts', 'presence', 'screenshots'], 'settings'));
flushCompileCache();
console.log('ready');
