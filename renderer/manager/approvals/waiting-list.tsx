import type { PersonId } from '../../../core/ids.ts';
import type { WaitingEntry } from '../../../ipc/manager-reports.ts';
import { ChoiceBox } from '../../parts/choice/choice-box.tsx';
import type { Choice } from '../../parts/choice/use-choice.ts';
import { tApprovals as t } from '../messages.ts';
import { type Decisions, entryKey } from './decisions.ts';
import type { WaitingGroup } from './waiting-order.ts';
import { WaitingRow } from './waiting-row.tsx';

interface Props {
  readonly groups: readonly WaitingGroup[];
  readonly decisions: Decisions;
  readonly choice: Choice;
  readonly teamOf: (person: PersonId) => string | null;
  readonly now: number;
  readonly onApprove: (entry: WaitingEntry) => void;
  readonly onDecline: (entry: WaitingEntry) => void;
}

/** The entries under one another, in their groups. Those out of sight are not laid out (`approvals.css`). */
export function WaitingList({ groups, decisions, choice, teamOf, now, ...answer }: Props) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows go on from the boxes in it
    <div className="card waiting" onKeyDown={choice.onKeyDown}>
      <div className="waiting-head quiet small" aria-hidden="true">
        <span />
        <span>{t('col-person')}</span>
        <span>{t('col-when')}</span>
        <span>{t('col-around')}</span>
        <span>{t('col-said')}</span>
        <span>{t('col-answer')}</span>
      </div>
      {groups.map(({ key, name, entries }) => {
        const keys = entries.filter((entry) => isOpen(decisions, entry)).map(entryKey);
        const title = name ?? t('no-team');
        const list = (
          <ul aria-label={key === '' ? t('list') : title}>
            {entries.map((entry) => (
              <WaitingRow
                key={entryKey(entry)}
                entry={entry}
                team={teamOf(entry.person)}
                now={now}
                state={decisions.of(entry)}
                isChosen={choice.has(entryKey(entry))}
                onBox={choice.onBox}
                {...answer}
              />
            ))}
          </ul>
        );
        if (key === '') return <div key={key}>{list}</div>;
        return (
          <section key={key} className="waiting-group" aria-label={title}>
            <div className="waiting-group-head">
              <h2>{title}</h2>
              <span className="quiet small">{t('about', { count: keys.length })}</span>
              <ChoiceBox
                label={t(name === null ? 'choose-no-team' : 'choose-group', { count: keys.length, name: title })}
                chosen={keys.filter(choice.has).length}
                all={keys.length}
                onChange={(isChosen) => choice.set(keys, isChosen)}
              />
            </div>
            {list}
          </section>
        );
      })}
    </div>
  );
}

/** Whether it still asks for an answer. */
export function isOpen(decisions: Decisions, entry: WaitingEntry): boolean {
  const state = decisions.of(entry);
  return state === undefined || state.step === 'failed';
}
