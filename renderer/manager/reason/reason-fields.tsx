import { useId, useState } from 'react';
import { managerFrameMessages, viewReasons } from '../../../messages/manager/frame.ts';
import { Field } from '../../parts/controls/field.tsx';
import { tFrame as t } from '../messages.ts';

/** What is recorded is the English sentence, so that the person reads it in their own language. */
const choices = [...viewReasons, 'other'] as const;
type Choice = (typeof choices)[number];

export interface ReasonDraft {
  readonly choice: Choice | null;
  readonly words: string;
  /** What would be recorded; empty while there is none. */
  readonly reason: string;
  readonly choose: (choice: Choice) => void;
  readonly write: (words: string) => void;
}

/** Nothing is chosen beforehand, unless a reason was given for the same before. */
export function useReason(before: string | null): ReasonDraft {
  const [draft, setDraft] = useState(() => draftOf(before));
  const { choice, words } = draft;
  return {
    ...draft,
    reason: choice === null ? '' : choice === 'other' ? words.trim() : managerFrameMessages.en[`reason-${choice}`],
    choose: (next) => setDraft({ choice: next, words }),
    write: (next) => setDraft({ choice, words: next }),
  };
}

function draftOf(before: string | null): { choice: Choice | null; words: string } {
  if (before === null) return { choice: null, words: '' };
  const known = viewReasons.find((each) => managerFrameMessages.en[`reason-${each}`] === before);
  return known === undefined ? { choice: 'other', words: before } : { choice: known, words: '' };
}

/** The short list of reasons, and own words for another one. */
export function ReasonFields({ draft }: { readonly draft: ReasonDraft }) {
  const id = useId();
  return (
    <>
      <fieldset className="reasons">
        <legend className="only-heard">{t('reason')}</legend>
        {choices.map((each) => (
          <label key={each} className="radio">
            <input
              type="radio"
              name={`${id}-reason`}
              value={each}
              checked={draft.choice === each}
              onChange={() => draft.choose(each)}
            />
            {t(`reason-${each}`)}
          </label>
        ))}
      </fieldset>
      {draft.choice === 'other' && (
        <Field
          label={t('own-words')}
          maxLength={500}
          value={draft.words}
          onChange={(event) => draft.write(event.target.value)}
        />
      )}
    </>
  );
}

/** Why the button cannot be pressed yet; nothing once it can. */
export function ReasonHint({ draft }: { readonly draft: ReasonDraft }) {
  if (draft.reason !== '') return null;
  return <span className="quiet">{t(draft.choice === 'other' ? 'say-it' : 'choose-reason')}</span>;
}
