import { useEffect, useRef, useState } from 'react';
import { type Day, daySchema } from '../../../core/ids.ts';
import { myDataMessages } from '../../../messages/employee/my-data.ts';
import { Button } from '../controls/button.tsx';
import './calendar.css';
import { monthOf } from '../../../core/time/month.ts';
import { dayText, monthText } from '../formats.ts';
import { pageLanguage, translatorOf } from '../language.ts';
import { ArrowMark } from '../timeline/marks.tsx';
import { addMonths, dayAfterKey, weeksOf } from './calendar-month.ts';

const t = translatorOf(myDataMessages);

interface Props {
  /** What is said of each day of which something is known. */
  readonly days: ReadonlyMap<Day, string>;
  /** Null: none of them is. */
  readonly chosen: Day | null;
  readonly today: Day;
  readonly onChoose: (day: Day) => void;
}

/** A month of days, moved through by the keys of the WAI-ARIA date grid. Days of which something is known carry a mark and say so. */
export function Calendar({ days, chosen, today, onChoose }: Props) {
  const [focused, setFocused] = useState(chosen ?? today);
  const grid = useRef<HTMLTableElement>(null);
  const isMoving = useRef(false);
  const month = monthOf(focused);
  useEffect(() => setFocused(chosen ?? today), [chosen, today]);
  useEffect(() => {
    if (isMoving.current) grid.current?.querySelector<HTMLElement>(`[data-day="${focused}"]`)?.focus();
    isMoving.current = false;
  }, [focused]);

  const press = (event: React.KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isMirrored = getComputedStyle(event.currentTarget).direction === 'rtl';
    const next = dayAfterKey(focused, isMirrored ? (mirrored[event.key] ?? event.key) : event.key, event.shiftKey);
    if (next === null) return;
    event.preventDefault();
    if (next > today) return;
    isMoving.current = true;
    setFocused(next);
  };
  const turn = (by: 1 | -1) => {
    const next = addMonths(focused, by);
    setFocused(next > today ? today : next);
  };

  return (
    <section className="card calendar" aria-labelledby="calendar-title">
      <div className="calendar-head">
        <Button kind="bare" aria-label={t('month-before')} onClick={() => turn(-1)}>
          <ArrowMark to="left" />
        </Button>
        <h2 id="calendar-title" aria-live="polite">
          {monthText(month)}
        </h2>
        <Button kind="bare" aria-label={t('month-after')} disabled={month >= monthOf(today)} onClick={() => turn(1)}>
          <ArrowMark to="right" />
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the date grid of the WAI-ARIA APG is a table whose cells take keys */}
      <table ref={grid} role="grid" aria-labelledby="calendar-title" className="month" onKeyDown={press}>
        <thead>
          <tr>
            {weekdays().map(({ short, long }) => (
              <th key={long} scope="col" abbr={long}>
                {short}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                // biome-ignore lint/a11y/useAriaPropsSupportedByRole: in a grid a td is a gridcell
                <td key={day} aria-selected={day === chosen}>
                  {day.startsWith(month) && (
                    <button
                      type="button"
                      className={days.has(day) ? 'date has-data' : 'date'}
                      data-day={day}
                      tabIndex={day === focused ? 0 : -1}
                      aria-label={nameOf(day, days.get(day), today)}
                      aria-current={day === today ? 'date' : undefined}
                      disabled={day > today}
                      onFocus={() => setFocused(day)}
                      onClick={() => onChoose(day)}
                    >
                      {Number(day.slice(8))}
                    </button>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="quiet small calendar-legend">
        <span className="date-mark" /> {t('calendar-mark')}
      </p>
    </section>
  );
}

const mirrored: Readonly<Record<string, string>> = { ArrowLeft: 'ArrowRight', ArrowRight: 'ArrowLeft' };

function nameOf(day: Day, known: string | undefined, today: Day): string {
  return [dayText(day), day === today ? t('date-today') : null, known ?? t('date-empty')]
    .filter((part) => part !== null)
    .join(', ');
}

/** Monday first. */
function weekdays(): { short: string; long: string }[] {
  const text = (style: 'short' | 'long', day: Day) =>
    new Intl.DateTimeFormat(pageLanguage(), { weekday: style, timeZone: 'UTC' }).format(Date.parse(`${day}T00:00:00Z`));
  const week = weeksOf('2026-06')[0] ?? [];
  return week.map((day) => ({ short: text('short', daySchema.parse(day)), long: text('long', day) }));
}
