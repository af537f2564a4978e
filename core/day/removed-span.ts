import type { ShotId } from '../ids.ts';
import { contains, type Interval, intersection, subtract } from '../time/interval.ts';
import type { ActivityRecord } from './activity.ts';

/** The pictures that were taken in `span`, by records that have a picture of their own. */
export function picturesIn(records: readonly ActivityRecord[], span: Interval): ShotId[] {
  return records.flatMap((record) =>
    record.kind === 'shot' && record.sameAs === null && contains(span, record.at) ? [record.id] : [],
  );
}

/**
 * What is left of `records` once `span` is taken out of them: windows and states lose their part of
 * it, counts and seconds with input that touch it go whole (how many of them fell outside is not
 * known), shots taken in it go, and so do shots of any time that only refer to a picture in `gone`. Headers, reports of
 * sensors and removals of pictures are about the recording itself: they stay, as of the end of the
 * span. The person's own entries stay as they are.
 */
export function withoutSpan(
  records: readonly ActivityRecord[],
  span: Interval,
  gone: ReadonlySet<ShotId>,
): ActivityRecord[] {
  return records.flatMap((record): ActivityRecord[] => {
    switch (record.kind) {
      case 'window':
      case 'state':
        return intersection(record, span) === null
          ? [record]
          : subtract(record, [span]).map((part) => ({ ...record, ...part }));
      case 'counts':
      case 'input-seconds':
        return intersection(record, span) === null ? [record] : [];
      case 'shot':
        return contains(span, record.at) || gone.has(record.sameAs ?? record.id) ? [] : [record];
      case 'removed':
        if (gone.has(record.id)) return [];
        return [contains(span, record.at) ? { ...record, at: span.end } : record];
      case 'header':
      case 'sensor':
        return [contains(span, record.at) ? { ...record, at: span.end } : record];
      default:
        return [record];
    }
  });
}

/**
 * `records` as every page has to take them: nothing of a removed span is in them, whether it was
 * written before its removal or after, such as idle time that became known later. The removals
 * themselves are not in them either: such a span is a gap like any other.
 */
export function honourRemovals(records: readonly ActivityRecord[]): readonly ActivityRecord[] {
  const spans = records.filter((record) => record.kind === 'removed-span');
  let rest: readonly ActivityRecord[] = records.filter(({ kind }) => kind !== 'removed-span');
  for (const span of spans) rest = withoutSpan(rest, span, new Set(picturesIn(rest, span)));
  return rest;
}

/** What the person removed, joined, in order: for their own eyes, as to everybody else it is a gap like any other. */
export function removedSpansOf(records: readonly ActivityRecord[]): Interval[] {
  const joined: Interval[] = [];
  const spans = records.filter((record) => record.kind === 'removed-span');
  for (const { start, end } of spans.sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last !== undefined && start <= last.end) joined[joined.length - 1] = { ...last, end: Math.max(last.end, end) };
    else joined.push({ start, end });
  }
  return joined;
}
