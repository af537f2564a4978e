import type { ConsentState } from '../../../ipc/employee-consent.ts';
import { Button } from '../../parts/controls/button.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { useMutation } from '../../parts/use-mutation.ts';
import { tAbout as t } from '../messages.ts';
import { aboutLines } from './about-text.ts';
import { ChangeTable } from './change-table.tsx';
import type { ConsentActions } from './consent-actions.ts';

interface Props {
  readonly actions: ConsentActions;
  readonly state: ConsentState;
  readonly news: NonNullable<ConsentState['news']>;
}

/** What the organisation changed that asks for no decision: before and now beside each other, until the person says that they saw it. */
export function ConsentNews({ actions, state, news }: Props) {
  const mutation = useMutation();
  const seen = async () => {
    // Where something more changed meanwhile, it is shown as it is now.
    await mutation.run(() => actions.client.seenNews({ hash: news.hash }));
    actions.onDone();
  };
  return (
    <section className="card change news" aria-labelledby="news-title" data-testid="news">
      <h2 id="news-title">{t('news-title')}</h2>
      <p>{t('news-body')}</p>
      <ChangeTable
        before={t('before')}
        now={t('now')}
        rows={news.changed.map((field) => ({
          field,
          name: t(`field-${field}`),
          before: aboutLines(news.before, field),
          now: aboutLines(state.about, field),
        }))}
      />
      <ProblemNotice problem={mutation.problem} tone="danger" />
      <div className="answers">
        <Button aria-describedby="news-title" onClick={() => void seen()}>
          {t('seen')}
        </Button>
      </div>
    </section>
  );
}
