import type { Day } from '../../../core/ids.ts';
import { projectKey } from '../../../core/organisation/projects.ts';
import { daysIn } from '../../../core/time/iso-week.ts';
import { minutesText } from '../../../core/timesheet/typed-minutes.ts';
import type { TimesheetRow, TimesheetWeek } from '../../../ipc/employee-timesheet.ts';
import { dayText, shortDayText } from '../../parts/formats.ts';
import { Table } from '../../parts/layout/table.tsx';
import { tTimesheet as t } from '../messages.ts';
import { ProposalRows } from './proposal-rows.tsx';
import type { Proposals } from './use-proposals.ts';

/** A field of the table. */
export interface WeekPlace {
  readonly key: string;
  readonly day: Day;
}

interface Props {
  readonly week: Pick<TimesheetWeek, 'week' | 'rows' | 'unassigned' | 'proposals'>;
  readonly chosen: WeekPlace | null;
  readonly onChoose: (place: WeekPlace) => void;
  readonly onDecide: Proposals['decide'];
}

/** Projects by days. Each field is a button: it opens below, to be changed. */
export function WeekTable({ week: { week, rows, unassigned, proposals }, chosen, onChoose, onDecide }: Props) {
  const days = daysIn(week);
  const isKnown = unassigned.some((minutes) => minutes !== null && minutes > 0);
  const inDay = (day: Day) => sumOf(rows.map((row) => minutesIn(row, day)));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys
    <section className="sideways" tabIndex={0} aria-label={t('week-caption')}>
      <Table
        className="week-table"
        caption={t('week-caption')}
        columns={[
          t('project'),
          ...days.map((day) => ['number', <DayHead key={day} day={day} />] as const),
          ['number', t('total')],
        ]}
      >
        {rows.map((row) => (
          <tr key={projectKey(row.project)}>
            <th scope="row">{row.project.name}</th>
            {row.cells.map((cell) => {
              const time = minutesText(cell.minutes) || '0:00';
              const words = { project: row.project.name, day: dayText(cell.day), time };
              const isChosen = chosen?.key === projectKey(row.project) && chosen.day === cell.day;
              return (
                <td key={cell.day} className="number">
                  <button
                    type="button"
                    className="week-cell"
                    data-cell={`${projectKey(row.project)} ${cell.day}`}
                    data-written={cell.isWritten}
                    data-note={cell.note !== ''}
                    aria-expanded={isChosen}
                    aria-label={t(cell.note === '' ? 'cell' : 'cell-note', words)}
                    onClick={() => onChoose({ key: projectKey(row.project), day: cell.day })}
                  >
                    {minutesText(cell.minutes) || '–'}
                  </button>
                </td>
              );
            })}
            <td className="number">{minutesText(sumOf(row.cells.map(({ minutes }) => minutes))) || '–'}</td>
          </tr>
        ))}
        {rows.length > 0 && (
          <tr className="week-total">
            <th scope="row">{t('total')}</th>
            {days.map((day) => (
              <td key={day} className="number">
                {minutesText(inDay(day)) || '–'}
              </td>
            ))}
            <td className="number" data-testid="week-total">
              {minutesText(sumOf(days.map(inDay))) || '–'}
            </td>
          </tr>
        )}
        {isKnown && (
          <tr className="quiet">
            <th scope="row" title={t('unassigned-about')}>
              {t('unassigned')}
            </th>
            {days.map((day, index) => (
              <td key={day} className="number">
                {minutesText(unassigned[index] ?? 0) || '–'}
              </td>
            ))}
            <td className="number">{minutesText(sumOf(unassigned.map((minutes) => minutes ?? 0))) || '–'}</td>
          </tr>
        )}
        <ProposalRows week={week} proposals={proposals} onDecide={onDecide} />
      </Table>
    </section>
  );
}

function DayHead({ day }: { readonly day: Day }) {
  return <abbr title={dayText(day)}>{shortDayText(day)}</abbr>;
}

function minutesIn(row: TimesheetRow, day: Day): number {
  return row.cells.find((cell) => cell.day === day)?.minutes ?? 0;
}

function sumOf(minutes: readonly number[]): number {
  return minutes.reduce((sum, each) => sum + each, 0);
}
