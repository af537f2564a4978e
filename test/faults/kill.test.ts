import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isActivityName, isShotName, packName, summaryName } from '../../bucket/layout.ts';
import type { ObjectStore } from '../../bucket/object-store.ts';
import { ownerGrant } from '../../bucket/rights.ts';
import { openS3Store } from '../../bucket/s3/s3-store.ts';
import { parseBucketSettings } from '../../bucket/settings.ts';
import { purposes } from '../../core/organisation/purpose.ts';
import { unwrap } from '../../core/result.ts';
import { signedEnrolment } from '../../org/enrolment.ts';
import { openTrialOffice, type TrialOffice } from '../../scripts/demo/demo-organisation.ts';
import { type Identity, newKeyPair } from '../../seal/age.ts';
import { Recovery } from '../../viewer/day/recovery.ts';
import { readViewerFile } from '../../viewer/session/viewer-file.ts';
import { type Running, start } from '../cli/process.ts';
import { type Desktop, startDesktop, until } from '../desktop.ts';
import { allObjects, viewerIdentity } from '../fixtures/bucket-contents.ts';
import { expectWholeDigests } from '../fixtures/day/whole-digests.ts';
import { removeFolder } from '../fixtures/folders.ts';
import { lightWork } from '../fixtures/light-work.ts';
import { answerFor } from '../fixtures/organisation/answering.ts';
import { type Gate, startGate } from './gate.ts';
import { filesWith, linesOf, type Snapshot, snapshotOf } from './vault-snapshot.ts';

const kills = 200;
const seed = 20_260_322;
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
const holdMs = 300;

const titles = ['canary-title-kestrel', 'canary-title-plover'];
const typed = 'canarytypedwhimbrel';

