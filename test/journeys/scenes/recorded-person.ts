import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { forkedSensors } from '../../../agent/capture/beside/forked-sensors.ts';
import { openHostPlatform } from '../../../agent/capture/host-platform.ts';
import type { ExtensionSetupOptions } from '../../../agent/capture/wayland/gnome/extension-setup.ts';
import { createEmployee, type Employee } from '../../../agent/employee.ts';
import { readEnrolment } from '../../../agent/enrolment/enrolment.ts';
import { chooseEncoder } from '../../../agent/screenshot/encoder.ts';
import { openRecordingSign } from '../../../agent/sign/detect.ts';
import { openS3Store } from '../../../bucket/s3/s3-store.ts';
import type { RuleSet } from '../../../core/consent/redaction.ts';
import type { PresenceState } from '../../../core/day/activity.ts';
import { unwrap } from '../../../core/result.ts';
import { type Zone, zoneSchema } from '../../../core/time/calendar.ts';
import { newKeyPair } from '../../../seal/age.ts';
import { identityProtector } from '../../../seal/protector.ts';
import type { Desktop } from '../../desktop.ts';
import { english } from '../../fixtures/problems.ts';

export const clock = { now: () => Date.now() };

/** A zone in which it is about noon, so that no test runs over midnight. */
export function noonZone(now: number): Zone {
  const ahead = 12 - new Date(now).getUTCHours();
  // Etc/GMT-3 is three hours ahead of UTC: POSIX counts westwards.
  return zoneSchema.parse(ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`);
}

export interface RecordedOptions {
  readonly folder: string;
  readonly desktop: Pick<Desktop, 'env'>;
  readonly enrolment: unknown;
  readonly rules?: RuleSet['rules'];
  readonly log: (line: string) => void;
  /** What the person may put into GNOME Shell; nothing unless given. */
  readonly shellExtension?: ExtensionSetupOptions | null;
}

/** The real agent on `desktop`, with keys of its own, that has not been agreed to anything yet. */
export async function startRecordedPerson(options: RecordedOptions): Promise<Employee> {
  const { folder, desktop, enrolment, rules = [], log, shellExtension = null } = options;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'settings.json'), JSON.stringify({ rules }));
  return unwrap(
    await createEmployee({
      folder,
      enrolled: unwrap(readEnrolment(enrolment)),
      openPlatform: () =>
        openHostPlatform({
          platform: 'linux',
          env: desktop.env,
          clock,
          startSensors: () => forkedSensors(desktop.env),
        }),
      shellExtension,
      openSign: () => openRecordingSign({ platform: 'linux', env: desktop.env }),
      encoder: () => chooseEncoder({ platform: 'linux', isElectron: false }),
      openStore: openS3Store,
      protector: await identityProtector((await newKeyPair()).identity),
      clock,
      random: Math.random,
      zone: noonZone(clock.now()),
      appVersion: '0.0.0-test',
      host: 'node',
      log,
    }),
  );
}

/** Answers when everything that was recorded until now is in the bucket: nothing of it on hold, nothing waiting. Rejects when an upload is given up. */
export function allUploaded(employee: Employee): Promise<void> {
  const asked = clock.now();
  const look = async () => {
    const { upload, deletableFrom } = unwrap(await employee.service.status({}));
    return { asked, upload, deletableFrom };
  };
  return changedUntil(employee, look, ({ upload, deletableFrom }) => {
    if (upload.setAside > 0)
      throw new Error(`${upload.setAside} objects could not be sent: ${english(upload.problem).what}`);
    // Records are on hold too; that it is paused goes on being recorded.
    const hasLeft = deletableFrom === null || deletableFrom >= asked;
    return hasLeft && upload.waiting === 0 && upload.onHold === 0;
  });
}

/** Answers when there are at least `count` pictures of today. */
export function shotsTaken(employee: Employee, count: number): Promise<void> {
  const look = async () => unwrap(await employee.service.shots({})).map(({ at }) => at);
  return changedUntil(employee, look, (taken) => taken.length >= count);
}

/** Answers when the person's day shows `state` as the present one. */
export function stateShown(employee: Employee, state: PresenceState): Promise<void> {
  const look = async () => unwrap(await employee.service.today({})).states;
  return changedUntil(employee, look, (states) => states.at(-1)?.state === state);
}

/** Says of each time away that is not answered for that it was work: what is on hold for that may leave. */
export async function keepIdleTimes(employee: Employee): Promise<void> {
  for (;;) {
    const { idleQuestion } = unwrap(await employee.service.status({}));
    if (idleQuestion === null) return;
    unwrap(await employee.service.answerIdle({ start: idleQuestion.start, keep: true }));
  }
}

/** Answers when everything that was agreed to is being recorded. */
export function isRecording(employee: Employee): Promise<void> {
  const look = async () => unwrap(await employee.service.status({}));
  return changedUntil(employee, look, ({ recording }) => recording === 'on');
}

/** Nothing that is waited for here takes longer, on a machine with much else to do either. */
const mostMs = 200_000;

/** Asks now and whenever the service says that something has changed, until the answer fits. Rejects with the last one when it never does. */
function changedUntil<T>(employee: Employee, ask: () => Promise<T>, fits: (seen: T) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    let last: { readonly seen: T } | null = null;
    const end = (settle: () => void): void => {
      clearTimeout(limit);
      forget();
      settle();
    };
    const failed = (error: unknown): void => end(() => reject(error));
    const look = async () => {
      last = { seen: await ask() };
      if (fits(last.seen)) end(resolve);
    };
    const limit = setTimeout(() => {
      failed(
        new Error(`this did not come within ${mostMs / 1_000} s; last was ${JSON.stringify(last?.seen, null, 1)}`),
      );
    }, mostMs);
    const forget = employee.onChange(() => void look().catch(failed));
    void look().catch(failed);
  });
}
