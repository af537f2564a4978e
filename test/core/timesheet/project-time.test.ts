import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daySchema } from '../../../core/ids.ts';
import type { Project } from '../../../core/organisation/projects.ts';
import { dayBounds, hourMs, minuteMs, zoneSchema } from '../../../core/time/calendar.ts';
import { coveredMs, type Interval } from '../../../core/time/interval.ts';
import { daysIn, isoWeekSchema } from '../../../core/time/iso-week.ts';
import { byProject, choiceSpans, toMinutes, workedIn, workingOn } from '../../../core/timesheet/project-time.ts';
import type { ProjectChoice } from '../../../core/timesheet/week-record.ts';

const bridge: Project = { id: 'bridge', name: 'Bridge' };
const office: Project = { id: null, name: 'Office' };
const zones = ['Europe/Berlin', 'Asia/Kolkata', 'Australia/Lord_Howe', 'America/St_Johns', 'UTC'].map((zone) =>
  zoneSchema.parse(zone),
);
/** Weeks in which clocks change in Berlin, in Lord Howe (by half an hour), and one without. */
const weeks = ['2026-W13', '2026-W43', '2026-W40', '2026-W14', '2026-W23'].map((week) => isoWeekSchema.parse(week));

const chosen = fc.record({
  project: fc.constantFrom(bridge, office, null),
  from: fc.integer({ min: -24 * 60, max: 8 * 24 * 60 }),
  minutes: fc.integer({ min: 0, max: 30 * 60 }),
});
const worked = fc.option(
  fc.array(fc.record({ from: fc.integer({ min: 0, max: 7 * 24 * 60 }), minutes: fc.integer({ min: 0, max: 600 }) }), {
    maxLength: 12,
  }),
  { nil: null },
);

describe('a week by project', () => {
  it('counts each instant once: projects and what belongs to none are the working time, day by day', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.constantFrom(...weeks),
        fc.array(chosen, { maxLength: 12 }),
        worked,
        (zone, week, choices, work) => {
          const days = daysIn(week);
          const monday = dayBounds(days[0], zone).start;
          const span = ({ from, minutes }: { from: number; minutes: number }): Interval => ({
            start: monday + from * minuteMs,
            end: monday + (from + minutes) * minuteMs,
          });
          const spans = choices.map((each) => ({ project: each.project, ...span(each) }));
          const known = work?.map(span) ?? null;
          let total = 0;
          for (const day of days) {
            const bounds = dayBounds(day, zone);
            const { times, unassignedMs } = byProject(spans, bounds, known);
            const assigned = times.reduce((sum, { ms }) => sum + ms, 0);
            const within = (known ?? [bounds]).flatMap((each) => ({
              start: Math.max(each.start, bounds.start),
              end: Math.min(each.end, bounds.end),
            }));
            const working = coveredMs(within.filter(({ start, end }) => start < end));
            if (known === null) expect(unassignedMs).toBeNull();
            else expect(assigned + (unassignedMs ?? 0)).toBe(working);
            expect(assigned).toBeLessThanOrEqual(bounds.end - bounds.start);
            total += assigned;
          }
          // Cut at midnight or not: the week as one span has as much.
          const whole = { start: monday, end: dayBounds(days[6], zone).end };
          const uncut = byProject(spans, whole, known).times.reduce((sum, { ms }) => sum + ms, 0);
          expect(total).toBe(uncut);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('has 23 and 25 hours on the days on which clocks change', () => {
    const zone = zoneSchema.parse('Europe/Berlin');
    const hours = (day: string) => {
      const bounds = dayBounds(daySchema.parse(day), zone);
      const all = [{ project: bridge, start: bounds.start - hourMs, end: bounds.end + hourMs }];
      return toMinutes(byProject(all, bounds, null).times[0]?.ms ?? 0) / 60;
    };
    expect([hours('2026-03-29'), hours('2026-10-25'), hours('2026-10-26')]).toEqual([23, 25, 24]);
  });

  it('lets the later choice lie over the earlier, and a choice of none take time out', () => {
    const at = (hour: number) => hour * hourMs;
    const bounds = { start: 0, end: at(24) };
    const { times } = byProject(
      [
        { project: bridge, start: at(8), end: at(16) },
        { project: office, start: at(10), end: at(12) },
        { project: null, start: at(11), end: at(11.5) },
      ],
      bounds,
      null,
    );
    expect(times).toEqual([
      { project: bridge, ms: 6 * hourMs },
      { project: office, ms: 1.5 * hourMs },
    ]);
  });

  it('ends an open choice with its day, and with now before that', () => {
    const zone = zoneSchema.parse('Asia/Kolkata');
    const bounds = dayBounds(daySchema.parse('2026-06-03'), zone);
    const open: ProjectChoice = { project: bridge, start: bounds.start + 9 * hourMs, end: null };
    expect(choiceSpans([open], zone, bounds.start + 10 * hourMs)[0]?.end).toBe(bounds.start + 10 * hourMs);
    expect(choiceSpans([open], zone, bounds.end + 40 * hourMs)[0]?.end).toBe(bounds.end);
    expect(choiceSpans([open], zone, open.start - hourMs)[0]?.end).toBe(open.start);
    expect(workingOn([open], zone, bounds.start + 10 * hourMs)).toEqual({ project: bridge, since: open.start });
    expect(workingOn([open], zone, bounds.end)).toBeNull();
    expect(
      workingOn([open, { project: null, start: open.start, end: bounds.end }], zone, bounds.start + 10 * hourMs),
    ).toBeNull();
  });

  it('is by recorded time and time added where presence is recorded, else by the choice alone', () => {
    const state = { start: 0, end: 10, state: 'active' as const, reason: null };
    const paused = { start: 20, end: 30, state: 'paused' as const, reason: null };
    expect(workedIn({ windows: [], states: [], entries: [] })).toBeNull();
    expect(workedIn({ windows: [], states: [state, paused], entries: [] })).toEqual([{ start: 0, end: 10 }]);
  });
});
