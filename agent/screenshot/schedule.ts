import { createHmac } from 'node:crypto';
import type { Instant } from '../../core/time/interval.ts';

/** A fraction in [0, 1) for the interval from `start`; always the same for the same one. */
export type MomentWithin = (start: Instant) => number;

/**
 * The first shot's moment after `now`, in UTC ms. Time is cut at the multiples of `intervalMs`
 * since 1970 (at least 2 ms), and each interval has one moment, which `moment` alone decides:
 * however often and whenever this is asked, no interval gets two. Throws a RangeError on an
 * interval that is not a whole number of ms.
 */
export function nextShotAt(now: Instant, intervalMs: number, moment: MomentWithin): Instant {
  if (!Number.isSafeInteger(intervalMs) || intervalMs < 2) throw new RangeError(`no interval: ${intervalMs} ms`);
  const start = Math.floor(now / intervalMs) * intervalMs;
  const at = momentIn(start, intervalMs, moment);
  return at > now ? at : momentIn(start + intervalMs, intervalMs, moment);
}

function momentIn(start: Instant, intervalMs: number, moment: MomentWithin): Instant {
  return start + Math.min(Math.floor(moment(start) * intervalMs), intervalMs - 1);
}

/**
 * Moments that nobody can foresee without `seed` (at least 16 random bytes that stay on the
 * device): uniform, independent from interval to interval, and the same again after a restart with
 * the same seed.
 */
export function momentsFromSeed(seed: Uint8Array): MomentWithin {
  if (seed.length < 16) throw new RangeError('a seed takes at least 16 bytes');
  const key = Uint8Array.from(seed);
  return (start) => createHmac('sha256', key).update(`shot ${start}`).digest().readUIntBE(0, 6) / 2 ** 48;
}
