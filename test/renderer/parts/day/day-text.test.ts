import { describe, expect, it, test } from 'vitest';
import type { PresenceState } from '../../../../core/day/activity.ts';
import type { DayView } from '../../../../core/day/view.ts';
import { shotIdSchema } from '../../../../core/ids.ts';
import { dayWords, shownStates, spanText } from '../../../../renderer/parts/day/day-text.ts';
import { momentsOf, shotNote } from '../../../../renderer/parts/screenshots/shot-moments.ts';
import { at, emptyDay, fullDay, littleDay } from '../../fixtures/days.ts';
import { idOf } from '../../fixtures/random.ts';

describe('a day in words', () => {
  it('says what was recorded, called and paused, first and last', () => {
    expect(dayWords(fullDay(), 'verified')).toBe(
      '7 h 6 min recorded, 41 min in calls, paused 12:02–12:50. First 08:04, last 16:31.',
    );
  });
  it('leaves out what there was none of', () => {
    expect(dayWords(littleDay(), 'verified')).toBe('1 min 1 s recorded. First 09:12, last 09:13.');
    expect(dayWords(emptyDay(), 'verified')).toBe('Nothing was recorded on this day.');
  });
  it('says of a day that is not closed up to when it was received, not that it ended', () => {
    expect(dayWords(littleDay(), 'open')).toBe(
      '1 min 1 s recorded. First 09:12. Received up to 09:13; anything newer is still with the person.',
    );
    expect(dayWords(littleDay(), 'broken')).toBe('1 min 1 s recorded. First 09:12. Received up to 09:13.');
    expect(dayWords(emptyDay(), 'open')).toBe('Nothing of this day has been received yet.');
  });
  it('gives a short pause its length, because its minutes would say nothing', () => {
    const pausedFor = (ms: number) => {
      const states: DayView['states'] = [
        { start: at(16, 56, 5), end: at(16, 56, 5) + ms, state: 'paused', reason: null },
      ];
      return dayWords({ ...emptyDay(), first: at(16, 50), last: at(17), states }, 'verified');
    };
    expect(pausedFor(10_000)).toContain('paused for 10 s at 16:56.');
    expect(pausedFor(119_000)).toContain('paused for 1 min 59 s at 16:56.');
    expect(pausedFor(120_000)).toContain('paused 16:56–16:58.');
  });
  it('sums pauses up when they are many', () => {
    const pauses: DayView['states'] = [8, 9, 10, 11].map((hour) => ({
      start: at(hour),
      end: at(hour, 15),
      state: 'paused',
      reason: null,
    }));
    const day = {
      ...emptyDay(),
      first: at(8),
      last: at(12),
      states: pauses,
      totals: { ...emptyDay().totals, stateMs: { paused: 3_600_000 } },
    };
    expect(dayWords(day, 'verified')).toBe('0 s recorded, paused 4 times for 1 h. First 08:00, last 12:00.');
  });
});

test.each([
  ['a day of a minute', littleDay(), '09:12:07–09:13:08'],
  ['just under ten minutes', { ...littleDay(), first: at(9, 4), last: at(9, 13, 59) }, '09:12:07–09:13:08'],
  ['ten minutes', { ...littleDay(), first: at(9, 4), last: at(9, 14) }, '09:12–09:13'],
])('spans of %s show seconds only where minutes say too little', (_, day, text) => {
  expect(spanText({ start: at(9, 12, 7), end: at(9, 13, 8) }, day)).toBe(text);
});

test('states under half a second are not shown, in rows nor in words', () => {
  const span = (state: PresenceState, start: number, end: number) => ({ start, end, state, reason: null });
  const cut = at(9, 1);
  const states = [span('active', at(9), cut), span('paused', cut, cut + 499), span('idle', cut + 499, cut + 999)];
  const day = { ...emptyDay(), first: at(9), last: cut + 999, states };
  expect(shownStates(day).map(({ state }) => state)).toEqual(['active', 'idle']);
  expect(dayWords(day, 'verified')).not.toContain('paused');
});

describe('moments of screenshots', () => {
  const shot = (number: number, seconds: number, monitor: string) => {
    const id = shotIdSchema.parse(idOf(number));
    return { id, source: id, at: at(9, 0, seconds), monitor, width: 1920, height: 1080, note: '' };
  };
  it('hold the monitors that were taken together, in order of time', () => {
    const moments = momentsOf([shot(3, 60, 'A'), shot(1, 0, 'A'), shot(2, 1, 'B')]);
    expect(moments.map(({ shots }) => shots.map(({ id }) => Number(id)))).toEqual([[1, 2], [3]]);
  });
  it('do not join two pictures of one monitor, nor far ones', () => {
    expect(momentsOf([shot(1, 0, 'A'), shot(2, 1, 'A'), shot(3, 7, 'B')])).toHaveLength(3);
  });
  it('say what was covered and that nothing had changed', () => {
    expect([shotNote(0, false), shotNote(1, false), shotNote(2, true)]).toEqual([
      '',
      '1 window covered',
      '2 windows covered · screen had not changed',
    ]);
  });
});
