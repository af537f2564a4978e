import type { ReactNode } from 'react';
import type { EmployeeStatus } from '../../../ipc/employee.ts';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { SkipLink, usePageFocus } from '../../parts/layout/page-focus.tsx';
import type { Query } from '../../parts/use-query.ts';
import { tShell as t } from '../messages.ts';
import { OpenedNotice } from './opened-notice.tsx';
import type { PageProps } from './page-props.ts';
import { TopBar } from './top-bar.tsx';
import { UnreadBanner } from './unread-banner.tsx';
import { type PageName, pageNames } from './use-route.ts';

interface Props extends PageProps {
  readonly page: PageName;
  readonly problem: Query<EmployeeStatus>['problem'];
  readonly children: ReactNode;
}

/** What is the same on every page: what is being recorded, the pause, the way to the other pages, and what needs attention. */
export function PageFrame({ page, problem, children, ...props }: Props) {
  const { connection, status, now, isKnown, refresh } = props;
  const main = usePageFocus(page);
  return (
    <div className="frame" data-recording={isKnown ? status.recording : 'not-known'} data-page={page}>
      <SkipLink href={`#${page}`} />
      <TopBar client={connection.client} status={status} now={now} isKnown={isKnown} onDone={refresh}>
        <Navigation page={page} />
      </TopBar>
      <main className="stack" ref={main}>
        {problem === null ? (
          <OpenedNotice connection={connection} />
        ) : (
          <ProblemNotice problem={problem} tone="danger" onRetry={refresh} />
        )}
        <UnreadBanner status={status} page={page} />
        {children}
      </main>
    </div>
  );
}

/** Links, so that they can be opened, copied and gone back from like any other. */
function Navigation({ page }: { readonly page: PageName }) {
  return (
    <nav className="pages" aria-label={t('pages')}>
      <ul>
        {pageNames.map((name) => (
          <li key={name}>
            <a href={`#${name}`} aria-current={name === page ? 'page' : undefined}>
              {t(`page-${name}`)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
