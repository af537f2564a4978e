import { useState } from 'react';
import type { EmployeeStatus } from '../../ipc/employee.ts';
import { setPageLanguage } from '../parts/language.ts';
import { useNow } from '../parts/use-now.ts';
import { type Query, useQuery } from '../parts/use-query.ts';
import { ConsentPage } from './consent/consent-page.tsx';
import { DataPage } from './my-data/data-page.tsx';
import { SettingsPage } from './settings/settings-page.tsx';
import './frame/employee.css';
import './today/today.css';
import { AccessLogPage } from './access-log/access-log-page.tsx';
import { EnrolPage } from './enrolment/enrol-page.tsx';
import { LeaveQuestion } from './frame/leave-question.tsx';
import { LockedPage } from './frame/locked-page.tsx';
import { LostPage, UnlessLost } from './frame/lost-page.tsx';
import { PageFrame } from './frame/page-frame.tsx';
import type { EmployeeConnection, PageProps } from './frame/page-props.ts';
import { setUnsaved, useUnsavedPages } from './frame/unsaved.ts';
import { goTo, type PageName, useRoute } from './frame/use-route.ts';
import { HealthPage } from './health/health-page.tsx';
import type { LookProps } from './looks/look-props.ts';
import { useNewLooks } from './looks/use-new-looks.ts';
import { useQuestions, withNewReplies } from './looks/use-questions.ts';
import { RightsPage } from './rights/rights-page.tsx';
import { TimesheetPage } from './timesheet/timesheet-page.tsx';
import { TodayPage } from './today/today-page.tsx';
import { TodaySkeleton } from './today/today-skeleton.tsx';

interface Props {
  readonly connection: EmployeeConnection;
}

/** The employee's window: enrolment, then the passphrase, then the pages. */
export function EmployeePage({ connection }: Props) {
  const { client, onChange } = connection;
  const status = useQuery('status', () => client.status({}), onChange);
  // While rendering, because what is rendered next reads it; said twice it changes nothing.
  const language = setPageLanguage(status.value?.language ?? null);
  return <InLanguage key={language} connection={connection} status={status} />;
}

interface InLanguageProps extends Props {
  readonly status: Query<EmployeeStatus>;
}

/** Everything in one language: another one makes it anew. */
function InLanguage({ connection, status }: InLanguageProps) {
  const now = useNow();
  if (status.value === null) {
    if (status.problem === null) return <TodaySkeleton isSlow={status.isSlow} />;
    return <LostPage problem={status.problem} onRetry={status.again} />;
  }
  const props: PageProps = {
    connection,
    status: status.value,
    now: Math.max(status.value.now + (now - status.at), status.value.now),
    isKnown: status.problem === null,
    refresh: status.again,
  };
  if (status.value.phase !== 'ready')
    return (
      <UnlessLost problem={status.problem} onRetry={status.again}>
        {status.value.phase === 'unenrolled' ? (
          <EnrolPage {...props} />
        ) : (
          <LockedPage {...props} problem={status.problem} />
        )}
      </UnlessLost>
    );
  return <Pages {...props} problem={status.problem} />;
}

const pages: Readonly<Record<PageName, (props: LookProps) => React.ReactNode>> = {
  today: TodayPage,
  timesheet: TimesheetPage,
  data: DataPage,
  consent: ConsentPage,
  'access-log': AccessLogPage,
  rights: RightsPage,
  health: HealthPage,
  settings: SettingsPage,
};

function Pages({ problem, ...props }: PageProps & { readonly problem: Query<EmployeeStatus>['problem'] }) {
  const wanted = useRoute(isUndecided(props.status) ? 'consent' : 'today');
  const [page, setPage] = useState(wanted);
  const unsaved = useUnsavedPages();
  const newLooks = useNewLooks(props.connection.client);
  const questions = useQuestions(props.connection.client);
  // Choices on Consent go with the page, so leaving it asks first.
  const asks = page === 'consent' && wanted !== page && unsaved.has(page);
  if (page !== wanted && !asks) setPage(wanted);
  const Page = pages[page];
  return (
    <PageFrame {...props} page={page} problem={problem} looks={newLooks.count + withNewReplies(questions.asked).length}>
      <Page {...props} newLooks={newLooks} questions={questions} />
      {asks && <LeaveQuestion onKeep={() => goTo(page)} onDiscard={() => setUnsaved(page, false)} />}
    </PageFrame>
  );
}

/** Before the first decision there is nothing to see today, and something to read. */
function isUndecided({ consentGiven, recording }: EmployeeStatus): boolean {
  return consentGiven === 'none' && recording === 'off';
}
