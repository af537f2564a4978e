import { shellWords } from '../../core/words/shell.ts';
import type { EmployeeContract, EmployeeStatus } from '../../ipc/employee.ts';
import { setPageLanguage, wordsOf } from '../parts/language.ts';
import { Notice } from '../parts/notice.tsx';
import { type Asked, useCall } from '../parts/use-call.ts';
import { useNow } from '../parts/use-now.ts';
import type { Connection } from '../transport.ts';
import { ConsentPage } from './consent-page.tsx';
import { ControlPage } from './control-page.tsx';
import { DataPage } from './data-page.tsx';
import './employee.css';
import { EnrolPage } from './enrol-page.tsx';
import { Frame } from './frame.tsx';
import { HealthPage } from './health-page.tsx';
import { LockedPage } from './locked-page.tsx';
import { LookedPage } from './looked-page.tsx';
import type { PageProps } from './page-props.ts';
import { TodayPage } from './today-page.tsx';
import { TodaySkeleton } from './today-skeleton.tsx';
import { type PageName, useRoute } from './use-route.ts';

const say = wordsOf(shellWords);

interface Props {
  readonly connection: Connection<EmployeeContract>;
}

/** The employee's window: enrolment, then the passphrase, then the pages. */
export function EmployeePage({ connection }: Props) {
  const { client, onChange } = connection;
  const status = useCall('status', () => client.status({}), onChange);
  // While rendering, because what is rendered next reads it; said twice it changes nothing.
  const language = setPageLanguage(status.value?.language ?? null);
  return <InLanguage key={language} connection={connection} status={status} />;
}

interface InLanguageProps extends Props {
  readonly status: Asked<EmployeeStatus>;
}

/** Everything in one language: another one makes it anew. */
function InLanguage({ connection, status }: InLanguageProps) {
  const now = useNow();
  if (status.value === null) {
    if (status.problem === null) return <TodaySkeleton isSlow={status.isSlow} />;
    return (
      <main className="alone" data-recording="not-known">
        <h1>{say('not-asked-title')}</h1>
        <Notice problem={status.problem} tone="danger" onRetry={status.again} />
      </main>
    );
  }
  const props: PageProps = {
    connection,
    status: status.value,
    now: Math.max(status.value.now + (now - status.at), status.value.now),
    isKnown: status.problem === null,
    refresh: status.again,
  };
  if (status.value.phase === 'unenrolled') return <EnrolPage {...props} />;
  if (status.value.phase !== 'ready') return <LockedPage {...props} problem={status.problem} />;
  return <Pages {...props} problem={status.problem} />;
}

const pages: Readonly<Record<PageName, (props: PageProps) => React.ReactNode>> = {
  today: TodayPage,
  data: DataPage,
  consent: ConsentPage,
  looked: LookedPage,
  health: HealthPage,
  control: ControlPage,
};

function Pages({ problem, ...props }: PageProps & { readonly problem: Asked<EmployeeStatus>['problem'] }) {
  const page = useRoute(isUndecided(props.status) ? 'consent' : 'today');
  const Page = pages[page];
  return (
    <Frame {...props} page={page} problem={problem}>
      <Page {...props} />
    </Frame>
  );
}

/** Before the first decision there is nothing to see today, and something to read. */
function isUndecided({ consentGiven, recording }: EmployeeStatus): boolean {
  return consentGiven === 'none' && recording === 'off';
}
