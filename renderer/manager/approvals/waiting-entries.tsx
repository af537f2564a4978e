import { useEffect, useMemo, useRef, useState } from 'react';
import type { PersonId } from '../../../core/ids.ts';
import type { WaitingEntry } from '../../../ipc/manager-reports.ts';
import { ChoiceBox } from '../../parts/choice/choice-box.tsx';
import { useChoice } from '../../parts/choice/use-choice.ts';
import { focusTitle } from '../../parts/controls/kept-focus.ts';
import { Toggles } from '../../parts/controls/toggles.tsx';
import { StripLegend } from '../../parts/strip/strip-legend.tsx';
import { tApprovals as t } from '../messages.ts';
import { AnswerBar } from './answer-bar.tsx';
import { DecisionNotice } from './decision-notice.tsx';
import { type Decisions, entryKey } from './decisions.ts';
import { isOpen, WaitingList } from './waiting-list.tsx';
import { type WaitingOrder, waitingGroups, waitingOrders } from './waiting-order.ts';
import '../../parts/choice/choice.css';
import './approvals.css';

interface Props {
  readonly entries: readonly WaitingEntry[];
  readonly decisions: Decisions;
  readonly teamOf: (person: PersonId) => string | null;
  readonly now: number;
}

/** What waits, in an order that can be chosen, and the answer to one or to several of them at once. */
export function WaitingEntries({ entries, decisions, teamOf, now }: Props) {
  const [order, setOrder] = useState<WaitingOrder>('age');
  const [note, setNote] = useState('');
  const [isNoteMissing, setNoteMissing] = useState(false);
  const [isUndone, setUndone] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLDivElement>(null);
  /** Where the focus goes once the page shows what was done: the key of a row, or the note. */
  const next = useRef<string | 'note' | null>(null);
  const groups = useMemo(() => waitingGroups(entries, order, teamOf), [entries, order, teamOf]);
  const shown = groups.flatMap((group) => group.entries);
  const open = shown.filter((entry) => isOpen(decisions, entry));
  const keys = open.map(entryKey);
  const choice = useChoice(keys);
  const chosen = open.filter((entry) => choice.has(entryKey(entry)));

  const decide = (some: readonly WaitingEntry[], approved: boolean, said: string) => {
    const words = said.trim();
    if (!approved && words === '') {
      setNoteMissing(true);
      next.current = 'note';
      return;
    }
    const done = new Set(some.map(entryKey));
    const from = shown.findIndex((entry) => done.has(entryKey(entry)));
    const left = [...shown.slice(from), ...shown.slice(0, from)].find(
      (entry) => isOpen(decisions, entry) && !done.has(entryKey(entry)),
    );
    next.current = left === undefined ? '' : entryKey(left);
    // A note belongs to what is chosen: it stays for what was not answered of it.
    if (chosen.every((entry) => done.has(entryKey(entry)))) {
      setNote('');
      setNoteMissing(false);
    }
    setUndone(false);
    choice.set([...done], false);
    decisions.decide({ entries: some, approved, note: words });
  };
  const undo = () => {
    const held = decisions.undo();
    if (held === null) return;
    const back = held.entries.map(entryKey);
    // What is being written to others stays theirs.
    if (note.trim() === '') {
      choice.only(back);
      setNote(held.note);
    }
    setUndone(true);
    next.current = back[0] ?? '';
  };
  const toNote = () => field.current?.querySelector('input')?.focus();
  useEffect(() => {
    const to = next.current;
    if (to === null) return;
    next.current = null;
    if (to === 'note') toNote();
    else if (to === '') focusTitle();
    else place.current?.querySelector<HTMLElement>(`[data-key="${to}"]`)?.focus();
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      const isTyping = event.target instanceof Element && event.target.matches('input:not([type=checkbox]), textarea');
      if (event.key === 'z' && !isTyping && decisions.held !== null) undo();
      else if (event.key === 'Enter' && chosen.length > 0) toNote();
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
  const only = new Set(chosen.map(({ person }) => person)).size === 1 ? chosen[0] : undefined;
  const own = only === undefined ? [] : open.filter(({ person }) => person === only.person);

  return (
    <div ref={place} className="stack">
      <div className="row wrap waiting-bar">
        <Toggles
          legend={t('sort')}
          values={waitingOrders}
          chosen={order}
          textOf={(each) => t(`sort-${each}`)}
          onChoose={setOrder}
        />
        <ChoiceBox
          label={t('choose-all', { count: open.length })}
          chosen={chosen.length}
          all={open.length}
          onChange={(isChosen) => choice.set(keys, isChosen)}
        />
        {order === 'age' && only !== undefined && own.length > 1 && (
          <ChoiceBox
            label={t('choose-group', { count: own.length, name: only.name })}
            chosen={chosen.length}
            all={own.length}
            onChange={(isChosen) => choice.set(own.map(entryKey), isChosen)}
          />
        )}
        <span className="quiet small waiting-keys">{t('keys')}</span>
      </div>
      <StripLegend />
      <WaitingList
        groups={groups}
        decisions={decisions}
        choice={choice}
        teamOf={teamOf}
        now={now}
        onApprove={(entry) => decide([entry], true, '')}
        onDecline={(entry) => {
          choice.only([entryKey(entry)]);
          next.current = 'note';
        }}
      />
      <div className="choice-dock">
        <DecisionNotice decisions={decisions} isUndone={isUndone} onUndo={undo} />
        {chosen.length > 0 && (
          <AnswerBar
            entries={chosen}
            note={note}
            isNoteMissing={isNoteMissing && note.trim() === ''}
            field={field}
            onNote={setNote}
            onAnswer={(approved) => decide(chosen, approved, note)}
            onClear={() => choice.only([])}
          />
        )}
      </div>
    </div>
  );
}
