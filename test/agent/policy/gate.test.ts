import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Gate } from '../../../agent/policy/gate.ts';
import type { ConsentRecord } from '../../../core/consent/consent.ts';
import type { Terms } from '../../../core/consent/terms.ts';
import { daySchema } from '../../../core/ids.ts';
import type { LastDay } from '../../../core/organisation/devices.ts';
import { recordedPurposes as purposes } from '../../../core/organisation/purpose.ts';
import { dayBounds, hourMs, zoneSchema } from '../../../core/time/calendar.ts';
import type { WorkingHours } from '../../../core/time/working-hours.ts';
import { decision, termsFor } from '../../fixtures/consent/consents.ts';

const noon = Date.parse('2026-06-01T12:00:00Z');
const everyDay: WorkingHours = ([1, 2, 3, 4, 5, 6, 7] as const).map((weekday) => ({
  weekday,
  spans: [{ from: 540, to: 1080 }],
}));

/** A gate over decisions and terms that a test may exchange. */
function newGate() {
  const state: { ledger: readonly ConsentRecord[] | null; terms: Terms[]; lastDay: LastDay | null } = {
    lastDay: null,
    ledger: purposes.map((purpose) => decision(purpose, true)),
    terms: purposes.map((purpose) => termsFor(purpose)),
  };
  const gate = new Gate({
    ledger: () => state.ledger,
    terms: (purpose) => state.terms.find((terms) => terms.purpose === purpose) ?? null,
    hours: () => everyDay,
    zone: zoneSchema.parse('Europe/Berlin'),
    lastDay: () => state.lastDay,
  });
  gate.setSettingsValid(true);
  gate.setSignShows(purposes);
  return { gate, state };
}

describe('the gate', () => {
  it('answers events without calendars and without comparing the terms again', () => {
    const { gate } = newGate();
    for (const purpose of purposes) expect(gate.allows(purpose, noon)).toBe(true);
    const spies = [
      vi.spyOn(JSON, 'stringify'),
      vi.spyOn(Intl.DateTimeFormat.prototype as { format: unknown }, 'format', 'get'),
      vi.spyOn(Intl, 'DateTimeFormat'),
    ];
    onTestFinished(() => {
      for (const spy of spies) spy.mockRestore();
    });
    for (let second = 0; second < 3600; second++)
      for (const purpose of purposes) expect('grant' in gate.ask(purpose, noon + second * 1000)).toBe(true);
    for (const spy of spies) expect(spy).not.toHaveBeenCalled();
    // Past the end of the hours it has to look.
    expect(gate.allows('apps', noon + 12 * hourMs)).toBe(false);
    expect(spies[1]).toHaveBeenCalled();
  });

  it.each<[string, Partial<Terms>, boolean]>([
    ['more', { keptDays: { least: 90, most: 121 } }, false],
    ['less', { keptDays: { least: 89, most: 120 } }, true],
    ['the same in other objects', {}, true],
  ])('heeds a document that asks for %s with the next ask', (_, change, allowed) => {
    const { gate, state } = newGate();
    expect(gate.allows('apps', noon)).toBe(true);
    state.terms = purposes.map((purpose) => termsFor(purpose, change));
    expect(gate.allows('apps', noon)).toBe(allowed);
  });

  it('heeds another ledger with the next ask', () => {
    const { gate, state } = newGate();
    const agreed = state.ledger ?? [];
    expect(gate.allows('apps', noon)).toBe(true);
    state.ledger = [...agreed, decision('apps', false, noon)];
    expect(gate.ask('apps', noon)).toEqual({ refused: 'no-consent' });
    expect(gate.allows('titles', noon)).toBe(true);
    state.ledger = null;
    expect(gate.ask('titles', noon)).toEqual({ refused: 'ledger' });
    state.ledger = [...agreed];
    expect(gate.allows('apps', noon)).toBe(true);
  });

  it('holds what was read against what is asked for, also where it was read again since', () => {
    const { gate, state } = newGate();
    const more = termsFor('apps', { keptDays: { least: 91, most: 120 } });
    state.terms = [more];
    expect(gate.ask('apps', noon)).toEqual({ refused: 'changed' });
    state.ledger = [...(state.ledger ?? []), { ...decision('apps', true, noon), terms: more }];
    expect(gate.allows('apps', noon)).toBe(true);
    expect(gate.ask('apps', noon - 1)).toEqual({ refused: 'changed' });
  });
});

describe('the last day of a computer', () => {
  const day = daySchema.parse('2026-06-02');
  const noonOf = (text: string) =>
    dayBounds(daySchema.parse(text), zoneSchema.parse('Europe/Berlin')).start + 12 * hourMs;
  const refused = (gate: Gate, at: number) => {
    const answer = gate.ask('apps', at);
    return 'grant' in answer ? 'granted' : answer.refused;
  };

  it.each([
    ['revoked', 'device-revoked'],
    ['replaced', 'device-replaced'],
    ['left', 'person-left'],
  ] as const)('is over at once where it was decided on it or later: %s', (why, refusal) => {
    const { gate, state } = newGate();
    for (const at of ['2026-06-02', '2026-06-09']) {
      state.lastDay = { day, why, at: noonOf(at) };
      // Also with a clock that is set back.
      for (const now of ['2026-06-01', '2026-06-02', '2026-06-10'])
        expect([now, refused(gate, noonOf(now))]).toEqual([now, refusal]);
      expect(gate.lastDay(noonOf('2026-06-02'))).toMatchObject({ day, why, isOver: true });
    }
  });

  it('goes on to its end where it was still to come, and its end is a boundary', () => {
    const { gate, state } = newGate();
    state.lastDay = { day, why: 'left', at: noonOf('2026-05-29') };
    const { end } = dayBounds(day, zoneSchema.parse('Europe/Berlin'));
    const answers = ['2026-06-02', '2026-06-03'].map((each) => refused(gate, noonOf(each)));
    expect(answers).toEqual(['granted', 'person-left']);
    expect([refused(gate, end - 1), refused(gate, end)]).toEqual(['off-hours', 'person-left']);
    expect(gate.nextBoundary(end - hourMs)).toBe(end);
    expect(gate.lastDay(end - 1)).toMatchObject({ isOver: false });
    state.lastDay = null;
    expect(refused(gate, noonOf('2026-06-03'))).toBe('granted');
    expect(gate.lastDay(end)).toBeNull();
  });
});
