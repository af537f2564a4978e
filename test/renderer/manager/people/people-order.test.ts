import { describe, expect, it } from 'vitest';
import { daySchema } from '../../../../core/ids.ts';
import { hourMs } from '../../../../core/time/calendar.ts';
import type { Presence } from '../../../../ipc/manager.ts';
import { peopleInOrder, peopleWith } from '../../../../renderer/manager/people/people-order.ts';
import { heardText, uploadText, zoneOf } from '../../../../renderer/manager/people/presence-text.ts';
import { at, day, zone } from '../../fixtures/days.ts';
import { inLanguage } from '../../fixtures/in-language.ts';
import { personId } from '../../fixtures/manager/people-scenes.ts';

const person = (number: number, name: string, team: string | null = null) => ({
  person: personId(number),
  name,
  zone,
  spans: [],
  team,
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
      unconfirmed: 0,
      problem: null,
    });
    expect(names(peopleInOrder(all, 'upload', presenceOf))).toEqual(['Person 9', 'Zwölf Ähren', 'person 10']);
    expect(names(peopleInOrder(all, 'upload', () => undefined))).toEqual(['Person 9', 'person 10', 'Zwölf Ähren']);
  });
});

describe('what was last heard', () => {
  const latest = { day, zone, first: at(8), last: at(14, 32), recordedMs: 5.2 * hourMs, stateMs: {} };

  it('is today’s, as far as it goes', () => {
    expect(heardText(latest, at(17))).toBe('Received up to 14:32 · 5 h 12 min so far today');
    expect(inLanguage('de', () => heardText(latest, at(17)))).toBe('Empfangen bis 14:32 · heute bisher 5 h 12 min');
  });

  it('is an earlier day’s, said as such, by the person’s own calendar', () => {
    expect(heardText(latest, at(24, 1))).toBe('Nothing received from today yet · last on Tue 17 Nov, 5 h 12 min');
    const newYork = { ...latest, zone: 'America/New_York' };
    expect(heardText(newYork, at(24, 1))).toContain('today');
    expect(heardText({ ...latest, day: daySchema.parse('2026-11-18') }, at(17))).toContain('Received up to');
  });

  it('is nothing where nothing was recorded', () => {
    expect(heardText(null, at(17))).toBe('Nothing received yet');
    expect(heardText({ ...latest, last: null }, at(17))).toBe('Nothing received yet');
  });

  it('has its times in the person’s zone, in UTC where that is not known', () => {
    const known: Presence = { person: personId(1), uploadedAt: at(14), latest: null, unconfirmed: 0, problem: null };
    const one = person(1, 'Person One');
    expect(zoneOf(one, undefined)).toBe(zone);
    expect(zoneOf({ ...one, zone: 'Mars/Olympus' }, known)).toBe('UTC');
    expect(zoneOf(one, { ...known, latest: { ...latest, zone: 'Asia/Tokyo' } })).toBe('Asia/Tokyo');
    expect(uploadText(at(14), zone, at(17))).toBe('14:00');
    expect(uploadText(null, zone, at(17))).toBe('Nothing uploaded yet');
  });
});
