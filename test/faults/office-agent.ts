import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import type { NewCredential } from '../../bucket/embedded/auth/credentials.ts';
import type { ObjectStore } from '../../bucket/object-store.ts';
import { ownerGrant } from '../../bucket/rights.ts';
import { openS3Store } from '../../bucket/s3/s3-store.ts';
import { parseBucketSettings } from '../../bucket/settings.ts';
import { recordIdSchema } from '../../core/ids.ts';
import { type Purpose, recordedPurposes as purposes } from '../../core/organisation/purpose.ts';
import { unwrap } from '../../core/result.ts';
import { signedEnrolment } from '../../org/enrolment.ts';
import { openTrialOffice, type TrialOffice } from '../../scripts/demo/demo-organisation.ts';
import { type Identity, newKeyPair } from '../../seal/age.ts';
import { randomId } from '../../seal/random-id.ts';
import { type Running, start } from '../cli/process.ts';
import { removeFolder } from '../fixtures/folders.ts';
import { lightWork } from '../fixtures/light-work.ts';
import { answerFor } from '../fixtures/organisation/answering.ts';
import { type Snapshot, snapshotOf } from './vault-snapshot.ts';

export const holdMs = 200;

/** An office with a store, and settings files for agents of its one person, each with a folder of its own. */
export interface Office {
  readonly folder: string;
  readonly trial: TrialOffice;
  readonly owner: NewCredential;
  /** The bucket with everything allowed. */
  readonly bucket: ObjectStore;
  readonly unlock: Identity;
  /** A settings file that works, but for what is changed. `bucket` is laid over the enrolment's. */
  settingsFile(name: string, changes?: SettingsChanges): string;
  /** The same, after its person has accepted and agreed to `agreed`, or to all that a desktop can record. */
  answeredFile(name: string, changes?: SettingsChanges, agreed?: readonly Purpose[]): Promise<string>;
  close(): Promise<void>;
}

export interface SettingsChanges {
  readonly bucket?: Readonly<Record<string, unknown>>;
  /** Laid over the settings; undefined takes a field out. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

export async function openOffice(): Promise<Office> {
  const folder = mkdtempSync(join(tmpdir(), 'faults-'));
  const settings = { shotIntervalMs: 1000, holdMs, journalMs: 200, segmentMs: 500 };
  const names = { organisation: 'Example', person: 'A Person', viewer: 'A Viewer', zone: 'UTC' };
  const trial = unwrap(
    await openTrialOffice({ folder: join(folder, 'office'), ...names, settings, passphraseWork: lightWork }),
  );
  const owner = trial.store.credentials.add(ownerGrant, 'test');
  const { endpoint, caCertificate } = trial.store;
  const bucket = openS3Store(unwrap(parseBucketSettings({ endpoint, bucket: 'plainsight', caCertificate, ...owner })));
  const unlock = (await newKeyPair()).identity;
  writeFileSync(join(folder, 'unlock.key'), `${unlock}\n`, { mode: 0o600 });
  const office: Office = {
    folder,
    trial,
    owner,
    bucket,
    unlock,
    settingsFile(name, changes = {}) {
      const id = randomId(recordIdSchema);
      const bucket = { ...Object(trial.enrolment.bucket), ...changes.bucket };
      // A file of its own each time: an agent that has accepted one before takes the newer one in its place.
      const enrolment = signedEnrolment(trial.keys, { ...trial.enrolment, id, bucket });
      const path = join(folder, `${name}.json`);
      const content = {
        enrolment: JSON.parse(Buffer.from(enrolment).toString()),
        folder: name,
        unlockIdentityFile: 'unlock.key',
        zone: 'UTC',
        ...changes.settings,
      };
      writeFileSync(path, JSON.stringify(content));
      return path;
    },
    async answeredFile(name, changes = {}, agreed = ['apps', 'titles', 'input-counts', 'presence', 'screenshots']) {
      const path = office.settingsFile(name, changes);
      await answerFor(path, agreed);
      return path;
    },
    async close() {
      bucket.close();
      await trial.store.close();
      await removeFolder(folder);
    },
  };
  return office;
}

export function startAgent(file: string, env: Readonly<Record<string, string | undefined>>): Running {
  return start(['agent', '--settings', file, '--json-lines'], env);
}

/** The text of a problem of this kind, once the agent has told of it. */
export async function problemSeen(agent: Running, code: string): Promise<{ what: string; remedy: string }> {
  const [line] = await agent.seen(new RegExp(`^.*"event":"problem","code":"${code}".*$`, 'm'));
  return JSON.parse(line);
}

/** Ends an agent that has to end well, and reads what it had acknowledged. */
export async function stopAndRead(agent: Running, office: Office, name: string): Promise<Snapshot> {
  expect(await agent.stop(), agent.text()).toMatchObject({ code: 0 });
  return snapshotOf(join(office.folder, name), office.unlock);
}

/** With everything put right, what was kept arrives: all of it, once, as it was. */
export async function expectArrival(
  office: Office,
  name: string,
  kept: Snapshot,
  env: NodeJS.ProcessEnv,
  /** The place under which it was recorded. */
  bucket: SettingsChanges['bucket'] = {},
): Promise<void> {
  const agent = startAgent(office.settingsFile(name, { bucket, settings: { consent: { withdrawn: purposes } } }), env);
  await agent.seen(/"event":"recording"/);
  // What is on hold may leave only after that.
  await wait(holdMs);
  const after = await stopAndRead(agent, office, name);
  expect(kept.objects.length).toBeGreaterThan(0);
  expect(after.objects.filter(({ state }) => state !== 'sent')).toEqual([]);
  const there = new Map(after.objects.map(({ key, sha256 }) => [key, sha256]));
  for (const { key, sha256 } of kept.objects) expect(there.get(key), key).toBe(sha256);
  const listed = new Set(unwrap(await office.bucket.list('')).map(({ key }) => key));
  for (const key of there.keys()) expect(listed, key).toContain(key);
}

/** Rules of exclusion of an agent, where it looks for them. */
export function rulesFile(office: Office, name: string): string {
  return join(office.folder, name, 'settings.json');
}
