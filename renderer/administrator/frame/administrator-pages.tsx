import type { Language } from '../../../core/language.ts';
import type { AdministratorStatus } from '../../../ipc/administrator/administrator.ts';
import { Button } from '../../parts/controls/button.tsx';
import { LanguageChooser } from '../../parts/controls/language-chooser.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { durationText } from '../../parts/formats.ts';
import { SkipLink, usePageFocus } from '../../parts/layout/page-focus.tsx';
import { WindowSidebar } from '../../parts/layout/sidebar.tsx';
import { LockMark } from '../../parts/timeline/marks.tsx';
import { useTouch } from '../../parts/unlock/use-touch.ts';
import { useMutation } from '../../parts/use-mutation.ts';
import { type Query, useQuery } from '../../parts/use-query.ts';
import { AdministratorsPage } from '../history/administrators-page.tsx';
import { LogPage } from '../history/log-page.tsx';
import { tAdminFrame as t } from '../messages.ts';
import { EnrolledPage } from '../people/enrolled-page.tsx';
import { NoticePage } from '../settings/notice-page.tsx';
import { AccessPage } from '../viewers/access-page.tsx';
import { ViewersPage } from '../viewers/viewers-page.tsx';
import { adminPages, useAdminRoute } from './admin-route.ts';
import type { AdministratorConnection, AdministratorProps } from './page-props.ts';

interface Props {
  readonly connection: AdministratorConnection;
  readonly status: Query<AdministratorStatus>;
  readonly known: AdministratorStatus;
  readonly onLanguage: (language: Language) => void;
}

/** The navigation at the left, a page beside it. Everything that a page read is held from here on down, and gone once the keys are locked. */
export function AdministratorPages({ connection, status, known, onLanguage }: Props) {
  const { client, onChange } = connection;
  const route = useAdminRoute();
  const mutation = useMutation();
  const people = useQuery('people', () => client.people({}), onChange, 5000);
  const main = usePageFocus(route.page);
  useTouch(client);
  const problem = status.problem ?? known.problem;
  // The list says it with the button that asks for the list; once is enough.
  const isSaidBelow = people.problem !== null && people.problem.code === problem?.code;
  const props: AdministratorProps = { connection, status: known, people };
  const lock = async () => {
    if (await mutation.run(() => client.lock({}))) status.again();
  };
  return (
    <div className="viewing" data-page={route.page}>
      <SkipLink href={location.hash === '' ? '#people' : location.hash} />
      <WindowSidebar
        whose={[known.organisation, known.administrator].filter((part) => part !== null).join(' · ')}
        words={{ pages: t('pages'), menu: t('menu') }}
        pages={adminPages.map((page) => ({ page, name: t(`page-${page}`) }))}
        at={route.page === 'access' ? 'viewers' : route.page}
        place={location.hash}
      >
        <ProblemNotice problem={mutation.problem} />
        <Button disabled={mutation.isBusy} onClick={() => void lock()}>
          <LockMark /> {t('lock')}
        </Button>
        <p className="quiet small">{t('lock-after', { length: durationText(known.lock.afterMs) })}</p>
        <LanguageChooser onChoose={onLanguage} />
      </WindowSidebar>
      <main className="viewing-main stack" ref={main}>
        {!isSaidBelow && <ProblemNotice problem={problem} tone="danger" onRetry={status.again} />}
        {route.page === 'people' && <EnrolledPage {...props} />}
        {route.page === 'viewers' && <ViewersPage {...props} />}
        {route.page === 'access' && <AccessPage key={route.viewer} {...props} viewer={route.viewer} />}
        {route.page === 'settings' && <NoticePage {...props} />}
        {route.page === 'log' && <LogPage {...props} />}
        {route.page === 'administrators' && <AdministratorsPage {...props} />}
      </main>
    </div>
  );
}
