import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { StateRecord } from '../../../core/day/activity.ts';
import { paintStates } from '../../../core/day/state-paint.ts';
import { reason } from '../../../core/reason.ts';

const states = ['active', 'idle', 'paused'] as const;
const record: fc.Arbitrary<StateRecord> = fc.record({
  kind: fc.constant('state' as const),
  start: fc.nat(40),
  end: fc.nat(40),
  state: fc.constantFrom(...states),
  reason: fc.constantFrom(null, 'x-server-ended', 'x-server-silent').map((code) => code && reason(code)),
});

/** One millisecond after the other. */
function naive(records: readonly StateRecord[]): (StateRecord | undefined)[] {
  return Array.from({ length: 41 }, (_, at) => records.filter(({ start, end }) => start <= at && at < end).at(-1));
}

it('shows at each millisecond what was written last', () =>
  fc.assert(
    fc.property(fc.array(record, { maxLength: 15 }), (records) => {
      const painted = paintStates(records);
      for (const [at, expected] of naive(records).entries()) {
        const shown = painted.filter(({ start, end }) => start <= at && at < end);
        expect(shown.map(({ state, reason }) => ({ state, reason }))).toEqual(
          expected === undefined ? [] : [{ state: expected.state, reason: expected.reason }],
        );
      }
    }),
  ));

it('makes one of neighbours that say the same, and no other', () =>
  fc.assert(
    fc.property(fc.array(record, { maxLength: 15 }), (records) => {
      const painted = paintStates(records);
      for (const [index, span] of painted.entries()) {
        const next = painted[index + 1];
        const joins = next?.start === span.end && next.state === span.state && next.reason === span.reason;
        expect(joins).toBe(false);
        expect(span.end).toBeGreaterThan(span.start);
      }
    }),
  ));

it('takes a day of a record a second', () => {
  const second = (at: number): StateRecord => ({
    kind: 'state',
    start: at * 1_000,
    end: (at + 1) * 1_000,
    state: 'active',
    reason: null,
  });
  expect(paintStates(Array.from({ length: 86_400 }, (_, at) => second(at)))).toEqual([
    { start: 0, end: 86_400_000, state: 'active', reason: null },
  ]);
});
