import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createEmployee } from '../../../agent/employee.ts';
import { readEnrolment } from '../../../agent/enrolment/enrolment.ts';
import { keysPath } from '../../../agent/enrolment/keys.ts';
import { unwrap } from '../../../core/result.ts';
import { zoneSchema } from '../../../core/time/calendar.ts';
import { newKeyPair } from '../../../seal/age.ts';
import { identityProtector } from '../../../seal/protector.ts';
import { FakePlatform } from '../../fixtures/agent/platforms.ts';
import { FakeSign } from '../../fixtures/agent/signs.ts';
import { agreeOnPage } from '../../fixtures/consent/agreeing.ts';
import { fakeEncoder } from '../../fixtures/day/encoders.ts';
import { newFolder } from '../../fixtures/folders.ts';
import { MemoryStore } from '../../fixtures/memory-store.ts';
import { openOffice } from '../../fixtures/organisation/offices.ts';

/** What was captured is on disk and in the bucket only sealed: canaries are looked for in every byte of every file, in each way it could be written. */
const canaries = ['canary-title-7f3a', 'canary-app-51cc', 'canary-site-90be.example', 'canary-pixels-e2d4'];

function waysToWrite(text: string): Buffer[] {
  const bytes = Buffer.from(text);
  // Base64 depends on what stands before: the part that all three places of a byte have in common.
  const base64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .slice(4, -4),
  );
  const written = [
    text,
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    encodeURIComponent(text),
    ...base64,
  ];
  return [
    ...written.map((each) => Buffer.from(each)),
    Buffer.from(text, 'utf16le'),
    Buffer.from(text, 'utf16le').swap16(),
  ];
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => statSync(path).isFile());
}

function found(places: readonly (readonly [string, Uint8Array])[]): string[] {
  return places.flatMap(([name, bytes]) =>
    canaries
      .filter((canary) => waysToWrite(canary).some((way) => Buffer.from(bytes).includes(way)))
      .map((canary) => `${canary} in ${name}`),
  );
}

it('finds a canary in each way that it looks for', () => {
  for (const [index, way] of waysToWrite(canaries[0] ?? '').entries())
    expect(found([[`way ${index}`, Buffer.concat([Buffer.from('before '), way, Buffer.from(' after')])]])).toHaveLength(
      1,
    );
});

it('writes nothing that was captured in the clear, nor any key', async () => {
  const folder = newFolder();
  const store = new MemoryStore();
  const office = await openOffice(store, { journalMs: 100, segmentMs: 100, shotIntervalMs: 1_000, holdMs: 0 });
  const platform = new FakePlatform(() => Date.now());
  const pixels = Buffer.from(canaries[3] ?? '');
  let shots = 0;
  platform.capture = async () => {
    platform.colour = (shots++ * 90) % 256;
    return { kind: 'screen', screen: platform.screenNow() };
  };
  const lines: string[] = [];
  const unlocking = (await newKeyPair()).identity;
  const employee = unwrap(
    await createEmployee({
      folder,
      enrolled: unwrap(readEnrolment(office.enrolment)),
      openPlatform: async () => platform,
      openSign: async () => new FakeSign(),
      encoder: async () => ({ ...fakeEncoder, encode: async ({ rgb }) => Buffer.concat([pixels, rgb]) }),
      openStore: () => store,
      protector: await identityProtector(unlocking),
      clock: { now: () => Date.now() },
      random: () => 0.5,
      zone: zoneSchema.parse('UTC'),
      appVersion: '1',
      host: 'node',
      log: (line) => lines.push(line),
    }),
  );
  unwrap(await agreeOnPage(employee, ['apps', 'titles', 'websites', 'screenshots']));
  platform.focus(canaries[0] ?? '', canaries[1], `https://${canaries[2]}/`);
  // While it runs: the journal, its write-ahead log and the newest picture.
  await expect.poll(() => shots, { timeout: 60_000 }).toBeGreaterThan(1);
  const today = unwrap(await employee.service.today({}));
  expect(today.windows.at(-1)).toMatchObject({ title: canaries[0], site: canaries[2] });
  expect(today.shots.length).toBeGreaterThan(0);
  const agent = employee.agent();
  const secrets = [agent?.options.keys.identity, agent?.options.keys.privateKey, unlocking].map(String);
  const during = filesUnder(folder).map((path) => [path, readFileSync(path)] as const);
  expect(during.some(([path]) => path.endsWith('vault.db-wal'))).toBe(true);
  await employee.close();
  const after = filesUnder(folder).map((path) => [path, readFileSync(path)] as const);
  expect(after.some(([path]) => path.includes('shots_'))).toBe(true);
  expect(after.some(([path]) => path.includes('activity_'))).toBe(true);
  expect(after.some(([path]) => path === keysPath(folder))).toBe(true);
  const uploaded = [...store.objects];
  for (const part of ['/shots/', '/pack.bin', '/summary.age', '/latest/'])
    expect(
      uploaded.some(([key]) => key.includes(part)),
      part,
    ).toBe(true);
  const named = [...after.map(([path]) => path), ...uploaded.map(([key]) => key), ...lines].join('\n');
  const everything = [...during, ...after, ...uploaded, ['names and log', Buffer.from(named)] as const];
  expect(found(everything)).toEqual([]);
  for (const secret of secrets) {
    expect(secret.length).toBeGreaterThan(40);
    for (const [name, bytes] of everything) expect(Buffer.from(bytes).includes(secret), `a key in ${name}`).toBe(false);
  }
});
