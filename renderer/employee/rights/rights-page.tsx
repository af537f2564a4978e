import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { Awaited } from '../../parts/layout/awaited.tsx';
import { Card } from '../../parts/layout/card.tsx';
import { PageHead } from '../../parts/layout/page-head.tsx';
import { useQuery } from '../../parts/use-query.ts';
import '../consent/consent.css';
import type { PageProps } from '../frame/page-props.ts';
import '../my-data/my-data.css';
import { tRights as t } from '../messages.ts';
import { ArchiveCard } from './archive-card.tsx';
import { AskRight } from './ask-right.tsx';
import { RequestList } from './request-list.tsx';
import './rights.css';

/** "What can I ask for, and what became of it?" It asks the bucket, so only when the page opens and after something was asked. */
export function RightsPage({ connection: { client }, status, now }: PageProps) {
  const rights = useQuery('rights', () => client.rights({}), null);
  const { value } = rights;
  const open = value?.requests.filter(({ due }) => due !== null).length ?? 0;
  return (
    <>
      <PageHead title={t('title')} about={value === null ? null : t('summary', { open })} />
      <ProblemNotice problem={rights.problem ?? value?.problem ?? null} onRetry={rights.again} />
      <Awaited query={rights} words={t(rights.isSlow ? 'slow' : 'reading')} />
      {value !== null && (
        <div className="columns rights-page">
          <div className="stack">
            {value.missing > 0 && <p className="card warned">{t('missing', { count: value.missing })}</p>}
            {value.unread > 0 && <p className="card warned">{t('unread', { count: value.unread })}</p>}
            <RequestList client={client} requests={value.requests} onDone={rights.again} />
            {value.isTaken ? (
              <AskRight client={client} state={value} onDone={rights.again} />
            ) : (
              <Card id="nobody" title={t('nobody-title', { organisation: value.organisation })}>
                <p>{t('nobody', { ...pick(value.controller) })}</p>
              </Card>
            )}
          </div>
          <div className="stack">
            <ArchiveCard client={client} status={status} now={now} />
            <section className="card">
              <p>
                {t('consent')}{' '}
                <a className="link" href="#consent">
                  {t('consent-link')}
                </a>
              </p>
            </section>
          </div>
        </div>
      )}
    </>
  );
}

function pick({ contact, address, email }: { contact: string; address: string; email: string }) {
  return { contact, address, email };
}
