import { describe, expect, it } from 'vitest';
import { daySchema } from '../../../../core/ids.ts';
import { hourMs } from '../../../../core/time/calendar.ts';
import type { Presence } from '../../../../ipc/manager.ts';
import { peopleGroups, peopleInOrder } from '../../../../renderer/manager/people/people-order.ts';
import { isTodays, receivedText, uploadText, zoneOf } from '../../../../renderer/manager/people/presence-text.ts';
import { peopleWith } from '../../../../renderer/parts/choice/people-with.ts';
import { at, day, zone } from '../../fixtures/days.ts';
import { inLanguage } from '../../fixtures/in-language.ts';
import { personId } from '../../fixtures/manager/people-scenes.ts';

const person = (number: number, name: string, team: string | null = null) => ({
  person: personId(number),
  name,
  zone,
  spans: [],
  team,
  left: null,
});
const all = [person(1, 'Zwölf Ähren', 'Support'), person(2, 'person 10'), person(3, 'Person 9', 'Sales')];
const names = (some: readonly { name: string }[]) => some.map(({ name }) => name);

describe('people', () => {
  it.each([
    ['', 3],
    ['zwolf ahren', 1],
    [' PERSON ', 2],
    ['support', 1],
    ['nobody', 0],
  ])('whose name or team holds “%s” are %d', (text, count) => {
    expect(peopleWith(all, text)).toHaveLength(count);
  });

  it('are in order of their names, numbers as numbers', () => {
    expect(names(peopleInOrder(all, 'name', () => undefined))).toEqual(['Person 9', 'person 10', 'Zwölf Ähren']);
  });

  it('are in order of their last upload, those of whom none is known last', () => {
    const uploads = new Map([
      [personId(1), 5],
      [personId(2), null],
      [personId(3), 9],
    ]);
    const presenceOf = ({ person: id }: { person: Presence['person'] }): Presence => ({
      person: id,
      uploadedAt: uploads.get(id) ?? null,
      latest: null,
      waiting: null,
      revoked: 0,
      unconfirmed: 0,
      problem: null,
    });
    expect(names(peopleInOrder(all, 'upload', presenceOf))).toEqual(['Person 9', 'Zwölf Ähren', 'person 10']);
    expect(names(peopleInOrder(all, 'upload', () => undefined))).toEqual(['Person 9', 'person 10', 'Zwölf Ähren']);
  });
});

describe('people under their teams', () => {
  it('stand by name of the team, then of the person, those in none last', () => {
    const groups = peopleGroups(
      peopleInOrder([...all, person(4, 'Anna', 'Support')], 'team', () => undefined),
      'team',
    );
    expect(groups.map(({ team, people }) => [team, names(people)])).toEqual([
      ['Sales', ['Person 9']],
      ['Support', ['Anna', 'Zwölf Ähren']],
      [null, ['person 10']],
    ]);
  });

  it.each([
    ['in another order', all, 'name'],
    ['where nobody is in a team', [person(2, 'person 10')], 'team'],
  ] as const)('are one list without a heading %s', (_, people, order) => {
    expect(peopleGroups(people, order)).toEqual([{ key: '', team: null, people }]);
    expect(peopleGroups([], order)).toEqual([]);
  });
});

describe('what was last heard', () => {
  const latest = { day, zone, first: at(8), last: at(14, 32), recordedMs: 5.2 * hourMs, stateMs: {} };

  it('is today’s, as far as it goes', () => {
    expect(receivedText(latest, at(17))).toBe('14:32');
  });

  it('is an earlier day’s, said as such, by the person’s own calendar', () => {
    expect(receivedText(latest, at(24, 1))).toBe('nothing from today yet');
    expect(inLanguage('de', () => receivedText(latest, at(24, 1)))).toBe('von heute noch nichts');
    expect(isTodays({ ...latest, zone: 'America/New_York' }, at(24, 1))).toBe(true);
    expect(isTodays({ ...latest, day: daySchema.parse('2026-11-18') }, at(17))).toBe(true);
  });

  it('is nothing where nothing was recorded', () => {
    expect(receivedText(null, at(17))).toBe('Nothing received yet');
    expect(receivedText({ ...latest, last: null }, at(17))).toBe('Nothing received yet');
  });

  it('has its times in the person’s zone, in UTC where that is not known', () => {
    const known: Presence = {
      person: personId(1),
      uploadedAt: at(14),
      latest: null,
      waiting: null,
      revoked: 0,
      unconfirmed: 0,
      problem: null,
    };
    const one = person(1, 'Person One');
    expect(zoneOf(one, undefined)).toBe(zone);
    expect(zoneOf({ ...one, zone: 'Mars/Olympus' }, known)).toBe('UTC');
    expect(zoneOf(one, { ...known, latest: { ...latest, zone: 'Asia/Tokyo' } })).toBe('Asia/Tokyo');
    expect(uploadText(at(14), zone, at(17))).toBe('uploaded 14:00');
    expect(uploadText(null, zone, at(17))).toBe('Nothing uploaded yet');
  });
});
