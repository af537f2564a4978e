import { shellWords } from '../../core/words/shell.ts';
import type { EmployeeStatus } from '../../ipc/employee.ts';
import { wordsOf } from '../parts/language.ts';
import { PageMark } from '../parts/marks.tsx';
import type { PageName } from './use-route.ts';

const say = wordsOf(shellWords);

/** Says on every page that something waits to be read, and is therefore not recorded. Consent itself says it, and shows it. */
export function UnreadBanner({ status, page }: { readonly status: EmployeeStatus; readonly page: PageName }) {
  const count = (state: 'changed' | 'unread') => status.purposes.filter((each) => each.state === state).length;
  const changed = count('changed');
  const unread = count('unread');
  if (page === 'consent' || (changed === 0 && unread === 0)) return null;
  return (
    <div className="notice unread" role="note" data-testid="unread">
      <PageMark />
      <div className="words">
        {changed > 0 && <p>{say('stopped', { count: changed })}</p>}
        {unread > 0 && <p>{say('unread', { count: unread })}</p>}
      </div>
      <a className="button read-it" href="#consent">
        {say('read-it')}
      </a>
    </div>
  );
}
