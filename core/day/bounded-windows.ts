import { durationMs } from '../time/interval.ts';
import { showsSame, type WindowRecord } from './activity.ts';

type WindowSpan = Omit<WindowRecord, 'kind'>;

/** What a page can show of one day: more spans than pixels, more rows than anybody reads. */
export const mostShownWindows = 8_000;
/** UTF-16 units of all their titles together. */
const mostShownText = 1_000_000;

/**
 * The windows of a day for a page: all of them, or, where there are too many, with neighbours
 * joined. A joined span shows what took the most time of it, and gaps stay. Sums are made before.
 * The time that neighbours are joined in grows until few enough are left.
 */
export function boundedWindows(spans: readonly WindowSpan[]): WindowSpan[] {
  let shown = [...spans];
  for (let leastMs = 1_000; !isSmall(shown); leastMs *= 2) shown = joined(spans, leastMs);
  return shown;
}

function isSmall(spans: readonly WindowSpan[]): boolean {
  if (spans.length <= 1) return true;
  if (spans.length > mostShownWindows) return false;
  return spans.reduce((sum, { title }) => sum + (title?.length ?? 0), 0) <= mostShownText;
}

/** Joins spans that begin within the same `leastMs`; past a day, all of them. */
function joined(spans: readonly WindowSpan[], leastMs: number): WindowSpan[] {
  const result: WindowSpan[] = [];
  let group: WindowSpan[] = [];
  const close = (): void => {
    const [first] = group;
    const last = group.at(-1);
    if (!first || !last) return;
    const longest = group.reduce((most, each) => (durationMs(each) > durationMs(most) ? each : most));
    const span = { ...longest, start: first.start, end: last.end };
    const before = result.at(-1);
    if (before?.end === span.start && showsSame(before, span)) result[result.length - 1] = { ...before, end: span.end };
    else result.push(span);
    group = [];
  };
  for (const span of spans) {
    const last = group.at(-1);
    const isSame = last !== undefined && Math.floor(last.start / leastMs) === Math.floor(span.start / leastMs);
    const isNext = last !== undefined && span.start - last.end <= leastMs / 4;
    if (!isSame || !isNext) close();
    group.push(span);
  }
  close();
  return result;
}
