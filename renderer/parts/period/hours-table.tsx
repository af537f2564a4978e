import { type Day, daySchema } from '../../../core/ids.ts';
import { hourMs } from '../../../core/time/calendar.ts';
import { problemText } from '../../../messages/problem-text.ts';
import { Swatch } from '../controls/swatch.tsx';
import { durationText, monthText, shortDayText, timeText } from '../formats.ts';
import { pageLanguage } from '../language.ts';
import { Card } from '../layout/card.tsx';
import { Table, type TableColumn } from '../layout/table.tsx';
import { tPeriod as t } from '../messages.ts';
import { stateWords } from '../state-words.ts';
import { barParts, type PeriodRow } from './period-rows.ts';
import type { PeriodHrefs } from './period-span.ts';
import { StateBar } from './state-bar.tsx';

interface Props {
  readonly hrefs: PeriodHrefs;
  readonly rows: readonly PeriodRow[];
  readonly by: 'day' | 'month';
  readonly today: Day;
  /** The reader's own: nothing of it had to be received. */
  readonly isOwn?: boolean;
}

/** Hours by day, or by month, as bars on one scale, with the same as numbers beside them; each row leads on. */
export function HoursTable({ hrefs, rows, by, today, isOwn = false }: Props) {
  // Full hours, so that two spans of about the same length have the same scale.
  const mostMs = Math.max(1, ...rows.map(({ sum }) => Math.ceil((sum?.recordedMs ?? 0) / hourMs))) * hourMs;
  const shown = new Set(rows.flatMap(({ sum }) => (sum === null ? [] : barParts(sum).map(({ state }) => state))));
  const legend = (['active', 'call', 'idle', 'unknown'] as const).filter((state) => shown.has(state));
  const title = t(by === 'day' ? 'hours-title' : 'months-title');
  const scale = (
    <>
      <span className="only-heard">{t('bar')}</span>
      <span className="hours-scale" aria-hidden="true">
        <span>0 h</span>
        <span>{durationText(mostMs / 2)}</span>
        <span>{durationText(mostMs)}</span>
      </span>
    </>
  );
  const columns: TableColumn[] = [
    t(by === 'day' ? 'day' : 'month-column'),
    ['hours-bar', scale],
    ['number', t('recorded')],
    ['number wide-only', t('idle')],
    ['number wide-only', t('calls')],
  ];
  if (by === 'day') columns.push(['number wide-only', t('first-last')]);
  return (
    <Card id="hours" title={title}>
      <Table className="hours" caption={title} columns={columns}>
        {rows.map((row) => (
          <HoursRow
            key={row.key}
            hrefs={hrefs}
            row={isOwn ? { ...row, isOpen: false } : row}
            by={by}
            mostMs={mostMs}
            today={today}
          />
        ))}
      </Table>
      {legend.length > 0 && (
        <ul className="legend">
          {legend.map((state) => (
            <li key={state}>
              <Swatch state={state} />
              {state === 'unknown' ? t('not-known') : stateWords[state]}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

/** Of a day that is not closed the last instant is not known. */
function endsText(ends: { readonly first: string; readonly last: string }, isOpen: boolean): string {
  return isOpen ? t('first-received', ends) : `${ends.first}–${ends.last}`;
}

interface RowProps extends Pick<Props, 'hrefs' | 'by' | 'today'> {
  readonly row: PeriodRow;
  readonly mostMs: number;
}

function HoursRow({
  hrefs,
  row: { key, sum, first, last, isOpen, zone, problems, gone },
  by,
  mostMs,
  today,
}: RowProps) {
  const isKept = sum !== null || problems.length > 0;
  const part = (state: string) => {
    const ms = sum?.stateMs[state] ?? 0;
    return ms === 0 ? '' : durationText(ms);
  };
  return (
    <tr data-row={key} data-ms={sum?.recordedMs ?? 0} className={key > today ? 'quiet' : undefined}>
      <th scope="row" className="hours-name">
        {isKept ? <RowLink hrefs={hrefs} at={key} by={by} /> : <span className="quiet">{nameOf(key, by)}</span>}
      </th>
      <td className="hours-bar">
        {sum !== null && <StateBar parts={barParts(sum)} mostMs={mostMs} />}
        {problems[0] !== undefined && (
          <span className="quiet small" data-problem={problems[0].code}>
            {by === 'month'
              ? t('missing-title', { count: problems.length })
              : `${t('missing')}: ${problemText(pageLanguage(), problems[0]).what}`}
          </span>
        )}
      </td>
      <td className="number">
        {sum !== null ? (
          durationText(sum.recordedMs)
        ) : (
          <span className="quiet">{isKept || key > today ? '' : t(gone === null ? 'none' : `none-${gone}`)}</span>
        )}
      </td>
      <td className="number wide-only">{part('idle')}</td>
      <td className="number wide-only">{part('call')}</td>
      {by === 'day' && (
        <td className="number wide-only ends-cell" title={isOpen && last !== null ? t('received-about') : undefined}>
          {first !== null &&
            last !== null &&
            endsText({ first: timeText(first, zone), last: timeText(last, zone) }, isOpen)}
        </td>
      )}
    </tr>
  );
}

function RowLink({ hrefs, at, by }: Pick<Props, 'hrefs' | 'by'> & { readonly at: string }) {
  const day = daySchema.parse(by === 'day' ? at : `${at}-01`);
  const name = nameOf(at, by);
  const href = by === 'day' ? hrefs.day(day) : hrefs.span('month', day);
  return (
    <a
      className="link"
      href={href}
      title={by === 'day' ? t('open-day', { day: name }) : t('open-month', { month: name })}
    >
      {name}
    </a>
  );
}

function nameOf(key: string, by: Props['by']): string {
  return by === 'day' ? shortDayText(key) : monthText(key);
}
