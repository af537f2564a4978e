import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import { isActivityName, isShotName } from '../../bucket/layout.ts';
import type { ObjectStore } from '../../bucket/object-store.ts';
import { ownerGrant } from '../../bucket/rights.ts';
import { openS3Store } from '../../bucket/s3/s3-store.ts';
import { parseBucketSettings } from '../../bucket/settings.ts';
import { recordedPurposes as purposes } from '../../core/organisation/purpose.ts';
import { unwrap } from '../../core/result.ts';
import { signedEnrolment } from '../../org/enrolment.ts';
import { openTrialOffice, type TrialOffice } from '../../scripts/demo/demo-organisation.ts';
import { newKeyPair } from '../../seal/age.ts';
import { Recovery } from '../../viewer/day/recovery.ts';
import { readViewerFile } from '../../viewer/session/viewer-file.ts';
import { type Running, start } from '../cli/process.ts';
import { type Desktop, startDesktop, until } from '../desktop.ts';
import { viewerIdentity } from '../fixtures/bucket-contents.ts';
import { removeFolder } from '../fixtures/folders.ts';
import { lightWork } from '../fixtures/light-work.ts';
import { answerFor } from '../fixtures/organisation/answering.ts';
import { startGate } from './gate.ts';
import { linesOf, type Snapshot, snapshotOf } from './vault-snapshot.ts';

export const holdMs = 300;
/** What is seen and typed on the desktop; none of it may lie in the clear anywhere. */
export const titles = ['canary-title-kestrel', 'canary-title-plover'];
export const typed = 'canarytypedwhimbrel';

/** What a kill waits for in its run, and within how many ms after that it comes. Two of eight fall into each of the last two. */
const occasions = [
  { after: 'start', withinMs: 700 },
  { after: 'recording', withinMs: 600 },
  { after: 'recording', withinMs: 600 },
  { after: 'recording', withinMs: 300 },
  { after: 'picture', withinMs: 100 },
  { after: 'picture', withinMs: 400 },
  { after: 'request', withinMs: 50 },
  { after: 'request', withinMs: 300 },
] as const;

/** A desktop with a person at work, an agent that is killed and started again, and a bucket whose way there opens and shuts. */
export interface Scene {
  readonly folder: string;
  readonly agentFolder: string;
  readonly office: TrialOffice;
  /** The bucket with everything allowed. */
  readonly bucket: ObjectStore;
  /** Everything that all agents wrote so far. */
  logs(): string;
  /** Half of the runs begin with the bucket reachable, and in each that changes once at a random moment. */
  runAndKill(): Promise<void>;
  snapshot(): Promise<Snapshot>;
  /** Nothing new is recorded and the bucket is there: after a few ordinary runs nothing may be left. */
  drain(): Promise<Snapshot>;
  /** All lines of all days, by way of the viewer's reader, which has to find every chain whole. */
  linesInBucket(): Promise<string[]>;
  close(): Promise<void>;
}

