import type { ActivityRecord } from '../../core/day/activity.ts';
import { picturesIn, withoutSpan } from '../../core/day/removed-span.ts';
import type { Day, ShotId } from '../../core/ids.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { dayBounds, dayOf, type Zone } from '../../core/time/calendar.ts';
import { type Instant, type Interval, intersection } from '../../core/time/interval.ts';
import type { Replacement } from '../vault/hold.ts';
import type { Vault } from '../vault/vault.ts';
import { type DayKeys, openBatch, sealBatch, unreadable } from './day-keys.ts';

export interface RemovedSpan {
  /** The pictures that are gone. */
  readonly pictures: readonly ShotId[];
  /** Windows, states, counts, seconds with input and shots of which anything was removed. */
  readonly records: number;
  /** The part of the span that was removed whole; null when some of it was uploaded before. */
  readonly removed: Interval | null;
}

export interface SpanRemovalOptions {
  readonly vault: Vault;
  readonly keys: Pick<DayKeys, 'of'>;
  readonly zone: Zone;
  /** The day that takes what belongs to `day`. */
  readonly openDay: (day: Day) => Day;
  /** Until when what is written about the removal itself stays here. */
  readonly releaseAt: Instant;
}

/** Since when everything that was recorded is still here alone; null while nothing is. */
export function deletableFrom(vault: Vault, zone: Zone, now: Instant): Instant | null {
  const oldest = vault.hold.oldestDay();
  return oldest === null ? null : Math.max(linkedUntil(vault, zone, now), dayBounds(oldest, zone).start);
}

/**
 * Takes `span` out of everything that is on hold, in one step of the vault, and leaves a
 * `removed-span` record for the part of it of which nothing had left: no page then shows what might
 * still come of it.
 */
export async function removeSpan(
  { vault, keys, zone, openDay, releaseAt }: SpanRemovalOptions,
  span: Interval,
  at: Instant,
): Promise<Result<RemovedSpan>> {
  const batches: { id: number; day: Day; records: ActivityRecord[] }[] = [];
  for (const { day } of vault.openDays()) {
    const key = await keys.of(day, at);
    if (!key.ok) return key;
    for (const { id, sealed } of vault.journal(day)) {
      const records = await openBatch(key.value, sealed);
      if (records === null) return fail(unreadable('journal'));
      batches.push({ id, day, records });
    }
  }
  const pictures = vault.hold.pictures(span);
  const gone = new Set(pictures);
  const rows = new Map<number, Uint8Array | null>();
  let touched = 0;
  for (const { id, day, records } of batches) {
    const rest = withoutSpan(records, span, gone);
    const changed = records.filter((record) => !rest.includes(record));
    if (changed.length === 0) continue;
    touched += changed.filter(({ kind }) => recorded.has(kind)).length;
    const key = await keys.of(day, at);
    if (!key.ok) return key;
    rows.set(id, rest.length === 0 ? null : await sealBatch(key.value, rest));
  }
  const linked = linkedUntil(vault, zone, at);
  const removed = intersection(span, { start: linked, end: span.end });
  const known = new Set(batches.flatMap(({ records }) => picturesIn(records, span)));
  // The record of such a picture has left already, where the hold of pictures was longer.
  const orphans = pictures.filter((id) => !known.has(id));
  const added: Replacement['added'][number][] = [];
  for (const [day, records] of tombstones(removed, at, zone, openDay)) {
    if (vault.day(day) === null) continue;
    const key = await keys.of(day, at);
    if (!key.ok) return key;
    added.push({ day, at, releaseAt, sealed: await sealBatch(key.value, records) });
  }
  for (const id of orphans) {
    const day = vault.shot(id)?.day ?? openDay(dayOf(at, zone));
    const key = await keys.of(day, at);
    if (!key.ok) return key;
    const sealed = await sealBatch(key.value, [{ kind: 'removed', at: span.end, id }]);
    added.push({ day, at, releaseAt, sealed });
  }
  const replaced = await vault.hold.replace({ rows, added, pictures });
  return replaced.ok ? ok({ pictures, records: touched, removed }) : replaced;
}

const recorded: ReadonlySet<ActivityRecord['kind']> = new Set(['window', 'state', 'counts', 'input-seconds', 'shot']);

/** Until then something was uploaded. What was added to a past day counts as that day's. */
function linkedUntil(vault: Vault, zone: Zone, now: Instant): Instant {
  const last = vault.hold.lastLeft(dayOf(now, zone));
  return last === null ? 0 : Math.min(last.until, dayBounds(last.day, zone).end);
}

/** One `removed-span` a day. */
function tombstones(
  removed: Interval | null,
  at: Instant,
  zone: Zone,
  openDay: (day: Day) => Day,
): Map<Day, ActivityRecord[]> {
  const days = new Map<Day, ActivityRecord[]>();
  for (let start = removed?.start ?? 0; removed !== null && start < removed.end; ) {
    const day = dayOf(start, zone);
    const end = Math.min(removed.end, dayBounds(day, zone).end);
    const taker = openDay(day);
    days.set(taker, [...(days.get(taker) ?? []), { kind: 'removed-span', at, start, end }]);
    start = end;
  }
  return days;
}
