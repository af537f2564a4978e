import type { ReactNode } from 'react';
import type { DayEntry } from '../../../core/day/entries.ts';
import { tEntries as t } from '../messages.ts';
import { CrossMark, TickMark } from '../timeline/marks.tsx';

interface Props {
  readonly entry: Pick<DayEntry, 'category' | 'isCall' | 'note'>;
  /** Whose entry it is, and what it is called. */
  readonly children: ReactNode;
}

/** What the person says of an entry. */
export function EntryWords({ entry: { category, isCall, note }, children }: Props) {
  return (
    <>
      <div className="row wrap">
        {children}
        {category !== null && category !== '' && <span className="tag">{category}</span>}
        {isCall && <span className="tag">{t('call')}</span>}
      </div>
      {note !== null && note !== '' && <p>{note}</p>}
    </>
  );
}

/** How an entry was answered. */
export function AnsweredMark({ isApproved }: { readonly isApproved: boolean }) {
  return (
    <span className="standing">
      {isApproved ? <TickMark /> : <CrossMark />} {t(isApproved ? 'approved' : 'declined')}
    </span>
  );
}
