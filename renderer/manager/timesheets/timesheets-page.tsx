import { daysIn } from '../../../core/time/iso-week.ts';
import type { ListedTimesheet } from '../../../ipc/manager-timesheets.ts';
import { whenText } from '../../parts/formats.ts';
import { Card } from '../../parts/layout/card.tsx';
import { ListHead } from '../../parts/layout/list-head.tsx';
import { Table } from '../../parts/layout/table.tsx';
import { ownZone } from '../../parts/own-zone.ts';
import { rangeText } from '../../parts/period/period-span.ts';
import { useQuery } from '../../parts/use-query.ts';
import type { ManagerProps } from '../frame/page-props.ts';
import { hrefOf } from '../frame/route.ts';
import { UnreadPeople } from '../frame/unread-people.tsx';
import { tTimesheets as t } from '../messages.ts';
import './timesheets.css';

/** "Which weeks wait for my answer?" Only that they are there; what they say is behind a receipt. */
export function TimesheetsPage({ connection, status }: ManagerProps) {
  const { client } = connection;
  const list = useQuery('timesheets', () => client.timesheets({}), null);
  const { value, isSlow } = list;
  const waiting = value?.sheets.filter(({ standing }) => standing === 'waiting') ?? [];
  const answered = value?.sheets.filter(({ standing }) => standing !== 'waiting') ?? [];
  return (
    <>
      <ListHead
        title={t('title')}
        about={value === null ? null : t('about', { count: waiting.length })}
        query={list}
        words={{ again: t('again'), reading: t(isSlow ? 'reading-slow' : 'reading') }}
      />
      {value !== null && value.sheets.length === 0 && (
        <div className="empty">
          <h2>{t('none')}</h2>
          <p className="quiet">{t('none-about')}</p>
        </div>
      )}
      {waiting.length > 0 && (
        <Card id="waiting-sheets" title={t('waiting')}>
          <SheetList sheets={waiting} now={status.now} caption={t('waiting')} />
        </Card>
      )}
      {answered.length > 0 && (
        <Card id="answered-sheets" title={t('answered')}>
          <SheetList sheets={answered} now={status.now} caption={t('answered')} />
        </Card>
      )}
      {value !== null && (
        <UnreadPeople id="unread" title={t('unread', { count: value.unread.length })} unread={value.unread} />
      )}
    </>
  );
}

interface ListProps {
  readonly sheets: readonly ListedTimesheet[];
  readonly now: number;
  readonly caption: string;
}

function SheetList({ sheets, now, caption }: ListProps) {
  return (
    <Table caption={caption} className="sheet-list" columns={[t('who'), t('week'), t('handed-in'), t('state')]}>
      {sheets.map(({ person, device, week, name, at, standing }) => {
        const words = rangeText('week', daysIn(week)[0]);
        return (
          <tr key={`${person} ${device} ${week}`}>
            <td>
              <a
                className="link"
                href={hrefOf({ page: 'timesheet', person, device, week })}
                aria-label={t('open', { name, week: words })}
              >
                {name}
              </a>
            </td>
            <td>{words}</td>
            <td>{whenText(at, now, ownZone)}</td>
            <td>{t(`state-${standing}`)}</td>
          </tr>
        );
      })}
    </Table>
  );
}
