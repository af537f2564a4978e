import { useState } from 'react';
import type { Project } from '../../../core/organisation/projects.ts';
import type { Interval } from '../../../core/time/interval.ts';
import type { TimesheetWeek } from '../../../ipc/employee-timesheet.ts';
import { Button } from '../../parts/controls/button.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { timeText } from '../../parts/formats.ts';
import { Card } from '../../parts/layout/card.tsx';
import { useMutation } from '../../parts/use-mutation.ts';
import type { EmployeeClient } from '../frame/page-props.ts';
import { tTimesheet as t } from '../messages.ts';
import { namedProject, ProjectField } from './project-field.tsx';
import './timesheet.css';

interface Props {
  readonly client: EmployeeClient;
  readonly work: Pick<TimesheetWeek, 'projects' | 'working' | 'isListed'>;
  readonly zone: string;
  readonly now: number;
  /** A span of the timeline that is selected; the choice is for it then. */
  readonly span?: Interval | null;
  readonly onDone: () => void;
}

/** What is worked on from now on, or was in the span that is selected. By the person's word alone. */
export function WorkCard({ client, work, zone, now, span = null, onDone }: Props) {
  const { working, projects, isListed } = work;
  const [chosen, setChosen] = useState<Project | null>(null);
  const mutation = useMutation();
  const project = namedProject(chosen);
  const run = async (what: Parameters<typeof mutation.run>[0]) => {
    if (!(await mutation.run(what))) return;
    setChosen(null);
    onDone();
  };
  const set = (spanned: Interval, of: Project | null) =>
    run(() => client.chooseProject({ project: of, start: spanned.start, end: Math.min(spanned.end, now) }));
  const spanText = span === null ? '' : `${timeText(span.start, zone)}–${timeText(span.end, zone)}`;
  return (
    <Card id="work" className="work" title={span === null ? t('working-title') : t('span-title', { span: spanText })}>
      {span === null && (
        <p className="headline" data-testid="working" role="status">
          {working === null
            ? t('working-none')
            : t('working-on', { project: working.project.name, time: timeText(working.since, zone) })}
        </p>
      )}
      <form
        className="row wrap work-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (project === null || mutation.isBusy) return;
          void (span === null ? run(() => client.workOn({ project })) : set(span, project));
        }}
      >
        <ProjectField projects={projects} isListed={isListed} value={chosen} onChange={setChosen} />
        <Button type="submit" aria-disabled={project === null || mutation.isBusy}>
          {span === null ? t('start') : t('span-set')}
        </Button>
        {span !== null && <Button onClick={() => void set(span, null)}>{t('span-none')}</Button>}
        {span === null && working !== null && (
          <Button onClick={() => void run(() => client.workOn({ project: null }))}>{t('stop')}</Button>
        )}
      </form>
      <p className="quiet small">{t('working-about')}</p>
      <ProblemNotice problem={mutation.problem} tone="danger" />
    </Card>
  );
}
