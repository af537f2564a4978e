import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ActivityRecord, activityRecordSchema } from '../../../core/day/activity.ts';
import { boundedView } from '../../../core/day/bounded-view.ts';
import { type ChainReport, chainReportSchema, faultCount, shortReport } from '../../../core/day/chain-report.ts';
import { type DayView, viewOfDay } from '../../../core/day/view.ts';
import { daySchema, recordIdSchema, shotIdSchema } from '../../../core/ids.ts';
import { reason } from '../../../core/reason.ts';
import { exportCsv } from '../../../core/reports/export.ts';
import { expectBounded } from '../../fixtures/day/bounded-views.ts';

const day = daySchema.parse('2026-11-24');
const start = Date.parse('2026-11-24T08:00:00Z');
const viewOf = (records: readonly ActivityRecord[]): DayView => viewOfDay(day, 'UTC', records);
const id = (index: number, letter: string): string => letter + String(index).padStart(25, '0');

/** `count` records of each kind, each with texts of `text`, as long as a record may have them. */
const kinds: Readonly<Record<string, (count: number, text: string) => ActivityRecord[]>> = {
  windows: (count, text) =>
    list(count, (index) => ({
      ...{ kind: 'window', start: start + index * 1_000, end: start + index * 1_000 + 900, withheld: null },
      ...{ appId: `${text}${index % 50}`.slice(-10_000), appName: text, title: text, site: null },
    })),
  programs: (count, text) =>
    list(count, (index) => ({
      ...{ kind: 'window', start: start + index * 1_000, end: start + (index + 1) * 1_000, withheld: null },
      ...{ appId: `${index} ${text}`.slice(0, 10_000), appName: text, title: null, site: `${index}.example.org` },
    })),
  states: (count) =>
    list(count, (index) => ({
      ...{ kind: 'state', start: start + index * 500, end: start + (index + 1) * 500 },
      ...{ state: index % 2 === 0 ? 'active' : 'unknown', reason: index % 2 === 0 ? null : reason('sensor-broken') },
    })),
  shots: (count, text) =>
    list(count, (index) => ({
      ...{ kind: 'shot', at: start + index * 1_000, id: shotIdSchema.parse(id(index, 'a')), monitor: text },
      ...{ width: 1_920, height: 1_080, covered: 0 },
      sameAs: index % 3 === 0 ? null : shotIdSchema.parse(id(index - (index % 3), 'a')),
    })),
  entries: (count, text) =>
    list(count, (index) => ({
      ...{ kind: 'manual', id: recordIdSchema.parse(id(index, 'b')), at: start, start, end: start + 60_000 },
      ...{ label: text.slice(0, 100) || 'x', category: null, note: text.slice(0, 500) || null, isCall: false },
      ...{ of: null, isTakenBack: false, needsApproval: true },
    })),
};

function list(count: number, record: (index: number) => unknown): ActivityRecord[] {
  return Array.from({ length: count }, (_, index) => activityRecordSchema.parse(record(index)));
}

describe('what a page is sent of a day', () => {
  it('is the whole view where that is small', () => {
    const view = viewOf(Object.values(kinds).flatMap((make) => make(100, 'notes')));
    expect(boundedView(view)).toBe(view);
    expect(view.notShown).toBeNull();
  });

  it.each(Object.keys(kinds))('is bounded whatever there is too much of: %s', (kind) => {
    const view = viewOf(kinds[kind]?.(8_000, 'title') ?? []);
    const shown = boundedView(view);
    expectBounded(shown);
    expect(shown.totals).toEqual(view.totals);
    expect(shown.notShown).not.toBeNull();
  });

  it.each(['x', 'ü', '\u0001', '€', '😀'])('is bounded with texts as long as they may be, of %j', (unit) => {
    const view = viewOf(kinds.windows?.(300, unit.repeat(10_000 / unit.length)) ?? []);
    const shown = boundedView(view);
    expectBounded(shown);
    expect(shown.windows.every(({ title }) => title?.isWellFormed())).toBe(true);
    expect(shown.first).toBe(view.first);
  });

  it('holds every picture apart from those that show what the one before does, before it leaves any out', () => {
    const shown = boundedView(viewOf(kinds.shots?.(6_000, 'screen') ?? []));
    expect(shown.shots.length).toBeGreaterThan(500);
    expect(shown.shots.every(({ sameAs }) => sameAs === null)).toBe(true);
    expect(shown.notShown?.shots).toBe(6_000 - shown.shots.length);
  });

  it('has joined spans in order, without overlap, from the first to the last', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ gap: fc.nat(5_000), ms: fc.integer({ min: 1, max: 20_000 }) }), {
          minLength: 6_000,
          maxLength: 7_000,
        }),
        (spans) => {
          let at = start;
          const records = spans.map(({ gap, ms }, index): ActivityRecord => {
            const span = { start: at + gap, end: at + gap + ms };
            at = span.end;
            return { kind: 'window', ...span, appId: 'a', appName: 'A', title: `${index}`, site: null, withheld: null };
          });
          const { windows } = boundedView(viewOf(records));
          expect(windows.length).toBeLessThanOrEqual(5_000);
          expect(windows[0]?.start).toBe(records[0]?.kind === 'window' ? records[0].start : null);
          expect(windows.at(-1)?.end).toBe(at);
          expect(windows.every((each, index) => index === 0 || (windows[index - 1]?.end ?? 0) <= each.start)).toBe(
            true,
          );
        },
      ),
      { numRuns: 10 },
    );
  });

  it('shares its room with the other computers of the day', () => {
    const view = viewOf(kinds.windows?.(4_000, 'title') ?? []);
    expectBounded(boundedView(view, 1 / 4), 1 / 4);
  });
});

describe('an export of such a day', () => {
  it('has every window', () => {
    const files = exportCsv([{ day, zone: 'UTC', records: kinds.windows?.(9_000, 'title') ?? [] }], []);
    const windows = files.find(({ name }) => name === 'windows.csv')?.text ?? '';
    expect(windows.trimEnd().split('\n')).toHaveLength(9_001);
  });
});

const broken = (count: number): ChainReport => ({
  ...{ state: 'broken', links: 1, objects: count },
  faults: Array.from({ length: count }, (_, index) => ({ kind: 'missing', name: `activity/${index}` })),
});

describe('the report of a chain as a page is sent it', () => {
  it.each([0, 1, 200])('is whole with %i faults', (count) => {
    const report = broken(count);
    expect(shortReport(report)).toBe(report);
    expect(faultCount(report)).toBe(count);
  });

  it.each([201, 100_000])('names 200 of %i faults and counts the rest', (count) => {
    const short = shortReport(broken(count));
    expect(short.faults).toHaveLength(200);
    expect(faultCount(short)).toBe(count);
    expect(short.state).toBe('broken');
    expect(chainReportSchema.parse(short)).toEqual(short);
    expect(JSON.stringify(short).length).toBeLessThan(100_000);
  });
});
