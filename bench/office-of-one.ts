import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCapturePlatform } from '../agent/capture/detect.ts';
import { createEmployee, type Employee } from '../agent/employee.ts';
import { readEnrolment } from '../agent/enrolment/enrolment.ts';
import { chooseEncoder } from '../agent/screenshot/encoder.ts';
import type { EmployeeOptions } from '../agent/session.ts';
import { openRecordingSign } from '../agent/sign/detect.ts';
import { openS3Store } from '../bucket/s3/s3-store.ts';
import { unwrap } from '../core/result.ts';
import { zoneSchema } from '../core/time/calendar.ts';
import { newKeyPair } from '../seal/age.ts';
import { identityProtector } from '../seal/protector.ts';

/** An office of one whose store is another process (bench/probes/office.ts), in a folder of its own. `enrolment` is what it gave to its person. */
export async function openOfficeOfOne(): Promise<{ folder: string; enrolment: unknown; close: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'plainsight-bench-'));
  const store = spawn(process.execPath, [join(import.meta.dirname, 'probes', 'office.ts'), folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const close = (): void => {
    store.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const enrolment = await new Promise<unknown>((resolve, reject) => {
      let text = '';
      store.stdout.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        if (text.includes('\n')) resolve(JSON.parse(text));
      });
      store.once('exit', (code) => reject(new Error(`the office ended with ${code} before it was ready`)));
    });
    return { folder, enrolment, close };
  } catch (error) {
    close();
    throw error;
  }
}

/** The agent of its person as `plainsight agent` makes it, on the desktop of `env`. */
export async function openOwnAgent(
  { folder, enrolment }: { readonly folder: string; readonly enrolment: unknown },
  env: NodeJS.ProcessEnv,
  change: Partial<EmployeeOptions> = {},
): Promise<Employee> {
  const clock = { now: () => Date.now() };
  return unwrap(
    await createEmployee({
      folder: join(folder, 'agent'),
      enrolled: unwrap(readEnrolment(enrolment)),
      openPlatform: () => openCapturePlatform({ platform: process.platform, env, clock }),
      openSign: () => openRecordingSign({ platform: process.platform, env }),
      encoder: () => chooseEncoder({ platform: process.platform, isElectron: false }),
      openStore: openS3Store,
      protector: await identityProtector((await newKeyPair()).identity),
      clock,
      random: Math.random,
      zone: zoneSchema.parse('UTC'),
      appVersion: 'bench',
      host: 'node',
      log: console.error,
      ...change,
    }),
  );
}
