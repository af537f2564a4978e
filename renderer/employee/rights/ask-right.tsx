import { useId, useState } from 'react';
import { type Day, daySchema } from '../../../core/ids.ts';
import { type AskedRight, needsWords, type RightKind, rightKinds } from '../../../core/rights/right-request.ts';
import type { RightsState } from '../../../ipc/rights/employee-rights.ts';
import { DayField } from '../../parts/calendar/typed-field.tsx';
import { Button } from '../../parts/controls/button.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { Card } from '../../parts/layout/card.tsx';
import { useMutation } from '../../parts/use-mutation.ts';
import type { EmployeeClient } from '../frame/page-props.ts';
import { tRights as t } from '../messages.ts';

interface Props {
  readonly client: EmployeeClient;
  readonly state: Pick<RightsState, 'law' | 'organisation'>;
  readonly onDone: () => void;
}

const whats = ['span', 'pictures', 'everything'] as const;
type What = (typeof whats)[number];

interface Draft {
  readonly kind: RightKind | null;
  readonly what: What;
  readonly from: string;
  readonly to: string;
  readonly text: string;
}

const empty: Draft = { kind: null, what: 'span', from: '', to: '', text: '' };

/** What each right means, and asking for one. Nothing is chosen before the person chooses. */
export function AskRight({ client, state: { law, organisation }, onDone }: Props) {
  const [draft, setDraft] = useState(empty);
  const [isTried, setTried] = useState(false);
  const [sent, setSent] = useState<'there' | 'kept' | null>(null);
  const mutation = useMutation();
  const id = useId();
  const { kind } = draft;
  const wrong = kind === null ? null : faultOf({ ...draft, kind });
  const change = (part: Partial<Draft>) => {
    setSent(null);
    setDraft({ ...draft, ...part });
  };

  const ask = async (event: React.FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (kind === null || wrong !== null || mutation.isBusy) return;
    let isThere = false;
    const done = await mutation.run(async () => {
      const result = await client.askRight({ asked: askedBy({ ...draft, kind }) });
      isThere = result.ok && result.value.isThere;
      return result;
    });
    if (!done) return;
    setSent(isThere ? 'there' : 'kept');
    setDraft(empty);
    setTried(false);
    onDone();
  };

  return (
    <Card id="ask" title={t('ask')}>
      <p className="small">{t('ask-about', { law })}</p>
      <form className="data-form" noValidate onSubmit={(event) => void ask(event)}>
        <fieldset className="choices">
          <legend>{t('ask-right')}</legend>
          {rightKinds.map((each) => (
            <label key={each} className="choice right-choice">
              <input type="radio" name={`${id}-kind`} checked={kind === each} onChange={() => change({ kind: each })} />
              <span>
                <strong>{t(each)}</strong>
                <span className="quiet small">{t(`means-${each}`)}</span>
              </span>
            </label>
          ))}
        </fieldset>
        {kind === 'erasure' && (
          <fieldset className="choices">
            <legend>{t('ask-what')}</legend>
            {whats.map((each) => (
              <label key={each} className="choice">
                <input
                  type="radio"
                  name={`${id}-what`}
                  checked={draft.what === each}
                  onChange={() => change({ what: each })}
                />
                <span>{t(`what-${each}`)}</span>
              </label>
            ))}
            {draft.what === 'span' && (
              <div className="day-span">
                <DayField label={t('from')} value={draft.from} onValue={(from) => change({ from })} />
                <DayField label={t('to')} value={draft.to} onValue={(to) => change({ to })} />
              </div>
            )}
          </fieldset>
        )}
        {kind !== null && (
          <>
            <div className="field">
              <label htmlFor={`${id}-text`}>{t(needsWords(kind) ? 'words-needed' : 'words-free')}</label>
              <textarea
                id={`${id}-text`}
                className="input"
                rows={3}
                maxLength={2_000}
                aria-describedby={`${id}-reads`}
                value={draft.text}
                onChange={(event) => change({ text: event.target.value })}
              />
              <p id={`${id}-reads`} className="quiet small">
                {t('reads', { organisation })}
              </p>
            </div>
            {isTried && wrong !== null && (
              <p className="field-error" role="alert">
                {t(wrong)}
              </p>
            )}
            <ProblemNotice problem={mutation.problem} tone="danger" />
            <div className="row">
              <Button type="submit" aria-busy={mutation.isBusy}>
                {t('go')}
              </Button>
            </div>
          </>
        )}
      </form>
      <p role="status" className="export-end">
        {sent !== null && t(sent === 'there' ? 'asked-done' : 'asked-kept')}
      </p>
    </Card>
  );
}

type Chosen = Draft & { readonly kind: RightKind };

/** What is wrong with what was filled in; null: nothing. */
function faultOf({ kind, what, from, to, text }: Chosen): 'words-missing' | 'span-missing' | 'span-order' | null {
  if (kind === 'erasure' && what === 'span') {
    const [first, last] = [daySchema.safeParse(from), daySchema.safeParse(to)];
    if (!first.success || !last.success) return 'span-missing';
    if (first.data > last.data) return 'span-order';
  }
  return needsWords(kind) && text.trim() === '' ? 'words-missing' : null;
}

function askedBy({ kind, what, from, to, text }: Chosen): AskedRight {
  const days = (text: string): Day | null => (what === 'span' ? daySchema.parse(text) : null);
  const classes =
    what === 'everything'
      ? (['days', 'shots', 'weeks'] as const)
      : what === 'pictures'
        ? (['shots'] as const)
        : (['days', 'shots'] as const);
  const erasure = kind === 'erasure' ? { from: days(from), to: days(to), classes: [...classes] } : null;
  return { kind, text: text.trim(), erasure };
}
