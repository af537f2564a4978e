import { type ReactNode, useEffect, useRef } from 'react';
import type { EmployeeStatus } from '../../../ipc/employee.ts';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import type { Query } from '../../parts/use-query.ts';
import { tShell as t } from '../messages.ts';
import { Navigation } from './navigation.tsx';
import { OpenedNotice } from './opened-notice.tsx';
import type { PageProps } from './page-props.ts';
import { TopBar } from './top-bar.tsx';
import { UnreadBanner } from './unread-banner.tsx';
import type { PageName } from './use-route.ts';

interface Props extends PageProps {
  readonly page: PageName;
  readonly problem: Query<EmployeeStatus>['problem'];
  readonly children: ReactNode;
}

/** What is the same on every page: what is being recorded, the pause, the way to the other pages, and what needs attention. */
export function PageFrame({ page, problem, children, ...props }: Props) {
  const { connection, status, now, isKnown, refresh } = props;
  const main = useFocusOnChange(page);
  return (
    <div className="frame" data-recording={isKnown ? status.recording : 'not-known'} data-page={page}>
      <a
        className="skip"
        href={`#${page}`}
        onClick={(event) => {
          event.preventDefault();
          focusTitle(main.current);
        }}
      >
        {t('skip')}
      </a>
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

/**
 * Moves the focus to the page's title when another one is gone to. The document's own title stays the same on every page: it stands in tabs and
 * panels, where nobody shall read which page a person looked at.
 */
function useFocusOnChange(page: PageName) {
  const main = useRef<HTMLElement>(null);
  const shown = useRef(page);
  useEffect(() => {
    if (shown.current === page) return;
    shown.current = page;
    window.scrollTo(0, 0);
    focusTitle(main.current);
  }, [page]);
  return main;
}

function focusTitle(main: HTMLElement | null): void {
  const title = main?.querySelector('h1');
  if (title === null || title === undefined) return;
  title.tabIndex = -1;
  title.focus({ preventScroll: true });
}
