import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { classFolder, recordClasses } from '../../../bucket/layout.ts';
import type { ObjectStore } from '../../../bucket/object-store.ts';
import type { PersonId } from '../../../core/ids.ts';
import { lastDayOver } from '../../../core/organisation/erasure.ts';
import { unwrap } from '../../../core/result.ts';
import { utcDay } from '../../../core/time/calendar.ts';
import { accessOf, findPerson } from '../../../org/administration.ts';
import { AdministrationFile } from '../../../org/administration-file.ts';
import { certificateSchema } from '../../../org/erasure/certificate.ts';
import { readDocument } from '../../../seal/signing.ts';
import { type Ended, run, start } from '../process.ts';
import { orgScene } from './org-scene.ts';

const { at, env, onStore, done, open, close } = orgScene('erase');
let bucket: ObjectStore;
let person: PersonId;

const device = 'd'.repeat(26);
const today = utcDay(Date.now());
const days = ['2026-03-02', '2026-03-03', '2026-03-04'];
const args = (...more: string[]) => [
  'erase',
  '--folder',
  at('org'),
  '--bucket',
  at('bucket.json'),
  '--person',
  'Grace',
  ...more,
];
const erase = (...more: string[]): Promise<Ended> => run(args(...more), env);
const administration = async () => unwrap(await new AdministrationFile(at('org'), env.PLAINSIGHT_PASSPHRASE).read());
const orders = async () => accessOf(await administration(), person).erasures ?? [];

beforeAll(async () => {
  ({ bucket } = await open());
  await done('enrol', '--name', 'Grace', '--out', at('grace.plainsight'), ...onStore);
  person = unwrap(findPerson(await administration(), 'Grace')).person;
  await fill();
}, 120_000);
afterAll(close, 60_000);

/** Enough that several requests are needed. */
async function fill(): Promise<void> {
  const keys = recordClasses.flatMap((each) =>
    days.map((day) => `${classFolder('', each, person)}${each === 'months' ? day.slice(0, 7) : day}/${device}/x.age`),
  );
  const many = Array.from({ length: 1_100 }, (_, index) => `days/${person}/2026-03-03/${device}/activity/${index}.age`);
  const all = [
    ...keys,
    ...many,
    `people/${person}/latest/${device}.age`,
    `people/${person}/consent/${device}/x.json.age`,
  ];
  for (let from = 0; from < all.length; from += 50)
    await Promise.all(all.slice(from, from + 50).map((key) => bucket.put(key, Buffer.from(key))));
}

async function left(): Promise<string[]> {
  return (await Promise.all(recordClasses.map((each) => bucket.list(classFolder('', each, person)))))
    .flatMap(unwrap)
    .map(({ key }) => key);
}

test('nothing goes for a mistake, nor without the name typed once more', async () => {
  const before = await left();
  const refusals: [string[], RegExp, number][] = [
    [['--by', 'Ada'], /Say what goes/, 2],
    [['--from', days[1] ?? ''], /Give --by NAME/, 2],
    [['--from', days[2] ?? '', '--to', days[0] ?? '', '--by', 'Ada'], /not before/, 2],
    [['--purpose', 'apps', '--by', 'Ada'], /lies in the same segments/, 2],
    [['--from', days[0] ?? '', '--to', '2999-01-01', '--by', 'Ada'], /not over in every time zone/, 1],
    [['--everything', '--by', 'Ada'], /was not confirmed/, 1],
    [['--everything', '--by', 'Ada', '--confirm', 'Grac'], /was not confirmed/, 1],
  ];
  for (const [given, says, code] of refusals) {
    const ended = await erase(...given);
    expect(ended.code, given.join(' ')).toBe(code);
    expect(ended.err).toMatch(says);
  }
  expect(await left()).toEqual(before);
  expect(await orders()).toEqual([]);
}, 120_000);

test('a dry run says what would go, and changes nothing', async () => {
  const before = await left();
  const ended = await erase('--from', '2026-03-03', '--to', '2026-03-03', '--dry-run');
  expect(ended).toMatchObject({ code: 0, err: '' });
  expect(ended.out).toMatch(/days: 1101 objects, 1101 versions/);
  expect(ended.out).toMatch(/days-keys: 1 objects/);
  expect(ended.out).toMatch(/months: 1 objects/);
  expect(ended.out).toMatch(/Days: 2026-03-03\n/);
  expect(await left()).toEqual(before);
  expect(await orders()).toEqual([]);
}, 60_000);

