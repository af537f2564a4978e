import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { EmployeeStatus } from '../../../ipc/employee.ts';
import { Button } from '../../parts/controls/button.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { countText } from '../../parts/formats.ts';
import { SkipLink, usePageFocus } from '../../parts/layout/page-focus.tsx';
import { Palette } from '../../parts/palette/palette.tsx';
import { DownMark } from '../../parts/timeline/marks.tsx';
import type { Query } from '../../parts/use-query.ts';
import { tShell as t, tLooks } from '../messages.ts';
import { employeeCommands } from './employee-commands.ts';
import { OpenedNotice } from './opened-notice.tsx';
import type { PageProps } from './page-props.ts';
import { TopBar } from './top-bar.tsx';
import { UnreadBanner } from './unread-banner.tsx';
import { useUnsavedPages } from './unsaved.ts';
import { namesFor, type PageName } from './use-route.ts';

interface Props extends PageProps {
  readonly page: PageName;
  readonly problem: Query<EmployeeStatus>['problem'];
  /** How many looks, and replies about looks, the person has not seen. */
  readonly looks: number;
  readonly children: ReactNode;
}

/** What is the same on every page: what is being recorded, the pause, the way to the other pages, and what needs attention. */
export function PageFrame({ page, problem, looks, children, ...props }: Props) {
  const { connection, status, now, isKnown, refresh } = props;
  const main = usePageFocus(page);
  return (
    <div className="frame" data-recording={isKnown ? status.recording : 'not-known'} data-page={page}>
      <SkipLink href={`#${page}`} />
      <TopBar client={connection.client} status={status} now={now} isKnown={isKnown} onDone={refresh}>
        <Navigation page={page} names={namesFor(status)} looks={looks} />
        <Palette commands={() => employeeCommands(props)} />
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

/** Links, so that they can be opened, copied and gone back from like any other. Where the bar has no room for them, behind a button. */
function Navigation({ page, names, looks }: Pick<Props, 'page' | 'looks'> & { readonly names: readonly PageName[] }) {
  const [isOpen, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const list = useId();
  useEffect(() => setOpen(false), [page]);
  const close = () => {
    setOpen(false);
    opener.current?.focus();
  };
  const unsaved = useUnsavedPages();
  return (
    <nav
      className="pages"
      aria-label={t('pages')}
      data-open={isOpen}
      onKeyDown={(event) => isOpen && event.key === 'Escape' && close()}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setOpen(false)}
    >
      <Button
        ref={opener}
        className="pages-open"
        aria-expanded={isOpen}
        aria-controls={list}
        aria-label={`${t('pages')}: ${t(`page-${page}`)}${unsaved.size > 0 ? `, ${t('unsaved-mark')}` : ''}${looks > 0 ? `, ${t('page-access-log')}: ${tLooks('nav-new', { count: looks })}` : ''}`}
        onClick={() => setOpen(!isOpen)}
      >
        {t(`page-${page}`)} {unsaved.size > 0 && <UnsavedMark />}
        {looks > 0 && <LooksMark count={looks} />} <DownMark />
      </Button>
      <ul id={list}>
        {names.map((name) => (
          <li key={name}>
            <a href={`#${name}`} aria-current={name === page ? 'page' : undefined}>
              {t(`page-${name}`)}
              {unsaved.has(name) && <UnsavedMark />}
              {name === 'access-log' && looks > 0 && <LooksMark count={looks} />}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** A dot and a number: looks that the person has not seen. */
function LooksMark({ count }: { readonly count: number }) {
  return (
    <span className="nav-new" data-testid="nav-new">
      <span aria-hidden>{countText(count)}</span>
      <span className="only-heard">, {tLooks('nav-new', { count })}</span>
    </span>
  );
}

function UnsavedMark() {
  return (
    <span className="unsaved-mark" title={t('unsaved-mark')}>
      <span className="only-heard">, {t('unsaved-mark')}</span>
    </span>
  );
}