describe.skipIf(process.platform !== 'linux')('kill -9 at any moment', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kill-'));
  const agentFolder = join(folder, 'agent');
  const random = mulberry32(seed);
  let desktop: Desktop;
  let office: TrialOffice;
  let gate: Gate;
  let bucket: ObjectStore;
  let unlock: Identity;
  let logs = '';
  let driving = true;
  let driver: Promise<void> = Promise.resolve();

  beforeAll(async () => {
    desktop = await startDesktop();
    office = unwrap(
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
    gate = await startGate(office.store);
    const owner = office.store.credentials.add(ownerGrant, 'test');
    const { endpoint, caCertificate } = office.store;
    bucket = openS3Store(unwrap(parseBucketSettings({ endpoint, bucket: 'plainsight', caCertificate, ...owner })));
    unlock = (await newKeyPair()).identity;
    writeFileSync(join(folder, 'unlock.key'), `${unlock}\n`, { mode: 0o600 });
    writeSettings([]);
    await answerFor(join(folder, 'settings.json'), ['apps', 'titles', 'input-counts', 'presence', 'screenshots']);
    driver = drive();
  });

  afterAll(async () => {
    driving = false;
    await driver;
    bucket.close();
    await gate.close();
    await office.store.close();
    await desktop.close();
    await removeFolder(folder);
  });

  test(`${kills} times: all that was acknowledged arrives once, the chain verifies, nothing lies in the clear`, async () => {
    const objects = new Map<string, string>();
    const batches = new Map<string, readonly string[]>();
    let unsent = 0;
    const remember = (snapshot: Snapshot): void => {
      const now = new Map(snapshot.objects.map(({ key, sha256 }) => [key, sha256]));
      for (const [key, sha256] of objects) expect(now.get(key), key).toBe(sha256);
      for (const [key, sha256] of now) objects.set(key, sha256);
      for (const { id, lines } of snapshot.journal) batches.set(id, lines);
      if (snapshot.objects.some(({ state }) => state !== 'sent') || snapshot.journal.length > 0) unsent += 1;
    };

    for (let kill = 1; kill <= kills; kill++) {
      await runAndKill(kill);
      remember(await snapshotOf(agentFolder, unlock));
      if (kill % 20 !== 0) continue;
      expect(filesWith(agentFolder, [...titles, typed])).toEqual([]);
      process.stderr.write(
        `killed ${kill} of ${kills}: ${objects.size} objects, ${batches.size} batches acknowledged\n`,
      );
    }
    driving = false;
    await driver;
    remember(await drain());

    const inBucket = await allObjects(bucket);
    const listed = new Map(
      [...inBucket]
        .filter(([key]) => !isOfOrganisation(key) && !isReplaced(key))
        .map(([key, bytes]) => [key, createHash('sha256').update(bytes).digest('hex')]),
    );
    expect(listed).toEqual(objects);
    // What is replaced as a day goes on is not in the vault: at the end it has to say what the objects say.
    const { enrolmentKey } = office.enrolment;
    const identity = await viewerIdentity(office.viewerFile, office.passphrase ?? '');
    expect(await expectWholeDigests(inBucket, identity, enrolmentKey, office.keys.document)).toBeGreaterThan(0);

    const lines = await linesInBucket();
    const times = new Map<string, number>();
    for (const line of lines) times.set(line, (times.get(line) ?? 0) + 1);
    const acknowledged = [...batches.values()].flat();
    expect(acknowledged.filter((line) => times.get(line) !== 1)).toEqual([]);
    expect([...times].filter(([, count]) => count !== 1)).toEqual([]);

    expect(filesWith(folder, [...titles, typed])).toEqual([]);
    expect(logs).not.toMatch(/canary/);

    // What the test rests on was really there.
    for (const title of titles) expect(lines.some((line) => line.includes(title))).toBe(true);
    expect(acknowledged.length).toBeGreaterThan(kills);
    expect([...objects.keys()].filter((key) => key.includes('/shots/')).length).toBeGreaterThan(kills / 10);
    expect(unsent).toBeGreaterThan(kills / 4);
  }, 1_200_000);

  /** Half of the runs begin with the bucket reachable, and in each that changes once at a random moment. */
  async function runAndKill(kill: number): Promise<void> {
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
    expect(ended, `kill ${kill}\n${agent.text()}`).toMatchObject({ signal: 'SIGKILL' });
  }

  /** Files of pictures on the agent's disk, half-written ones too. */
  function pictures(): number {
    const objects = join(agentFolder, 'objects');
    if (!existsSync(objects)) return 0;
    return readdirSync(objects, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('shots_')).length;
  }

  /** Nothing new is recorded and the bucket is there: after a few ordinary runs nothing may be left. */
  async function drain(): Promise<Snapshot> {
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
      if (left.length === 0 && snapshot.journal.length === 0) return snapshot;
      if (attempt === 5) throw new Error(`left behind: ${left.map(({ key, state }) => `${key} ${state}`).join(', ')}`);
    }
  }

  /** All lines of all days, by way of the viewer's reader, which has to find every chain whole. */
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
            await reader.open(card.person, day, device, async ({ name }, plain) => {
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

  /** A person at work in two windows, without end. */
  async function drive(): Promise<void> {
    const windows = [
      (await desktop.openTerminal({ title: titles[0] ?? '', geometry: '80x24+20+20' })).window,
      (await desktop.openTerminal({ title: titles[1] ?? '', geometry: '80x24+600+200' })).window,
    ];
    for (let turn = 0; driving; turn++) {
      await desktop.activate(windows[turn % 2] ?? '');
      await desktop.xdotool('type', '--delay', '60', `${typed} `);
      await desktop.xdotool('key', 'Return');
    }
  }
});

/** What the organisation puts beside what agents send. */
function isOfOrganisation(key: string): boolean {
  // A device's card is on its way before anything of the vault is.
  return /(^|\/)(org\.json|card\.age|access\.json|directory\.age|devices\/[^/]+)$/.test(key);
}

/** What an agent makes anew as a day goes on. */
function isReplaced(key: string): boolean {
  return key.includes('/latest/') || [packName, summaryName].some((name) => key.endsWith(`/${name}`));
}

/** Random numbers in [0, 1) that are the same for the same seed. */
function mulberry32(from: number): () => number {
  let state = from;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
