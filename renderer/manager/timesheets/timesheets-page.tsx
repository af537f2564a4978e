import { daysIn } from '../../../core/time/iso-week.ts';
import type { ListedTimesheet } from '../../../ipc/manager-timesheets.ts';
import { problemText } from '../../../messages/problem-text.ts';
import { Button } from '../../parts/controls/button.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { whenText } from '../../parts/formats.ts';
import { pageLanguage } from '../../parts/language.ts';
import { Card } from '../../parts/layout/card.tsx';
import { PageHead } from '../../parts/layout/page-head.tsx';
import { Table } from '../../parts/layout/table.tsx';
import { ownZone } from '../../parts/own-zone.ts';
import { rangeText } from '../../parts/period/period-span.ts';
import { AgainMark } from '../../parts/timeline/marks.tsx';
import { useQuery } from '../../parts/use-query.ts';
import { PageLoading } from '../frame/page-loading.tsx';
import type { ManagerProps } from '../frame/page-props.ts';
import { hrefOf } from '../frame/route.ts';
import { tTimesheets as t } from '../messages.ts';
import './timesheets.css';

/** "Which weeks wait for my answer?" Only that they are there; what they say is behind a receipt. */
export function TimesheetsPage({ connection, status }: ManagerProps) {
  const { client } = connection;
  const list = useQuery('timesheets', () => client.timesheets({}), null);
  const { value, problem, isSlow, again } = list;
  const waiting = value?.sheets.filter(({ standing }) => standing === 'waiting') ?? [];
  const answered = value?.sheets.filter(({ standing }) => standing !== 'waiting') ?? [];
  return (
    <>
      <PageHead title={t('title')} about={value === null ? null : t('about', { count: waiting.length })}>
        {(value !== null || problem !== null) && (
          <Button className="page-act" onClick={again}>
            <AgainMark /> {t('again')}
          </Button>
        )}
      </PageHead>
      <ProblemNotice problem={problem} onRetry={again} />
      <PageLoading query={list} words={t(isSlow ? 'reading-slow' : 'reading')} />
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
      {value !== null && value.unread.length > 0 && (
        <Card id="unread" title={t('unread', { count: value.unread.length })}>
          <ul className="unread">
            {value.unread.map((each) => (
              <li key={each.person}>
                <strong>{each.name}</strong>{' '}
                <span className="quiet">{problemText(pageLanguage(), each.problem).what}</span>
              </li>
            ))}
          </ul>
        </Card>
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
