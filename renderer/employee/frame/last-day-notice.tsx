import { daySchema } from '../../../core/ids.ts';
import { daysAfter } from '../../../core/time/calendar.ts';
import type { EmployeeStatus } from '../../../ipc/employee.ts';
import { dayText, listText, momentText } from '../../parts/formats.ts';
import { purposeWords } from '../../parts/state-words.ts';
import { tShell as t } from '../messages.ts';

/** That this computer has a last day: why, since when, and what becomes of what was recorded. */
export function LastDayNotice({ status }: { readonly status: EmployeeStatus }) {
  const last = status.device?.last ?? null;
  if (last === null) return null;
  const { why, day, at, isOver } = last;
  const values = { day: dayText(day), when: momentText(at, status.zone), organisation: status.organisation };
  return (
    <section
      className="card device-notice last-day"
      aria-labelledby="last-day-title"
      data-testid="last-day"
      data-why={why}
    >
      <div>
        <h2 id="last-day-title">{t(isOver ? `last-${why}-title` : 'last-soon-title', values)}</h2>
        <p>{t(isOver ? `last-${why}-body` : 'last-soon-body', values)}</p>
        {why === 'left' && (
          <>
            <ul className="last-day-kept" data-testid="last-day-kept">
              {keptUntil(status, day).map(([until, names]) => (
                <li key={until}>{t('last-kept', { what: names, until: dayText(until) })}</li>
              ))}
            </ul>
            <p className="quiet">{t('last-kept-here')}</p>
          </>
        )}
        <p className="quiet">{t(`last-${why}-rights`, values)}</p>
      </div>
    </section>
  );
}

/** By the day until which it is kept at most, counted from the last one that anything can be of. */
function keptUntil({ purposes }: EmployeeStatus, day: string): readonly (readonly [string, string])[] {
  const names = new Map<string, string[]>();
  for (const { purpose, keptDays } of purposes) {
    const until = daysAfter(daySchema.parse(day), keptDays.most);
    names.set(until, [...(names.get(until) ?? []), purposeWords[purpose].short]);
  }
  return [...names].sort(([a], [b]) => (a < b ? -1 : 1)).map(([until, each]) => [until, listText(each)]);
}
