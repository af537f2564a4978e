import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { activityName } from '../../bucket/layout.ts';
import type { Day } from '../../core/ids.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { Instant } from '../../core/time/interval.ts';
import { openWith, sealTo } from '../../seal/age.ts';
import { latestRelease } from '../vault/rows.ts';
import type { Vault } from '../vault/vault.ts';
import { type DayKeys, unreadable } from './day-keys.ts';
import { ripeRows } from './day-records.ts';

const compress = promisify(gzip);

interface SegmentParts {
  readonly vault: Pick<Vault, 'journal' | 'day' | 'addSegment'>;
  readonly keys: Pick<DayKeys, 'of'>;
  /** Where what the device calls `name` lies in the bucket. */
  readonly keyOf: (name: string) => string;
  /** What was recorded since then stays. Null: nothing does. */
  readonly heldFrom: Instant | null;
}

/** Makes a segment of what the journal of `day` holds past its hold, once that is `segmentMs` long. */
export async function rollSegment(
  { vault, keys, keyOf, heldFrom }: SegmentParts,
  day: Day,
  now: Instant,
  segmentMs: number,
): Promise<Result<void>> {
  const rows = ripeRows(vault.journal(day), now, heldFrom);
  const oldest = rows.reduce((least, { release_at }) => Math.min(least, release_at), Number.POSITIVE_INFINITY);
  if (rows.length === 0 || now - oldest < segmentMs) return ok(undefined);
  const key = await keys.of(day, now);
  if (!key.ok) return key;
  const parts: Uint8Array[] = [];
  for (const { sealed } of rows) {
    const opened = await openWith(key.value.identity, sealed);
    if (opened === null) return fail(unreadable('journal'));
    parts.push(opened);
  }
  const seq = vault.day(day)?.next_segment ?? 0;
  const name = activityName(seq);
  const sealed = await sealTo([key.value.recipient], await compress(Buffer.concat(parts), { level: 9 }));
  const segment = {
    day,
    kind: 'activity',
    name,
    key: keyOf(name),
    sealed,
    at: now,
    releaseAt: latestRelease(now, rows),
  } as const;
  return vault.addSegment(segment, seq, rows);
}
