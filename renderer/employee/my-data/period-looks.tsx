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
import { lookKey } from '../looks/use-questions.ts';
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
  const known = useLooksAt(client, days);
  const { looks } = known;
  const shown = looks?.slice(0, mostShown) ?? [];
  return (
    <Card
      id="period-looks"
      title={t('looks')}
      about={
        looks !== null && known.isKnown && t(known.isMore ? 'looks-about-more' : 'looks-about', { count: looks.length })
      }
      data-testid="period-looks"
    >
      {looks === null && <p role="status">{t('looks-reading')}</p>}
      {!known.isKnown && <p>{t('looks-unknown')}</p>}
      {known.isKnown && looks?.length === 0 && <p className="quiet">{t('looks-none')}</p>}
      {shown.length > 0 && (
        <Table className="period-list" caption={t('looks')} columns={[t('when'), t('who'), t('what'), t('why')]}>
          {shown.map((look) => (
            <tr key={lookKey(look)}>
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
          {known.isMore
            ? t('looks-more-any')
            : looks !== null && looks.length > mostShown
              ? t('looks-more', { count: looks.length - mostShown })
              : t('looks-way')}
        </a>
      </p>
    </Card>
  );
}

interface LooksAt {
  /** Newest first; one that is about several of the days stands there once. Null while they are read. */
  readonly looks: readonly AccessLogEntry[] | null;
  /** Of a day there are more than one asking tells: any number can lie there. */
  readonly isMore: boolean;
  /** False where the looks at a day could not be read. */
  readonly isKnown: boolean;
}

const reading: LooksAt = { looks: null, isMore: false, isKnown: true };

function useLooksAt(client: EmployeeClient, days: readonly Day[]): LooksAt {
  const [known, setKnown] = useState<LooksAt>(reading);
  const key = days.join();
  useEffect(() => {
    let isLive = true;
    setKnown(reading);
    void (async () => {
      const found = new Map<string, AccessLogEntry>();
      let [isMore, isKnown] = [false, true];
      for (const day of key === '' ? [] : key.split(',')) {
        const filter = { look: 'looks', viewer: null, day } as const;
        const answer = await client.accessLog({ ask: 'known', filter, after: null });
        if (!isLive) return;
        if (answer.ok) {
          for (const entry of answer.value.entries) found.set(lookKey(entry), entry);
          isMore ||= answer.value.next !== null;
        } else isKnown = false;
      }
      const time = ({ arrivedAt, at }: AccessLogEntry) => arrivedAt ?? at;
      setKnown({ looks: [...found.values()].sort((a, b) => time(b) - time(a)), isMore, isKnown });
    })();
    return () => {
      isLive = false;
    };
  }, [client, key]);
  return known;
}
