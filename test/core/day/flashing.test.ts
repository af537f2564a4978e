import { describe, expect, it } from 'vitest';
import { observe, parseRules } from '../../../core/consent/redaction.ts';
import { boundedView } from '../../../core/day/bounded-view.ts';
import { Recorder, usualWindowsADay } from '../../../core/day/recorder.ts';
import { viewOfDay } from '../../../core/day/view.ts';
import { daySchema } from '../../../core/ids.ts';
import { unwrap } from '../../../core/result.ts';
import { grantFor } from '../../fixtures/consent/consents.ts';
import { expectBounded } from '../../fixtures/day/bounded-views.ts';

const grants = { apps: grantFor('apps'), titles: grantFor('titles'), websites: null };
const rules = unwrap(parseRules([{ title: 'secret*', effect: 'exclude' }]));
const seen = (title: string, appId = 'xterm') => observe({ appId, appName: appId, title, url: null }, rules, grants);
const start = Date.parse('2026-11-24T08:00:00Z');

describe('a title that changes all the time', () => {
  it.each([10, 60, 1_000])('%i times a second is written once a second, in order and without gaps', (hz) => {
    const recorder = new Recorder(start);
    for (let turn = 0; turn < 60 * hz; turn++) recorder.focus(start + (turn * 1000) / hz, seen(`building ${turn}`));
    const windows = recorder.cut(start + 60_000).filter((record) => record.kind === 'window');
    expect(windows.length).toBeLessThanOrEqual(60);
    expect(windows.length).toBeGreaterThan(50);
    expect(windows.every((each, index) => index === 0 || windows[index - 1]?.end === each.start)).toBe(true);
  });

  it('with moments in which no window is there is bounded the same', () => {
    const recorder = new Recorder(start);
    for (let turn = 0; turn < 6_000; turn++)
      recorder.focus(start + turn * 10, turn % 2 === 0 ? seen(`window ${turn}`) : null);
    expect(recorder.cut(start + 60_000).length).toBeLessThanOrEqual(61);
  });

  it('never puts an excluded title into a record, whichever of them is sampled', () => {
    const recorder = new Recorder(start);
    for (let turn = 0; turn < 600; turn++)
      recorder.focus(start + turn * 17, seen(turn % 3 === 0 ? `secret ${turn}` : 'open'));
    expect(JSON.stringify(recorder.cut(start + 20_000))).not.toContain('secret');
  });

  it('says nothing of the time before leave was given', () => {
    const recorder = new Recorder(start);
    recorder.focus(start, seen('before'));
    recorder.focus(start + 300, seen('after'), true);
    expect(recorder.cut(start + 5_000)).toMatchObject([
      { start, end: start + 300, title: 'before' },
      { start: start + 300, end: start + 5_000, title: 'after' },
    ]);
  });

  it('makes no more than 20,000 records a day, then without titles, and the next day is whole again', () => {
    const recorder = new Recorder(start);
    let written = 0;
    for (let second = 0; second < 86_400; second++) {
      recorder.focus(start + second * 1000, seen(`title ${second}`, second % 2 === 0 ? 'a' : 'b'));
      if (second % 60 === 0) written += recorder.cut(start + second * 1000).length;
    }
    expect(written).toBeGreaterThanOrEqual(usualWindowsADay);
    expect(written).toBeLessThanOrEqual(20_000);
    expect(recorder.isOverfull).toBe(true);
    recorder.startDay();
    expect(recorder.isOverfull).toBe(false);
  });
});

describe('the view of such a day', () => {
  it.each([20_000, 144_000])(
    'is bounded with %i windows in it, and its sums are whole',
    { timeout: 120_000 },
    (count) => {
      const step = Math.floor(28_800_000 / count);
      const records = Array.from({ length: count }, (_, index) => ({
        ...{ kind: 'window' as const, start: start + index * step, end: start + (index + 1) * step },
        ...{ appId: 'xterm', appName: 'XTerm', title: `building ${index}`, site: null, withheld: null },
      }));
      const whole = viewOfDay(daySchema.parse('2026-11-24'), 'UTC', records);
      expect(whole.windows).toHaveLength(count);
      const view = boundedView(whole);
      expectBounded(view);
      expect(view.windows.length).toBeGreaterThan(1_000);
      expect(view.notShown?.windows).toBe(count - view.windows.length);
      expect(view.apps).toEqual([{ appId: 'xterm', appName: 'XTerm', ms: count * step }]);
      expect(view.windows.at(0)?.start).toBe(start);
      expect(view.windows.at(-1)?.end).toBe(start + count * step);
    },
  );
});
