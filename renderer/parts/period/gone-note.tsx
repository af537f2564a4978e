import type { GoneDays } from '../../../core/reports/gone-days.ts';
import { dayRangeText, dayText } from '../formats.ts';
import { tPeriod as t } from '../messages.ts';

/** Which days of a span were erased on request, and which the notice no longer keeps: they are in no sum, and nothing is missing. */
export function GoneNote({ gone }: { readonly gone: readonly GoneDays[] }) {
  if (gone.length === 0) return null;
  return (
    <div className="stack tight" data-testid="gone">
      {gone.map(({ because, from, to, days, on }) => (
        <p key={`${because} ${from}`} className="quiet" data-because={because}>
          {t(because === 'erased' ? 'gone-erased' : 'gone-expired', {
            days,
            span: from === to ? dayText(from) : dayRangeText(from, to),
            on: dayText(on),
          })}
        </p>
      ))}
    </div>
  );
}