/** `random` answers numbers in [0, 1). */
export async function openScene(random: () => number): Promise<Scene> {
  const folder = mkdtempSync(join(tmpdir(), 'kill-'));
  const agentFolder = join(folder, 'agent');
  const desktop = await startDesktop();
  const office = unwrap(
    await openTrialOffice({
      folder: join(folder, 'office'),
      organisation: 'Example',
      person: 'A Person',
      viewer: 'A Viewer',
      zone: 'UTC',
      settings: { shotIntervalMs: 1000, holdMs, journalMs: 200, segmentMs: 500 },
      passphraseWork: lightWork,
    }),
  );
  const gate = await startGate(office.store);
  const owner = office.store.credentials.add(ownerGrant, 'test');
  const { endpoint, caCertificate } = office.store;
  const bucket = openS3Store(unwrap(parseBucketSettings({ endpoint, bucket: 'plainsight', caCertificate, ...owner })));
  const unlock = (await newKeyPair()).identity;
  writeFileSync(join(folder, 'unlock.key'), `${unlock}\n`, { mode: 0o600 });
  writeSettings([]);
  await answerFor(join(folder, 'settings.json'), ['apps', 'titles', 'input-counts', 'presence', 'screenshots']);
  let logs = '';
  let driving = true;
  const driver = drive(desktop, () => driving);

  return {
    folder,
    agentFolder,
    office,
    bucket,
    logs: () => logs,
    runAndKill,
    drain,
    linesInBucket,
    close,
    snapshot: () => snapshotOf(agentFolder, unlock),
  };

  async function stopDriving(): Promise<void> {
    driving = false;
    await driver;
  }

  async function close(): Promise<void> {
    await stopDriving();
    bucket.close();
    await gate.close();
    await office.store.close();
    await desktop.close();
    await removeFolder(folder);
  }

  async function runAndKill(): Promise<void> {
    const isOpen = random() < 0.5;
    const { after, withinMs } = occasions[Math.floor(random() * occasions.length)] ?? occasions[0];
    const afterMs = random() * withinMs;
    const flipMs = random() * withinMs * 2;
    if (isOpen) gate.open();
    else gate.shut();
    const before = { pictures: pictures(), connections: gate.connections() };
    const agent = startAgent();
    if (after !== 'start') await agent.seen(/"event":"recording"/);
    if (after === 'picture') await until(() => pictures() > before.pictures || null);
    if (after === 'request') await until(() => gate.connections() > before.connections || null);
    const flip = setTimeout(isOpen ? gate.shut : gate.open, flipMs);
    await wait(afterMs);
    clearTimeout(flip);
    agent.child.kill('SIGKILL');
    const ended = await agent.ended;
    logs += agent.text();
    expect(ended, agent.text()).toMatchObject({ signal: 'SIGKILL' });
  }

  /** Files of pictures on the agent's disk, half-written ones too. */
  function pictures(): number {
    const objects = join(agentFolder, 'objects');
    if (!existsSync(objects)) return 0;
    return readdirSync(objects, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('shots_')).length;
  }

  async function drain(): Promise<Snapshot> {
    await stopDriving();
    gate.open();
    writeSettings(purposes);
    for (let attempt = 1; ; attempt++) {
      const agent = startAgent();
      await agent.seen(/"event":"recording"/);
      await wait(holdMs);
      expect(await agent.stop(), agent.text()).toMatchObject({ code: 0 });
      logs += agent.text();
      const snapshot = await snapshotOf(agentFolder, unlock);
      const left = snapshot.objects.filter(({ state }) => state !== 'sent');
      const { journal, notSummed } = snapshot;
      // A stop sends for five seconds: on a busy machine the sums come with one of the next.
      if (left.length === 0 && journal.length === 0 && notSummed.length === 0) return snapshot;
      const names = [...left.map(({ key, state }) => `${key} ${state}`), ...notSummed.map((day) => `sums of ${day}`)];
      if (attempt === 5) throw new Error(`left behind: ${names.join(', ')}`);
    }
  }

  async function linesInBucket(): Promise<string[]> {
    const { organisationKey } = unwrap(readViewerFile(office.viewerFile));
    const identity = await viewerIdentity(office.viewerFile, office.passphrase ?? '');
    const reader = new Recovery({ store: bucket, prefix: '', identity, organisationKey });
    const lines: string[] = [];
    for (const card of unwrap(await reader.people()).people) {
      for (const day of unwrap(await reader.days(card.person))) {
        const { devices, unconfirmed } = unwrap(await reader.devices(card, day));
        expect(unconfirmed).toEqual([]);
        for (const device of devices) {
          const part = unwrap(
            await reader.open(card, day, device, async ({ name }, plain) => {
              if (isActivityName(name)) lines.push(...linesOf(plain));
              if (isShotName(name)) expect(Buffer.from(plain.subarray(8, 12)).toString()).toBe('WEBP');
            }),
          );
          expect(part.report.faults).toEqual([]);
          expect(part.report.state).not.toBe('broken');
        }
      }
    }
    return lines;
  }

  function startAgent(): Running {
    return start(['agent', '--settings', join(folder, 'settings.json'), '--json-lines'], desktop.env);
  }

  function writeSettings(withdrawn: readonly string[]): void {
    const endpoint = `https://127.0.0.1:${gate.port}`;
    const enrolment = { ...office.enrolment, bucket: { ...Object(office.enrolment.bucket), endpoint } };
    const settings = {
      enrolment: JSON.parse(Buffer.from(signedEnrolment(office.keys, enrolment)).toString()),
      folder: agentFolder,
      unlockIdentityFile: 'unlock.key',
      consent: { withdrawn },
      zone: 'UTC',
    };
    writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings));
  }
}

/** A person at work in two windows, as long as `isOn`. */
async function drive(desktop: Desktop, isOn: () => boolean): Promise<void> {
  const windows = [
    (await desktop.openTerminal({ title: titles[0] ?? '', geometry: '80x24+20+20' })).window,
    (await desktop.openTerminal({ title: titles[1] ?? '', geometry: '80x24+600+200' })).window,
  ];
  for (let turn = 0; isOn(); turn++) {
    await desktop.activate(windows[turn % 2] ?? '');
    await desktop.xdotool('type', '--delay', '60', `${typed} `);
    await desktop.xdotool('key', 'Return');
  }
}
