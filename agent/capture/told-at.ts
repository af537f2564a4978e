import type { Instant } from '../../core/time/interval.ts';

/** What was told later than this stood in a queue while the computer slept, or its clock was set. */
const latestMs = 30_000;

/**
 * Since when something holds that was told with its instant and is heard at `now`: on a busy
 * computer seconds lie between. As of now where that instant cannot be believed.
 */
export function toldAt(at: Instant, now: Instant): Instant {
  return at <= now && now - at <= latestMs ? at : now;
}
