import { useEffect, useState } from 'react';
import type { Day } from '../../../core/ids.ts';
import type { AccessLogEntry } from '../../../ipc/employee-access-log.ts';
import { viewReasonIn } from '../../../messages/manager/frame.ts';
import { whenText } from '../../parts/formats.ts';
import { pageLanguage } from '../../parts/language.ts';
import { Card } from '../../parts/layout/card.tsx';
import { Table } from '../../parts/layout/table.tsx';
import { AccessText } from '../access-log/access-text.tsx';
import type { EmployeeClient } from '../frame/page-props.ts';
import { tMyPeriod as t } from '../messages.ts';

interface Props {
  readonly client: EmployeeClient;
  /** The days of the span that have come. */
  readonly days: readonly Day[];
  readonly now: number;
  readonly zone: string;
}

const mostShown = 40;

/** Who looked at these days, by the receipts that this computer has read: the bucket is not asked. */
export function PeriodLooks({ client, days, now, zone }: Props) {
  const looks = useLooksAt(client, days);
  const shown = looks?.slice(0, mostShown) ?? [];
  return (
    <Card
      id="period-looks"
      title={t('looks')}
      about={looks !== null && t('looks-about', { count: looks.length })}
      data-testid="period-looks"
    >
      {looks === null && <p role="status">{t('looks-reading')}</p>}
      {looks?.length === 0 && <p className="quiet">{t('looks-none')}</p>}
      {shown.length > 0 && (
        <Table className="period-list" caption={t('looks')} columns={[t('when'), t('who'), t('what'), t('why')]}>
          {shown.map((look) => (
            <tr key={look.id}>
              <td>{whenText(look.arrivedAt ?? look.at, now, zone)}</td>
              <td className="words">{look.viewer}</td>
              <td className="words">
                <AccessText entry={look} />
              </td>
              <td className="words">
                {look.reason === '' ? t('no-reason') : viewReasonIn(pageLanguage(), look.reason)}
              </td>
            </tr>
          ))}
        </Table>
      )}
      <p className="period-way-on">
        <a className="link" href="#access-log">
          {looks !== null && looks.length > mostShown
            ? t('looks-more', { count: looks.length - mostShown })
            : t('looks-way')}
        </a>
      </p>
    </Card>
  );
}

/** Newest first; one that is about several of the days stands there once. */
function useLooksAt(client: EmployeeClient, days: readonly Day[]): readonly AccessLogEntry[] | null {
  const [looks, setLooks] = useState<readonly AccessLogEntry[] | null>(null);
  const key = days.join();
  useEffect(() => {
    let isLive = true;
    setLooks(null);
    void (async () => {
      const found = new Map<string, AccessLogEntry>();
      for (const day of key === '' ? [] : key.split(',')) {
        const filter = { look: 'looks', viewer: null, day } as const;
        const answer = await client.accessLog({ ask: 'known', filter, after: null });
        if (!isLive) return;
        for (const entry of answer.ok ? answer.value.entries : []) found.set(entry.id, entry);
      }
      const time = ({ arrivedAt, at }: AccessLogEntry) => arrivedAt ?? at;
      setLooks([...found.values()].sort((a, b) => time(b) - time(a)));
    })();
    return () => {
      isLive = false;
    };
  }, [client, key]);
  return looks;
}
