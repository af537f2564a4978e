import { useEffect, useRef, useState } from 'react';
import type { ConsentState } from '../../../ipc/employee-consent.ts';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { Awaited } from '../../parts/layout/awaited.tsx';
import { PageHead } from '../../parts/layout/page-head.tsx';
import { useQuery } from '../../parts/use-query.ts';
import type { PageProps } from '../frame/page-props.ts';
import { tConsent as t, tShell } from '../messages.ts';
import { ConsentChoices } from './choices/consent-choices.tsx';
import { type ConsentActions, isOutgrown } from './consent-actions.ts';
import { ConsentChange } from './consent-change.tsx';
import { ConsentHistory } from './consent-history.tsx';
import { ConsentNews } from './consent-news.tsx';
import { ConsentNotice } from './consent-notice.tsx';
import { ConsentViewers } from './consent-viewers.tsx';
import { Unenrol } from './unenrol.tsx';
import './consent.css';

/** For which organisation the person was done choosing in this window: coming back does not begin with the first step again. */
let doneFor: string | null = null;

/** "What did I agree to?" */
export function ConsentPage({ connection, status, isKnown, refresh }: PageProps) {
  const { client, onChange } = connection;
  const consent = useQuery('consent', () => client.consent({}), onChange);
  const history = useQuery('consent-history', () => client.consentHistory({}), onChange);
  const [choosing, setChoosing] = useState<'not-yet' | 'open' | 'done'>('not-yet');
  const [isOutdated, setOutdated] = useState(false);
  const answer = useRef<HTMLParagraphElement>(null);
  // An answer to one notice must not change the page under the person's hand: it stays as it is until they are done.
  const isNew = consent.value?.purposes.every(({ last }) => last === null) ?? false;
  const isDone = consent.value !== null && consent.value.fingerprint === doneFor;
  if (choosing === 'not-yet' && isNew && !isDone) setChoosing('open');
  useEffect(() => {
    if (choosing === 'done') answer.current?.focus();
  }, [choosing]);

  const again = () => {
    consent.again();
    history.again();
    refresh();
  };
  const actions: ConsentActions = {
    client,
    onDone: () => {
      setOutdated(false);
      again();
    },
    onOutdated: () => {
      setOutdated(true);
      again();
    },
  };
  // What asked has gone: the answer stands above.
  const answering: ConsentActions = {
    ...actions,
    onDone: () => {
      actions.onDone();
      answer.current?.focus();
    },
  };
  const isFirst = choosing === 'open';
  return (
    <div className="consent stack">
      <PageHead title={tShell('page-consent')} />
      <ProblemNotice problem={consent.problem} tone="danger" onRetry={consent.again} />
      <Awaited query={consent} words={t(consent.isSlow ? 'slow' : 'loading')} />
      {isOutdated && (
        <p className="notice warning" role="alert">
          {t('notice-changed')}
        </p>
      )}
      {consent.value !== null && (
        <>
          {!isFirst && consent.problem === null && isKnown && (
            <section className="card consent-answer">
              <p className="headline" data-testid="consent-state" aria-live="polite" ref={answer} tabIndex={-1}>
                {stateText(consent.value)}
              </p>
            </section>
          )}
          {consent.value.purposes.map(
            (each) =>
              isOutgrown(each) &&
              each.read !== null && (
                <ConsentChange key={each.purpose} actions={answering} consent={each} read={each.read} />
              ),
          )}
          {!isFirst && consent.value.news !== null && (
            <ConsentNews actions={answering} state={consent.value} news={consent.value.news} />
          )}
          <div className="columns">
            <div className="stack">
              <ConsentChoices
                actions={actions}
                state={consent.value}
                status={status}
                isFirst={isFirst}
                onChosen={() => {
                  doneFor = consent.value?.fingerprint ?? null;
                  setChoosing('done');
                  answering.onDone();
                }}
              />
              {!isFirst && <ConsentHistory client={client} history={history} zone={status.zone} />}
            </div>
            <div className="stack consent-side">
              <ConsentViewers about={consent.value.about} />
              <ConsentNotice state={consent.value} status={status} />
              {!isFirst && (
                <Unenrol
                  client={client}
                  organisation={consent.value.organisation}
                  onDone={() => {
                    doneFor = null;
                    refresh();
                  }}
                />
              )}
            </div>
          </div>
        </>
      )}
    </div>
  );
}

/** `You agreed to 3 of 6. Nothing else is recorded.` What asks for more than was read does not count as agreed to. */
function stateText({ purposes }: ConsentState): string {
  const held = purposes.filter((each) => each.isAllowed && !isOutgrown(each));
  const asked = (isConsent: boolean) =>
    purposes.filter(({ terms }) => (terms.basis === 'consent') === isConsent).length;
  const agreed = held.filter(({ terms }) => terms.basis === 'consent').length;
  const changed = purposes.filter(isOutgrown).length;
  const parts = [
    asked(true) === 0 ? null : t('state-agreed', { count: agreed, total: asked(true) }),
    asked(false) === 0 ? null : t('state-read', { count: held.length - agreed, total: asked(false) }),
    changed === 0 ? null : t('state-changed', { count: changed }),
    t(held.length === 0 ? 'nothing' : 'nothing-else'),
  ];
  return parts.filter((part) => part !== null).join(' ');
}
