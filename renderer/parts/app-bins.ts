import type { DayView } from '../../core/day-view.ts';
import { type TimeScale, xOf } from './scale.ts';

/** A column of the apps band where windows follow too closely to be told apart: what share of it each app had. */
export interface AppBin {
  readonly x: number;
  readonly right: number;
  /** In the order of `ranking`; shares of what of the column had any window, together 1. */
  readonly shares: readonly { readonly appId: string | null; readonly share: number }[];
}

/** Windows narrower than this on average are shown as shares of columns this wide. */
export const binPx = 9;

export function isCrowded(windows: DayView['windows'], scale: TimeScale): boolean {
  let shown = 0;
  let px = 0;
  for (const { start, end } of windows) {
    const x = Math.max(0, xOf(scale, start));
    const right = Math.min(scale.width, xOf(scale, end));
    if (right <= x) continue;
    shown += 1;
    px += right - x;
  }
  return shown > 24 && px / shown < binPx;
}

/** The columns that hold anything, left to right. `ranking` is the order of apps from the bottom up: the day's, longest first. */
export function appBins(windows: DayView['windows'], scale: TimeScale, ranking: readonly (string | null)[]): AppBin[] {
  const columns = Math.ceil(scale.width / binPx);
  const sums = Array.from({ length: columns }, () => ({
    x: Number.POSITIVE_INFINITY,
    right: Number.NEGATIVE_INFINITY,
    px: new Map<string | null, number>(),
  }));
  for (const { start, end, appId } of windows) {
    const from = Math.max(0, xOf(scale, start));
    const to = Math.min(scale.width, xOf(scale, end));
    for (let column = Math.floor(from / binPx); column * binPx < to; column += 1) {
      const x = Math.max(from, column * binPx);
      const right = Math.min(to, (column + 1) * binPx);
      const sum = sums[column];
      if (right <= x || sum === undefined) continue;
      sum.x = Math.min(sum.x, x);
      sum.right = Math.max(sum.right, right);
      sum.px.set(appId, (sum.px.get(appId) ?? 0) + right - x);
    }
  }
  return sums.flatMap(({ x, right, px }) => {
    if (px.size === 0) return [];
    const whole = [...px.values()].reduce((sum, each) => sum + each, 0);
    const shares = ranking.flatMap((appId) => (px.has(appId) ? [{ appId, share: (px.get(appId) ?? 0) / whole }] : []));
    return [{ x, right, shares }];
  });
}
