import type { DayEntry } from '../../../core/day/entries.ts';
import type { Day } from '../../../core/ids.ts';
import { minuteMs } from '../../../core/time/calendar.ts';
import type { Interval } from '../../../core/time/interval.ts';
import { clockAt, instantOf } from './entries-time.ts';

/** What the person is filling in: time to add, a span to correct, or an entry to correct. */
export type Subject =
  | { readonly kind: 'add'; readonly span: Interval | null }
  | { readonly kind: 'span'; readonly span: Interval }
  | { readonly kind: 'entry'; readonly entry: DayEntry };

/** The fields as they stand. */
export interface EntryDraft {
  readonly start: string;
  readonly end: string;
  readonly label: string;
  readonly category: string;
  readonly note: string;
  readonly isCall: boolean;
}

export type DraftError =
  | 'start-missing'
  | 'end-missing'
  | 'no-such-time'
  | 'end-before-start'
  | 'future'
  | 'label-missing'
  | 'nothing-said';

/** Which field an error stands beside. */
export interface DraftErrors {
  readonly start?: DraftError;
  readonly end?: DraftError;
  readonly label?: DraftError;
}

/** A span of the timeline begins and ends within a minute: the whole minutes that it touches are offered. */
export function entryDraftOf(subject: Subject, zone: string): EntryDraft {
  const span = subject.kind === 'entry' ? subject.entry : subject.span;
  const said = subject.kind === 'entry' ? subject.entry : null;
  return {
    start: span === null ? '' : clockAt(span.start, zone),
    end: span === null ? '' : clockAt(Math.ceil(span.end / minuteMs) * minuteMs, zone),
    label: said?.label ?? '',
    category: said?.category ?? '',
    note: said?.note ?? '',
    isCall: said?.isCall ?? false,
  };
}

export interface Filled {
  readonly start: number;
  readonly end: number;
  readonly label: string | null;
  readonly category: string | null;
  readonly note: string | null;
  readonly isCall: boolean;
}

/** What is to be sent, or what is wrong and where. Time that has not come yet cannot have been spent. */
export function filledOf(
  subject: Subject,
  draft: EntryDraft,
  day: Day,
  zone: string,
  now: number,
): { readonly errors: DraftErrors } | { readonly filled: Filled } {
  const errors: { -readonly [Field in keyof DraftErrors]: DraftErrors[Field] } = {};
  const start = instantOf(day, draft.start, zone, 'start');
  const end = instantOf(day, draft.end, zone, 'end');
  if (start === null) errors.start = draft.start === '' ? 'start-missing' : 'no-such-time';
  if (end === null) errors.end = draft.end === '' ? 'end-missing' : 'no-such-time';
  if (start !== null && end !== null) {
    if (end <= start) errors.end = 'end-before-start';
    else if (end > now) errors.end = 'future';
  }
  const label = draft.label.trim();
  if (label === '' && (subject.kind === 'add' || (subject.kind === 'entry' && subject.entry.source === 'manual')))
    errors.label = 'label-missing';
  if (
    subject.kind === 'span' &&
    label === '' &&
    draft.category.trim() === '' &&
    draft.note.trim() === '' &&
    !draft.isCall
  )
    errors.label = 'nothing-said';
  if (start === null || end === null || Object.keys(errors).length > 0) return { errors };
  // Where something stood and was emptied, an empty text says so; null would leave it as it was.
  const before = subject.kind === 'entry' ? subject.entry : null;
  const textOf = (text: string, old: string | null | undefined) => (text === '' && (old ?? '') === '' ? null : text);
  return {
    filled: {
      start,
      end,
      label: label === '' ? null : label,
      category: textOf(draft.category.trim(), before?.category),
      note: textOf(draft.note.trim(), before?.note),
      isCall: draft.isCall,
    },
  };
}
