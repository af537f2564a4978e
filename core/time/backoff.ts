/**
 * Full-jitter backoff (Brooker, "Exponential Backoff And Jitter", AWS 2015): a uniformly random
 * wait below a ceiling that doubles with every attempt. `attempts` counts failures so far, from 1;
 * `random` is in [0, 1). All in ms.
 */
export const firstCeilingMs = 2_000;
export const lastCeilingMs = 10 * 60_000;

export function backoffMs(attempts: number, random: number): number {
  const ceiling = Math.min(lastCeilingMs, firstCeilingMs * 2 ** Math.min(30, Math.max(0, attempts - 1)));
  return Math.floor(ceiling * random);
}

/**
 * Whether what was put off until `until` is still to wait at `now` (UTC ms). Never where more than
 * `longestMs` would be left: a clock that was ahead, and is set right, puts nothing off for longer
 * than it would wait.
 */
export function stillWaits(until: number, now: number, longestMs: number): boolean {
  const leftMs = until - now;
  return leftMs > 0 && leftMs <= longestMs;
}
