import { createHash } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { packName, summaryName } from '../../bucket/layout.ts';
import { allObjects, viewerIdentity } from '../fixtures/bucket-contents.ts';
import { expectWholeDerivedObjects } from '../fixtures/day/whole-derived-objects.ts';
import { openScene, type Scene, titles, typed } from './kill-scene.ts';
import { filesWith, type Snapshot } from './vault-snapshot.ts';

/** On each desktop. They run beside each other: an agent mostly waits for what it is killed at. */
const kills = 100;
const seed = 20_260_322;

describe.skipIf(process.platform !== 'linux')('kill -9 at any moment', () => {
  const scenes: Scene[] = [];
  // Together: what removes a folder ends whatever this file started.
  afterAll(async () => {
    for (const scene of scenes) await scene.close();
  });

  for (const number of [1, 2])
    test.concurrent(`${kills} times on desktop ${number}: all that was acknowledged arrives once, the chain verifies, nothing lies in the clear`, async () => {
      const scene = await openScene(mulberry32(seed + number));
      scenes.push(scene);
      const { folder, agentFolder, office, bucket } = scene;
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
        await scene.runAndKill();
        remember(await scene.snapshot());
        if (kill % 20 !== 0) continue;
        expect(filesWith(agentFolder, [...titles, typed])).toEqual([]);
        process.stderr.write(
          `killed ${kill} of ${kills} on desktop ${number}: ${objects.size} objects, ${batches.size} batches acknowledged\n`,
        );
      }
      remember(await scene.drain());

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
      expect(await expectWholeDerivedObjects(inBucket, identity, enrolmentKey, office.keys.document)).toBeGreaterThan(
        0,
      );

      const lines = await scene.linesInBucket();
      const times = new Map<string, number>();
      for (const line of lines) times.set(line, (times.get(line) ?? 0) + 1);
      const acknowledged = [...batches.values()].flat();
      expect(acknowledged.filter((line) => times.get(line) !== 1)).toEqual([]);
      expect([...times].filter(([, count]) => count !== 1)).toEqual([]);

      expect(filesWith(folder, [...titles, typed])).toEqual([]);
      expect(scene.logs()).not.toMatch(/canary/);

      // What the test rests on was really there.
      for (const title of titles) expect(lines.some((line) => line.includes(title))).toBe(true);
      expect(acknowledged.length).toBeGreaterThan(kills);
      expect([...objects.keys()].filter((key) => key.includes('/shots/')).length).toBeGreaterThan(kills / 10);
      expect(unsent).toBeGreaterThan(kills / 4);
    }, 1_200_000);
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
