import { useState } from 'react';
import type { PersonSettings } from '../../../core/consent/person-settings.ts';
import type { Result } from '../../../core/result.ts';
import type { Rule } from '../../../core/rules/rule.ts';
import { Menu } from '../../parts/controls/menu.tsx';
import { UndoNotice } from '../../parts/layout/undo-notice.tsx';
import { type Mutation, useMutation } from '../../parts/use-mutation.ts';
import type { EmployeeClient } from '../frame/page-props.ts';
import { tLeaveOut as t } from '../messages.ts';
import { withoutRule, withRule } from '../settings/kept-draft.ts';
import type { LeaveOutChoice } from './leave-out-choices.ts';

export interface LeaveOut {
  readonly mutation: Mutation;
  readonly last: LeaveOutChoice | null;
  readonly choose: (choice: LeaveOutChoice) => Promise<void>;
  readonly undo: () => Promise<void>;
  readonly hide: () => void;
  readonly isUndone: boolean;
}

/** Leaves something out by a rule that is saved at once, and takes the last one back. `onDone` after either. */
export function useLeaveOut(client: EmployeeClient, onDone: () => void): LeaveOut {
  const mutation = useMutation();
  const [last, setLast] = useState<LeaveOutChoice | null>(null);
  const [isUndone, setUndone] = useState(false);
  const save = async (change: (rules: readonly Rule[]) => Rule[]): Promise<Result<unknown>> => {
    // What is saved now, not what was read when the page came.
    const known = await client.settings({});
    if (!known.ok) return known;
    const settings: PersonSettings = { ...known.value.settings, rules: change(known.value.settings.rules) };
    return client.setSettings({ settings });
  };
  return {
    mutation,
    last,
    isUndone,
    hide: () => setLast(null),
    choose: async (choice) => {
      if (mutation.isBusy) return;
      if (!(await mutation.run(() => save((rules) => [...rules.filter(isOther(choice.rule)), choice.rule])))) return;
      withRule(choice.rule);
      setUndone(false);
      setLast(choice);
      onDone();
    },
    undo: async () => {
      if (last === null || mutation.isBusy) return;
      if (!(await mutation.run(() => save((rules) => rules.filter(isOther(last.rule)))))) return;
      withoutRule(last.rule);
      setUndone(true);
      onDone();
    },
  };
}

function isOther(rule: Rule): (each: Rule) => boolean {
  const said = JSON.stringify(rule);
  return (each) => JSON.stringify(each) !== said;
}

interface MenuProps {
  readonly choices: readonly LeaveOutChoice[];
  readonly leaveOut: LeaveOut;
  /** Of which window, where several stand below each other. */
  readonly app?: string;
}

/** `Leave out…`, with what of a window can be left out. */
export function LeaveOutMenu({ choices, leaveOut, app }: MenuProps) {
  if (choices.length === 0) return null;
  const items = choices.map((choice, index) => ({
    key: `${choice.place}-${index}`,
    name: t(`this-${choice.place}`),
    about: choice.name,
    onChoose: () => void leaveOut.choose(choice),
  }));
  const named = app === undefined ? {} : { 'aria-label': t('leave-out-of', { app }) };
  return <Menu className="leave-out" label={t('leave-out')} items={items} {...named} />;
}

interface NoticeProps {
  readonly leaveOut: LeaveOut;
  /** Whether what was chosen from is made anew by it: the focus, which would be lost with it, comes here. */
  readonly takesFocus?: boolean;
}

/** Says what was left out, with the way back. */
export function LeaveOutNotice({ leaveOut, takesFocus = false }: NoticeProps) {
  const { last, isUndone, mutation, hide, undo } = leaveOut;
  return (
    <UndoNotice
      className="leave-out-notice"
      label={t('notice')}
      testId="left-out"
      said={last === null ? null : t(isUndone ? 'undone' : 'left-out', { what: last.name })}
      problem={mutation.problem}
      undo={last === null || isUndone ? null : { words: t('undo'), act: () => void undo() }}
      onHide={hide}
      takesFocus={takesFocus}
    />
  );
}
