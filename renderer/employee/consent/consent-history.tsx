import { useState } from 'react';
import type { ConsentEntry } from '../../../ipc/employee-consent.ts';
import { Button } from '../../parts/controls/button.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { momentText } from '../../parts/formats.ts';
import { Card } from '../../parts/layout/card.tsx';
import { Table } from '../../parts/layout/table.tsx';
import type { Query } from '../../parts/use-query.ts';
import type { EmployeeClient } from '../frame/page-props.ts';
import { tConsent as t, tTerms } from '../messages.ts';
import { ReceiptPaper } from '../receipt/receipt-paper.tsx';

const shownFirst = 12;

interface Props {
  readonly client: EmployeeClient;
  readonly history: Query<ConsentEntry[]>;
  readonly zone: string;
}

/** Every entry of the ledger, newest first, each with its receipt. */
export function ConsentHistory({ client, history, zone }: Props) {
  const [opened, setOpened] = useState<ConsentEntry | null>(null);
  const [isAll, setAll] = useState(false);
  const entries = history.value ?? [];
  const shown = isAll ? entries : entries.slice(0, shownFirst);
  return (
    <Card id="history" title={t('history-title')}>
      <ProblemNotice problem={history.problem} onRetry={history.again} />
      {history.value !== null && entries.length === 0 && <p className="quiet">{t('history-none')}</p>}
      {entries.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
        <section className="table-wide" aria-label={t('history-title')} tabIndex={0}>
          <Table
            className="history"
            caption={t('history-caption')}
            columns={(['when', 'purpose', 'event', 'how', 'where', 'receipt'] as const).map((name) => t(name))}
          >
            {shown.map((entry) => (
              <tr key={entry.seq} data-testid="entry" data-event={entry.record.event}>
                <td>{momentText(entry.record.at, zone, 'medium')}</td>
                <td>{tTerms(entry.record.purpose)}</td>
                <td>{t(`event-${entry.record.event}`)}</td>
                <td>{t(`given-by-${entry.record.given}`)}</td>
                <td>{t(entry.place)}</td>
                <td>
                  <Button aria-label={labelOf(entry, zone)} onClick={() => setOpened(entry)}>
                    {t('receipt')}
                  </Button>
                </td>
              </tr>
            ))}
          </Table>
        </section>
      )}
      {entries.length > shown.length && (
        <Button onClick={() => setAll(true)}>{t('show-all', { count: entries.length })}</Button>
      )}
      {opened !== null && <ReceiptPaper client={client} entry={opened} zone={zone} onClose={() => setOpened(null)} />}
    </Card>
  );
}

function labelOf({ record }: ConsentEntry, zone: string): string {
  const { purpose, event, at } = record;
  return t('receipt-of', {
    purpose: tTerms(purpose),
    event: t(`event-${event}`),
    moment: momentText(at, zone),
  });
}
