import { useState } from 'react';
import type { DeviceId, PersonId } from '../../../core/ids.ts';
import { projectKey } from '../../../core/organisation/projects.ts';
import { daysIn, type IsoWeek } from '../../../core/time/iso-week.ts';
import type { Timesheet } from '../../../core/timesheet/timesheet.ts';
import { minutesOf } from '../../../core/timesheet/timesheet.ts';
import { minutesText } from '../../../core/timesheet/typed-minutes.ts';
import { rowsOf } from '../../../core/timesheet/week-table.ts';
import type { OpenTimesheet } from '../../../ipc/manager-timesheets.ts';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { dayText, shortDayText, timeText, whenText } from '../../parts/formats.ts';
import { Card } from '../../parts/layout/card.tsx';
import { PageHead } from '../../parts/layout/page-head.tsx';
import { PageLoading } from '../../parts/layout/page-loading.tsx';
import { Table } from '../../parts/layout/table.tsx';
import { rangeText } from '../../parts/period/period-span.ts';
import { ArrowMark } from '../../parts/timeline/marks.tsx';
import { useQuery } from '../../parts/use-query.ts';
import type { ManagerProps } from '../frame/page-props.ts';
import { hrefOf } from '../frame/route.ts';
import { tTimesheets as t } from '../messages.ts';
import { TimesheetAnswer } from './timesheet-answer.tsx';
import { TimesheetExport } from './timesheet-export.tsx';
import './timesheets.css';

interface Props extends ManagerProps {
  readonly person: PersonId;
  readonly device: DeviceId;
  readonly week: IsoWeek;
}

/** One week of somebody as they handed it in. Opening it leaves a receipt, once a visit of the page. */
export function WeekPage({ connection, status, person, device, week }: Props) {
  const { client } = connection;
  const opened = useQuery('timesheet', () => client.openTimesheet({ person, device, week }), null);
  const [answers, setAnswers] = useState<OpenTimesheet['answers']>([]);
  const { value, problem, isSlow, again } = opened;
  const span = rangeText('week', daysIn(week)[0]);
  const given = [...answers, ...(value?.answers ?? [])];
  const standing = given[0] === undefined ? 'waiting' : given[0].approved ? 'approved' : 'sent-back';
  return (
    <>
      <a className="link back" href={hrefOf({ page: 'timesheets' })}>
        <ArrowMark to="left" /> {t('back')}
      </a>
      <PageHead title={value?.name ?? t('title')} about={span}>
        {value !== null && (
          <TimesheetExport
            client={client}
            shown={value}
            span={span}
            organisation={status.organisation}
            viewer={status.viewer}
          />
        )}
      </PageHead>
      <ProblemNotice problem={problem} onRetry={again} />
      <PageLoading query={opened} words={t(isSlow ? 'opening-slow' : 'opening')} />
      {value !== null && (
        <>
          <p className="quiet small">
            {t('receipt', { time: timeText(value.receiptAt, value.sheet.zone), name: value.name })}
          </p>
          <Card
            id="sheet"
            className="sheet-card"
            title={t(`state-${standing}`)}
            about={t('version', {
              version: value.sheet.version,
              when: whenText(value.sheet.at, status.now, value.sheet.zone),
            })}
          >
            <SheetTable sheet={value.sheet} />
            <SheetNotes sheet={value.sheet} />
          </Card>
          <TimesheetAnswer
            client={client}
            shown={value}
            given={given}
            now={status.now}
            onAnswered={(answer) => setAnswers([answer, ...answers])}
          />
        </>
      )}
    </>
  );
}

function SheetTable({ sheet }: { readonly sheet: Timesheet }) {
  const days = daysIn(sheet.week);
  const inDay = (day: (typeof days)[number]) => minutesOf(sheet.lines.filter((line) => line.day === day));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys
    <section className="sideways sheet" tabIndex={0} aria-label={t('caption')}>
      <Table
        caption={t('caption')}
        columns={[
          t('project'),
          ...days.map(
            (day) =>
              [
                'number',
                <abbr key={day} title={dayText(day)}>
                  {shortDayText(day)}
                </abbr>,
              ] as const,
          ),
          ['number', t('total')],
        ]}
      >
        {rowsOf(sheet.week, sheet.lines).map(({ project, cells }) => (
          <tr key={projectKey(project)}>
            <th scope="row">
              {project.name} {project.id === null && <span className="quiet small">({t('own')})</span>}
            </th>
            {cells.map(({ day, minutes }) => (
              <td key={day} className="number">
                {minutesText(minutes) || '–'}
              </td>
            ))}
            <td className="number">{minutesText(minutesOf(cells)) || '–'}</td>
          </tr>
        ))}
        <tr className="sheet-total">
          <th scope="row">{t('total')}</th>
          {days.map((day) => (
            <td key={day} className="number">
              {minutesText(inDay(day)) || '–'}
            </td>
          ))}
          <td className="number" data-testid="total">
            {minutesText(minutesOf(sheet.lines)) || '–'}
          </td>
        </tr>
      </Table>
    </section>
  );
}

function SheetNotes({ sheet }: { readonly sheet: Timesheet }) {
  const noted = sheet.lines.filter(({ note }) => note !== '');
  if (noted.length === 0) return null;
  return (
    <>
      <h3>{t('notes')}</h3>
      <Table caption={t('notes')} columns={[t('day'), t('project'), ['number', t('hours')], t('note')]}>
        {noted.map(({ day, project, minutes, note }) => (
          <tr key={`${day} ${projectKey(project)}`}>
            <td>{shortDayText(day)}</td>
            <td>{project.name}</td>
            <td className="number">{minutesText(minutes)}</td>
            <td className="sheet-note">{note}</td>
          </tr>
        ))}
      </Table>
    </>
  );
}
