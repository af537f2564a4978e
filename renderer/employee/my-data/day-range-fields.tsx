import { useId, useState } from 'react';
import { type Day, daySchema } from '../../../core/ids.ts';
import { DayField } from '../../parts/calendar/typed-field.tsx';
import { tMyData as t } from '../messages.ts';

/** A span of days as it is typed: `chosen` is null while it is none, and `error` says why. */
export interface DayRangeDraft {
  readonly from: string;
  readonly to: string;
  readonly setFrom: (day: string) => void;
  readonly setTo: (day: string) => void;
  readonly chosen: { readonly from: Day; readonly to: Day } | null;
  readonly error: string | null;
}

/** Each end is what was typed, or what is offered as long as nothing was. */
export function useDayRange(first: Day, last: Day): DayRangeDraft {
  const [typed, setTyped] = useState<{ readonly from?: string; readonly to?: string }>({});
  const { from, to } = { from: first, to: last, ...typed };
  return {
    from,
    to,
    setFrom: (day) => setTyped({ ...typed, from: day }),
    setTo: (day) => setTyped({ ...typed, to: day }),
    ...checked(from, to),
  };
}

function checked(from: string, to: string): Pick<DayRangeDraft, 'chosen' | 'error'> {
  const [first, last] = [daySchema.safeParse(from), daySchema.safeParse(to)];
  if (!first.success || !last.success) return { chosen: null, error: t('span-missing') };
  if (first.data > last.data) return { chosen: null, error: t('span-order') };
  return { chosen: { from: first.data, to: last.data }, error: null };
}

/** Two fields for days, the error beside them. */
export function DayRangeFields({ span }: { readonly span: DayRangeDraft }) {
  const id = useId();
  const field = (name: 'from' | 'to', value: string, set: (day: string) => void) => (
    <DayField
      label={t(name)}
      required
      value={value}
      aria-invalid={span.error !== null}
      aria-describedby={span.error === null ? undefined : `${id}-error`}
      onValue={set}
    />
  );
  return (
    <div className="day-span">
      {field('from', span.from, span.setFrom)}
      {field('to', span.to, span.setTo)}
      {span.error !== null && (
        <p id={`${id}-error`} className="field-error">
          {span.error}
        </p>
      )}
    </div>
  );
}
