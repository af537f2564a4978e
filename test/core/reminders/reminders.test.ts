import { describe, expect, it } from 'vitest';
import { daySchema } from '../../../core/ids.ts';
import {
  type ReminderFacts,
  type ReminderSettings,
  remindersDue,
  type ToldReminders,
  toldAtStart,
} from '../../../core/reminders/reminders.ts';

const six = 18 * 60;
const settings: ReminderSettings = { evening: six, pauseEnd: true, needsYou: true };
const nothing: ToldReminders = { evening: null, pauseUntil: null, needs: [] };
const at = (text: string) => Date.parse(text);
const facts = (now: string, change: Partial<ReminderFacts> = {}): ReminderFacts => ({
  ...{ now: at(now), zone: 'Europe/Berlin', isAway: false, pause: null, needs: [], ...change },
});
const due = (given: ReminderFacts, told = nothing, own = settings) => remindersDue(own, given, told).due;

describe('the summary of a day', () => {
  it.each<[string, string, Partial<ReminderFacts>, Partial<ReminderSettings>, boolean]>([
    ['a minute before its time', '2026-11-17T16:59:59Z', {}, {}, false],
    ['at its time', '2026-11-17T17:00:00Z', {}, {}, true],
    ['an hour late, as after sleep', '2026-11-17T18:10:00Z', {}, {}, true],
    ['a minute before midnight', '2026-11-17T22:59:00Z', {}, {}, true],
    ['once the day is over', '2026-11-17T23:00:00Z', {}, {}, false],
    ['switched off', '2026-11-17T17:00:00Z', {}, { evening: null }, false],
    ['paused over the evening', '2026-11-17T17:00:00Z', { pause: { until: null } }, {}, false],
    ['behind a locked screen', '2026-11-17T17:00:00Z', { isAway: true }, {}, false],
    ['at midnight, where that was chosen', '2026-11-16T23:00:00Z', {}, { evening: 0 }, true],
    ['in another zone', '2026-11-17T09:00:00Z', { zone: 'Asia/Tokyo' }, {}, true],
    ['in a zone that nobody knows, as in UTC', '2026-11-17T17:59:00Z', { zone: 'Nowhere/At' }, {}, false],
    // Clocks go from 02:00 to 03:00 on 29 March 2026.
    ['before a time that the clocks leave out', '2026-03-29T00:59:00Z', {}, { evening: 150 }, false],
    ['after a time that the clocks leave out', '2026-03-29T01:00:00Z', {}, { evening: 150 }, true],
  ])('comes %s: %s', (_, now, change, own, isDue) => {
    expect(due(facts(now, change), nothing, { ...settings, ...own }).includes('evening')).toBe(isDue);
  });

  it('comes once where the clocks show its time twice', () => {
    // From 03:00 back to 02:00 on 25 October 2026.
    const own = { ...settings, evening: 150 };
    const first = remindersDue(own, facts('2026-10-25T00:30:00Z'), nothing);
    expect(first.due).toEqual(['evening']);
    expect(remindersDue(own, facts('2026-10-25T01:30:00Z'), first.told).due).toEqual([]);
  });

  it('comes once a day, and after a clock was set back not again', () => {
    const first = remindersDue(settings, facts('2026-11-17T17:00:00Z'), nothing);
    expect(remindersDue(settings, facts('2026-11-17T17:01:00Z'), first.told).due).toEqual([]);
    expect(remindersDue(settings, facts('2026-11-17T16:00:00Z'), first.told).due).toEqual([]);
    expect(remindersDue(settings, facts('2026-11-18T17:00:00Z'), first.told).due).toEqual(['evening']);
  });

  it('waits for the end of a pause, and for somebody to come back', () => {
    const paused = remindersDue(settings, facts('2026-11-17T17:00:00Z', { pause: { until: null } }), nothing);
    const away = remindersDue(settings, facts('2026-11-17T17:30:00Z', { isAway: true }), paused.told);
    expect([paused.due, away.due]).toEqual([[], []]);
    expect(remindersDue(settings, facts('2026-11-17T18:00:00Z'), away.told).due).toEqual(['evening']);
  });

  it('is left for the next day by a start that comes late', () => {
    const start = (now: string) => toldAtStart(settings, facts(now)).evening;
    expect(start('2026-11-17T17:14:59Z')).toBeNull();
    expect(start('2026-11-17T17:15:00Z')).toBe(daySchema.parse('2026-11-17'));
    expect(toldAtStart({ ...settings, evening: null }, facts('2026-11-17T20:00:00Z')).evening).toBeNull();
  });
});

describe('the end of a pause', () => {
  const until = at('2026-11-17T10:00:00Z');
  it.each<[string, string, boolean]>([
    ['more than two minutes before', '2026-11-17T09:57:59Z', false],
    ['two minutes before', '2026-11-17T09:58:00Z', true],
    ['a second before', '2026-11-17T09:59:59Z', true],
    ['once it is over', '2026-11-17T10:00:00Z', false],
  ])('is told %s: %s', (_, now, isDue) => {
    expect(due(facts(now, { pause: { until } })).includes('pause-end')).toBe(isDue);
  });

  it('is told once, again for another end, never of one without an end, and not where that is switched off', () => {
    const now = '2026-11-17T09:58:30Z';
    const first = remindersDue(settings, facts(now, { pause: { until } }), nothing);
    expect(remindersDue(settings, facts(now, { pause: { until } }), first.told).due).toEqual([]);
    expect(remindersDue(settings, facts(now, { pause: { until: until + 1 } }), first.told).due).toEqual(['pause-end']);
    expect(due(facts(now, { pause: { until: null } }))).toEqual([]);
    expect(due(facts(now, { pause: { until } }), nothing, { ...settings, pauseEnd: false })).toEqual([]);
    expect(due(facts(now, { pause: { until }, isAway: true }))).toEqual([]);
  });
});

describe('what needs the person', () => {
  const noon = '2026-11-17T11:00:00Z';
  const told = (needs: string[], before = nothing) => remindersDue(settings, facts(noon, { needs }), before);

  it('is told when it is new, and once', () => {
    const first = told(['terms apps a']);
    expect(first.due).toEqual(['needs-you']);
    expect(told(['terms apps a'], first.told).due).toEqual([]);
    expect(told(['terms apps a', 'reply 1'], first.told).due).toEqual(['needs-you']);
    expect(told(['terms apps b'], first.told).due).toEqual(['needs-you']);
  });

  it('is told again when it comes back, and waits for somebody to be there', () => {
    const first = told(['reply 1']);
    const gone = told([], first.told);
    expect(told(['reply 1'], gone.told).due).toEqual(['needs-you']);
    const away = remindersDue(settings, facts(noon, { needs: ['x'], isAway: true }), nothing);
    expect([away.due, told(['x'], away.told).due]).toEqual([[], ['needs-you']]);
  });

  it('is not told where that is switched off, and is told once it is switched on', () => {
    const off = remindersDue({ ...settings, needsYou: false }, facts(noon, { needs: ['x'] }), nothing);
    expect([off.due, told(['x'], off.told).due]).toEqual([[], ['needs-you']]);
  });
});
