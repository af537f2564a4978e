import type { ActivityRecord, HeaderRecord } from '../../core/day/activity.ts';
import { recordIdSchema, type ShotId, shotIdSchema } from '../../core/ids.ts';
import { hourMs, minuteMs } from '../../core/time/calendar.ts';
import { zone } from './plan.ts';
import { type Seeded, seededId } from './seeded.ts';

/** The size of the made-up screen and of its pictures. */
export const screen = { width: 1920, height: 1080 } as const;
export const segmentMs = 10 * minuteMs;
/** Eight hours in segments of ten minutes, as an agent seals them: four before noon, four after an hour away. */
export const segmentStarts: readonly number[] = Array.from(
  { length: 48 },
  (_, index) => 8 * hourMs + index * segmentMs + (index < 24 ? 0 : hourMs),
);
/** After which part of its segment each picture was taken. */
const shotAfterMs = 4 * minuteMs;

export function shotAt(morning: number, segment: number): number {
  return morning + (segmentStarts[segment] ?? 0) + shotAfterMs;
}

export function shotsOf(seeded: Seeded, variant: number): ShotId[] {
  return segmentStarts.map((_, index) => shotIdSchema.parse(seededId(seeded, `shot ${variant} ${index}`)));
}

const apps = [
  { appId: 'editor', appName: 'Editor', site: null },
  { appId: 'browser', appName: 'Browser', site: 'tickets.example' },
  { appId: 'terminal', appName: 'Terminal', site: null },
  { appId: 'mail', appName: 'Mail', site: null },
  { appId: 'browser', appName: 'Browser', site: 'docs.example' },
  { appId: 'writer', appName: 'Writer', site: null },
] as const;

/**
 * The records of a day of one variant, one list a segment: a switch of windows every 20 seconds, states and counts by the minute, a picture
 * every ten minutes. Only instants tell two days of a variant apart, and these are all of one length: so are the days.
 */
export function recordsOf(seeded: Seeded, variant: number, morning: number): ActivityRecord[][] {
  const shots = shotsOf(seeded, variant);
  return segmentStarts.map((offset, segment) => {
    const start = morning + offset;
    const records: ActivityRecord[] = segment === 0 ? [headerAt(start)] : [];
    if (segment === 24)
      records.push({ kind: 'state', start: start - hourMs, end: start, state: 'locked', reason: null });
    const drawn = seeded(`segment ${variant} ${segment}`, 100);
    for (let minute = 0; minute < 10; minute++) {
      const at = start + minute * minuteMs;
      for (let third = 0; third < 3; third++) records.push(windowAt(at + third * 20_000, drawn, minute * 3 + third));
      const state = (drawn[minute] ?? 0) < 20 ? 'idle' : (drawn[minute] ?? 0) < 40 ? 'call' : 'active';
      records.push({ kind: 'state', start: at, end: at + minuteMs, state, reason: null });
      records.push({
        kind: 'counts',
        start: at,
        end: at + minuteMs,
        keys: drawn[10 + minute] ?? 0,
        clicks: (drawn[20 + minute] ?? 0) % 25,
        scrolls: (drawn[30 + minute] ?? 0) % 60,
      });
    }
    const id = shots[segment];
    if (id !== undefined)
      records.push({
        kind: 'shot',
        at: shotAt(morning, segment),
        id,
        monitor: 'one',
        ...screen,
        sameAs: null,
        covered: 0,
      });
    if (segment === 47 && variant === 1) records.push(manualAt(seeded, start));
    return records;
  });
}

function windowAt(at: number, drawn: Buffer, index: number): ActivityRecord {
  const app = apps[(drawn[40 + index] ?? 0) % apps.length] ?? apps[0];
  const title = `Document ${((drawn[40 + index] ?? 0) * 7919 + index * 31) % 997} of project ${(drawn[index] ?? 0) % 13} — ${app.appName}`;
  return { kind: 'window', start: at, end: at + 20_000, ...app, title, withheld: null };
}

/** Time that the person added and that waits for an answer. */
function manualAt(seeded: Seeded, at: number): ActivityRecord {
  return {
    kind: 'manual',
    id: recordIdSchema.parse(seededId(seeded, 'manual')),
    at,
    start: at - 4.5 * hourMs,
    end: at - 4 * hourMs,
    label: 'Meeting with a client',
    category: null,
    note: null,
    isCall: false,
    needsApproval: true,
  };
}

function headerAt(at: number): HeaderRecord {
  return {
    kind: 'header',
    at,
    format: 1,
    appVersion: '0.1.0',
    host: 'electron',
    os: { name: 'linux', version: '6.8' },
    zone,
    monitors: [{ name: 'one', x: 0, y: 0, ...screen, primary: true }],
    sensors: (['active-window', 'input-counts', 'presence', 'screen'] as const).map((sensor) => ({
      sensor,
      ok: true,
      reason: null,
    })),
    shotIntervalMs: segmentMs,
    idleAfterMs: 5 * minuteMs,
    consentGiven: 'page',
    hours: null,
  };
}
