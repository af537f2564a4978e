import { unreadReasons } from '../../../core/organisation/unread-reason.ts';
import type { AccessLogAnswer } from '../../../ipc/employee-access-log.ts';
import { tAccessLog as t } from '../messages.ts';

export function hasUnread({ unreadable, gone, overfull }: AccessLogAnswer): boolean {
  return gone > 0 || overfull.length > 0 || Object.values(unreadable).some((count) => count > 0);
}

/** What lies among the receipts and is no look, or cannot be read: how many, why, and in whose folder. It hides none of the others. */
export function UnreadReceipts({ seen }: { readonly seen: AccessLogAnswer }) {
  const { unreadable, unreadableBy, overfull, gone } = seen;
  if (!hasUnread(seen)) return null;
  return (
    <ul className="views-unreadable plain" data-testid="views-unreadable">
      {unreadReasons
        .filter((why) => unreadable[why] > 0)
        .map((why) => (
          <li key={why}>{t(`unread-${why}`, { count: unreadable[why] })}</li>
        ))}
      {unreadableBy.map(({ name, count }, at) => (
        <li key={at} className="quiet small">
          {name === null ? t('unread-by-nobody', { count }) : t('unread-by', { name, count })}
        </li>
      ))}
      {overfull.map(({ name, most }, at) => (
        <li key={at} data-testid="views-overfull">
          {name === null ? t('overfull-nobody', { most }) : t('overfull', { name, most })}
        </li>
      ))}
      {gone > 0 && <li>{t('gone', { count: gone })}</li>}
    </ul>
  );
}
