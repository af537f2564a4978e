import { useState } from 'react';
import { type Project, projectKey } from '../../../core/organisation/projects.ts';
import { dayOf, zoneSchema } from '../../../core/time/calendar.ts';
import { daysIn, type IsoWeek, weekOf } from '../../../core/time/iso-week.ts';
import type { TimesheetRow, TimesheetWeek } from '../../../ipc/employee-timesheet.ts';
import { addDays } from '../../parts/calendar/calendar-month.ts';
import { Button } from '../../parts/controls/button.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { Card } from '../../parts/layout/card.tsx';
import { PageHead } from '../../parts/layout/page-head.tsx';
import { rangeText } from '../../parts/period/period-span.ts';
import { ArrowMark } from '../../parts/timeline/marks.tsx';
import { useHash } from '../../parts/use-hash.ts';
import { useQuery } from '../../parts/use-query.ts';
import type { PageProps } from '../frame/page-props.ts';
import { tTimesheet as t, tProjectRules, tShell } from '../messages.ts';
import { ProjectRulesPage } from '../project-rules/rules-page.tsx';
import { CellForm } from './cell-form.tsx';
import { HandIn } from './hand-in.tsx';
import { namedProject, ProjectField } from './project-field.tsx';
import { ProposalBar } from './proposal-rows.tsx';
import { useProposals } from './use-proposals.ts';
import { useWeek, weekHref } from './week-place.ts';
import { type WeekPlace, WeekTable } from './week-table.tsx';
import { WorkCard } from './work-card.tsx';

/** Weeks, and behind them the rules that propose what they are made of. */
export function TimesheetPage(props: PageProps) {
  const [, place] = useHash();
  return place === 'rules' ? <ProjectRulesPage {...props} /> : <WeekPage {...props} />;
}

/** "What did I work on this week, and what of it leaves?" */
function WeekPage({ connection, status, now, refresh }: PageProps) {
  const { client, onChange } = connection;
  const today = dayOf(now, zoneSchema.parse(status.zone));
  const week = useWeek(today);
  const shown = useQuery(week, () => client.timesheet({ week }), onChange);
  const done = () => {
    shown.again();
    refresh();
  };
  return (
    <>
      <PageHead title={tShell('page-timesheet')} />
      <p className="quiet what-leaves" data-testid="what-leaves">
        {t(status.timesheets === 'alone' ? 'alone' : 'asked-too')}
      </p>
      <WeekWay week={week} thisWeek={weekOf(today)} />
      <ProblemNotice problem={shown.problem} onRetry={shown.again} />
      {shown.value === null && shown.problem === null && (
        <p className="quiet" role="status">
          {t(shown.isSlow ? 'asking-slow' : 'asking')}
        </p>
      )}
      {shown.value !== null && (
        <>
          {week === weekOf(today) && (
            <WorkCard client={client} work={shown.value} zone={status.zone} now={now} onDone={done} />
          )}
          <WeekCard key={week} client={client} shown={shown.value} onDone={done} />
          <HandIn
            client={client}
            shown={shown.value}
            person={status.name}
            organisation={status.organisation}
            now={now}
            onDone={done}
          />
        </>
      )}
    </>
  );
}

function WeekWay({ week, thisWeek }: { readonly week: IsoWeek; readonly thisWeek: IsoWeek }) {
  const [monday] = daysIn(week);
  const [before, after] = [weekOf(addDays(monday, -7)), weekOf(addDays(monday, 7))];
  return (
    <div className="row week-way">
      <a className="button" href={weekHref(before)} aria-label={t('before')} data-testid="before">
        <ArrowMark to="left" />
      </a>
      <h2 aria-live="polite" data-testid="span">
        {rangeText('week', monday)}
      </h2>
      {after > thisWeek ? (
        <span className="week-none" />
      ) : (
        <a className="button" href={weekHref(after)} aria-label={t('after')} data-testid="after">
          <ArrowMark to="right" />
        </a>
      )}
    </div>
  );
}

interface WeekProps {
  readonly client: PageProps['connection']['client'];
  readonly shown: TimesheetWeek;
  readonly onDone: () => void;
}

/** The table of the week, and below it the field that is being changed. */
function WeekCard({ client, shown, onDone }: WeekProps) {
  const [place, setPlace] = useState<WeekPlace | null>(null);
  const [added, setAdded] = useState<readonly Project[]>([]);
  const [adding, setAdding] = useState<Project | null>(null);
  const { week, proposals } = shown;
  const fresh = added.filter((each) => shown.rows.every(({ project }) => projectKey(project) !== projectKey(each)));
  const rows = [...shown.rows, ...fresh.map((project) => emptyRow(week, project))];
  const row = rows.find(({ project }) => projectKey(project) === place?.key);
  const cell = row?.cells.find(({ day }) => day === place?.day);
  const named = namedProject(adding);
  const acts = useProposals(client, shown, onDone);
  const close = () => {
    const { key, day } = place ?? {};
    setPlace(null);
    // The field that was changed has the focus again.
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-cell="${key} ${day}"]`)?.focus());
  };
  return (
    <Card id="week" className="week" title={t('week-title')} about={rows.length > 0 && t('week-about')}>
      {rows.length === 0 && <p className="quiet">{t('week-empty')}</p>}
      {(rows.length > 0 || proposals.length > 0) && (
        <WeekTable week={{ ...shown, rows }} chosen={place} onChoose={setPlace} onDecide={acts.decide} />
      )}
      <ProposalBar proposals={proposals} acts={acts} />
      {row !== undefined && cell !== undefined && (
        <CellForm
          key={`${place?.key} ${place?.day}`}
          row={row}
          cell={cell}
          onWrite={(minutes, note) => () =>
            client.writeTimesheet({ week, day: cell.day, project: row.project, minutes, note })
          }
          onDone={() => {
            onDone();
            close();
          }}
          onCancel={close}
        />
      )}
      <form
        className="row wrap work-form"
        aria-label={t('add-project')}
        onSubmit={(event) => {
          event.preventDefault();
          if (named === null) return;
          setAdded([...added, named]);
          setAdding(null);
        }}
      >
        <ProjectField projects={shown.projects} isListed={shown.isListed} value={adding} onChange={setAdding} />
        <Button type="submit" aria-disabled={named === null}>
          {t('add')}
        </Button>
      </form>
      <p className="small rules-way">
        {shown.rulesProblem !== null && <span>{tProjectRules('rules-unreadable')} </span>}
        <a href="#timesheet/rules">{tProjectRules('link')}</a>
      </p>
    </Card>
  );
}

function emptyRow(week: IsoWeek, project: Project): TimesheetRow {
  const cells = daysIn(week).map((day) => ({ day, minutes: 0, counted: 0, note: '', isWritten: false }));
  return { project, cells };
}