test('a span goes whenever the command is killed, and is certified once it was given again', async () => {
  const span = ['--from', '2026-03-03', '--to', '2026-03-04', '--by', 'Ada', '--copies-until', '2026-12-31'];
  // Each time at another place: as soon as that was said.
  for (const says of [/Order [0-9a-z]{26}/, /days-keys, .*: \d+ of/, /shots: 1000 of|days, shots: 1000 of/]) {
    const running = start(args(...span), env);
    await running.seen(says).catch(() => undefined);
    running.child.kill('SIGKILL');
    await running.ended;
  }
  const ended = await erase(...span);
  expect(ended).toMatchObject({ code: 0, err: '' });
  const [order, ...others] = await orders();
  expect(others).toEqual([]);
  expect(order).toMatchObject({ from: '2026-03-03', to: '2026-03-04', classes: ['days', 'shots'] });
  expect((await left()).every((key) => key.includes('2026-03-02'))).toBe(true);
  const folder = at('org', 'erasures');
  expect(readdirSync(folder).sort()).toEqual([`${order?.id}.json`, `${order?.id}.list`, `${order?.id}.txt`]);
  for (const name of readdirSync(folder)) expect(statSync(`${folder}/${name}`).mode & 0o077).toBe(0);
  const { publicKey } = (await administration()).signing;
  const signed = readFileSync(`${folder}/${order?.id}.json`);
  const certificate = certificateSchema.parse(readDocument(signed, publicKey));
  expect(certificate).toMatchObject({
    by: 'Ada',
    left: [],
    days: ['2026-03-03', '2026-03-04'],
    copies: { open: true, until: '2026-12-31' },
  });
  // What went before a kill is in it: all of it, each once.
  expect(certificate.erased.find(({ called }) => called === 'days')).toMatchObject({ objects: 1_102, versions: 1_102 });
  expect(ended.out).toContain(`The certificate: ${folder}/${order?.id}.txt`);
}, 180_000);

test('an order of other days does not go on in the place of what is wanted, and the span is said', async () => {
  const earlier = await erase('--purpose', 'screenshots', '--to', '2026-03-02', '--by', 'Ada');
  expect(earlier).toMatchObject({ code: 0, err: '' });
  const [first] = (await orders()).slice(-1);
  // Another administrator's folder has no certificate of it.
  rmSync(at('org', 'erasures', `${first?.id}.json`));
  await bucket.put(`shots/${person}/2026-03-20/${device}/x.age`, Buffer.from('x'));
  const wanted = await erase('--purpose', 'screenshots', '--by', 'Ada', '--today', today);
  expect(wanted).toMatchObject({ code: 0, err: '' });
  const last = (await orders()).at(-1);
  expect(last).toMatchObject({ to: lastDayOver(Date.now()), classes: ['shots'] });
  expect(last?.id).not.toBe(first?.id);
  expect(wanted.out).toContain(`Order ${last?.id}: pictures, until ${last?.to} of Grace.`);
  expect((await left()).filter((key) => key.startsWith('shots/'))).toEqual([]);
  const again = await erase('--purpose', 'screenshots', '--by', 'Ada', '--to', '2026-03-02');
  expect(again.out).toContain(`Goes on with the order ${first?.id} of ${today}: pictures, until 2026-03-02 of Grace.`);
  const text = readFileSync(at('org', 'erasures', `${first?.id}.txt`), 'utf8');
  expect(text).toContain('What another administrator deleted by the');
}, 120_000);

test('a clock that is ahead orders nothing, and an order for days to come can be ended', async () => {
  const before = await orders();
  const doubted = await erase('--purpose', 'timesheets', '--by', 'Ada');
  expect(doubted.code).toBe(1);
  expect(doubted.err).toMatch(/nobody recorded anything after 2026-03-02/);
  expect(await orders()).toEqual(before);
  const over = before.at(-1)?.id ?? '';
  const ended = await erase('--end', over);
  expect(ended.code).toBe(1);
  expect(ended.err).toMatch(/nothing of it is for days to come/);
  expect((await erase('--end', over, '--everything')).code).toBe(2);
  // As if it had been signed by a clock that was ahead: what is over by the day that is typed stays in it.
  const shortened = await erase('--end', over, '--today', '2026-03-10');
  expect(shortened).toMatchObject({ code: 0, err: '' });
  expect((await orders()).find(({ id }) => id === over)).toMatchObject({ to: '2026-03-09', classes: ['shots'] });
  expect((await erase('--end', 'z'.repeat(26))).err).toMatch(/No order z+/);
}, 120_000);

test('everything of a person goes once their name was typed, and what proves stays', async () => {
  const ended = await erase('--everything', '--confirm', 'Grace', '--by', 'Ada', '--today', today);
  expect(ended).toMatchObject({ code: 0, err: '' });
  expect(await left()).toEqual([]);
  const stays = unwrap(await bucket.list(`people/${person}/`)).map(({ key }) => key.split('/')[2]);
  expect(stays.sort()).toEqual(['access.json', 'card.age', 'consent']);
  expect((await orders()).at(-1)).toMatchObject({
    from: null,
    to: lastDayOver(Date.now()),
    classes: ['days', 'shots', 'weeks'],
  });
}, 60_000);
