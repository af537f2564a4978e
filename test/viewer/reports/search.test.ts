import { beforeEach, describe, expect, it } from 'vitest';
import type { DirectoryPerson } from '../../../core/organisation/access.ts';
import { unwrap } from '../../../core/result.ts';
import { windowOf } from '../../fixtures/day/worked-days.ts';
import { refused, unreachable } from '../../fixtures/memory-store.ts';
import { dayAt, deviceId, personId } from '../../fixtures/organisation/fake-viewers.ts';
import { codeOf, type Opened, openReports } from './reports-fixture.ts';

let opened: Opened;
let personOne: DirectoryPerson;
let personTwo: DirectoryPerson;
const reason = 'the invoice';
const [first, second, third] = [dayAt('2026-06-01'), dayAt('2026-06-02'), dayAt('2026-06-03')];
const noon = Date.parse('2026-06-01T12:00Z');
const invoice = windowOf(noon, noon + 1000, 'office', { title: 'Invoice 17' });
const letter = windowOf(noon + 2000, noon + 3000, 'office', { title: 'Letter' });

beforeEach(() => {
  opened = openReports();
  personOne = opened.viewer.add(1);
  personTwo = opened.viewer.add(2, { zone: 'Europe/Berlin' });
  opened.viewer.keep(personOne, first, [invoice, letter]);
  opened.viewer.keep(personOne, third, [letter]);
  opened.viewer.keep(personTwo, second, [invoice]);
});

const start = (change: Partial<Parameters<Opened['reports']['calls']['startSearch']>[0]> = {}) =>
  opened.reports.calls.startSearch({
    ...{ people: [personOne.person, personTwo.person], from: first, to: third, text: 'INVOICE 1', reason },
    ...change,
  });
const search = async (id: string, person: DirectoryPerson, day = first) =>
  opened.reports.calls.searchDay({ search: id, person: person.person, day });

describe('a search', () => {
  it('answers which days it goes through, newest first, and finds what is in them', async () => {
    const { search: id, days, skipped } = unwrap(await start());
    expect(days).toEqual([
      { person: personOne.person, day: third },
      { person: personTwo.person, day: second },
      { person: personOne.person, day: first },
    ]);
    expect(skipped).toEqual([]);
    expect(unwrap(await search(id, personOne))).toEqual({
      hits: [{ day: first, start: noon, end: noon + 1000, kind: 'title', text: 'Invoice 17', appName: 'office' }],
      zone: 'UTC',
      unread: [],
    });
    expect(unwrap(await search(id, personOne, third)).hits).toEqual([]);
    expect(unwrap(await search(id, personTwo, second))).toMatchObject({
      hits: [{ day: second }],
      zone: 'Europe/Berlin',
    });
  });

  it('tells each person what was searched for, before anything of them is asked for', async () => {
    unwrap(await start());
    for (const person of [personOne, personTwo]) {
      const own = opened.viewer.asked().filter((call) => call.includes(person.person));
      expect(own[0]).toMatch(/^put .*\/views\//);
      expect(own.filter((call) => call.startsWith('put '))).toHaveLength(1);
    }
    const look = { look: 'search', day: first, to: third, reason, detail: 'INVOICE 1' };
    expect(opened.viewer.looks).toEqual([personOne, personTwo].map(({ person }) => ({ person, ...look })));
  });

  it.each([unreachable, refused])('skips whom it cannot tell, and reads nothing of them', async (why) => {
    opened.viewer.store.refuse = (verb, key) => (verb === 'put' && key.includes(personOne.person) ? why : null);
    const { search: id, days, skipped } = unwrap(await start());
    expect(days).toEqual([{ person: personTwo.person, day: second }]);
    expect(skipped).toMatchObject([{ person: personOne.person, problem: { code: 'receipt-refused' } }]);
    expect(codeOf(await search(id, personOne))).toBe('search-unknown');
    expect(opened.viewer.asked().filter((call) => call.includes(personOne.person))).toHaveLength(1);
  });

  it('skips whom the viewer may not see, and whose days cannot be listed', async () => {
    opened.viewer.store.refuse = (verb, key) => (verb === 'list' && key.includes(personTwo.person) ? refused : null);
    const people = [personOne.person, personTwo.person, personId(9)];
    const { days, skipped } = unwrap(await start({ people }));
    expect(days.map(({ person }) => person)).toEqual([personOne.person, personOne.person]);
    expect(skipped.map(({ person, problem }) => [person, problem.code])).toEqual([
      [personTwo.person, 'store-refused'],
      [personId(9), 'no-access'],
    ]);
    expect(opened.viewer.looks.map(({ person }) => person)).not.toContain(personId(9));
  });

  it('tells somebody once who is named twice', async () => {
    const { days } = unwrap(await start({ people: [personOne.person, personOne.person] }));
    expect(days).toHaveLength(2);
    expect(opened.viewer.looks).toHaveLength(1);
  });

  it.each([
    ['backwards', { from: third, to: first }, 'span-order'],
    ['over more than a year', { from: dayAt('2025-01-01') }, 'span-too-long'],
    ['for nothing that is a word', { text: '\u0301' }, 'search-empty'],
  ])('is not begun %s, and nobody is told', async (_, change, code) => {
    expect(codeOf(await start(change))).toBe(code);
    expect(opened.viewer.asked()).toEqual([]);
  });

  it('goes through its own days only', async () => {
    const { search: id } = unwrap(await start({ people: [personOne.person], to: second }));
    const { search: other } = unwrap(await start({ people: [personTwo.person] }));
    const before = opened.viewer.asked().length;
    for (const [name, person, day] of [
      [id, personOne, third],
      [id, personTwo, second],
      [other, personOne, first],
      [id, personOne, second],
      ['another', personOne, first],
    ] as const)
      expect(codeOf(await search(name, person, day))).toBe('search-unknown');
    expect(opened.viewer.asked()).toHaveLength(before);
    expect(codeOf(await search(id, personOne, first))).toBe('ok');
  });

  it('is forgotten when the key is locked, and when eight others were begun since', async () => {
    const { search: id } = unwrap(await start());
    for (let other = 0; other < 7; other++) unwrap(await start());
    expect(codeOf(await search(id, personOne))).toBe('ok');
    unwrap(await start());
    expect(codeOf(await search(id, personOne))).toBe('search-unknown');
    const { search: latest } = unwrap(await start());
    const ask = { search: latest, person: personOne.person, day: first };
    expect(codeOf(await opened.again().calls.searchDay(ask))).toBe('search-unknown');
  });

  it('says that a day cannot be read rather than that nothing is in it', async () => {
    opened.viewer.keep(personOne, third, [letter], { isSealedAway: true });
    const { search: id } = unwrap(await start());
    expect(codeOf(await search(id, personOne, third))).toBe('no-access');
    opened.viewer.store.refuse = () => unreachable;
    expect(codeOf(await search(id, personOne, first))).toBe('store-unreachable');
  });

  it('looks through all devices of the day', async () => {
    const carl = opened.viewer.add(3, {}, [31, 32]);
    opened.viewer.keep(carl, first, [letter], { device: 31 });
    opened.viewer.keep(carl, first, [invoice], { device: 32 });
    expect(deviceId(31)).not.toBe(deviceId(32));
    const { search: id } = unwrap(await start({ people: [carl.person] }));
    expect(unwrap(await search(id, carl)).hits).toHaveLength(1);
  });
});
