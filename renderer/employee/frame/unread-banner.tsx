import type { EmployeeStatus } from '../../../ipc/employee.ts';
import { PageMark } from '../../parts/timeline/marks.tsx';
import { tShell as t, tAbout } from '../messages.ts';
import type { PageName } from './use-route.ts';

/** Says on every page that something waits to be read, and is therefore not recorded. Consent itself says it, and shows it. */
export function UnreadBanner({ status, page }: { readonly status: EmployeeStatus; readonly page: PageName }) {
  const count = (state: 'changed' | 'unread') => status.purposes.filter((each) => each.state === state).length;
  const changed = count('changed');
  const unread = count('unread');
  if (page === 'consent') return null;
  if (changed === 0 && unread === 0) return status.news === null ? null : <NewsBanner />;
  return (
    <div className="notice unread" role="note" data-testid="unread">
      <PageMark />
      <div className="words">
        {changed > 0 && <p>{t('stopped', { count: changed })}</p>}
        {unread > 0 && <p>{t('unread', { count: unread })}</p>}
        {status.news !== null && <p>{tAbout('news-banner')}</p>}
      </div>
      <a className="button read-it" href="#consent">
        {t('read-it')}
      </a>
    </div>
  );
}

/** Something changed that stops nothing: said as calmly, and gone once it was seen. */
function NewsBanner() {
  return (
    <div className="notice unread" role="note" data-testid="news-banner">
      <PageMark />
      <div className="words">
        <p>{tAbout('news-banner')}</p>
      </div>
      <a className="button read-it" href="#consent">
        {tAbout('look')}
      </a>
    </div>
  );
}
