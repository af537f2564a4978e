import { Dialog } from 'radix-ui';
import { Button } from '../../parts/controls/button.tsx';
import { DialogWindow } from '../../parts/controls/dialog-window.tsx';
import { tShell as t } from '../messages.ts';

interface Props {
  readonly onKeep: () => void;
  readonly onDiscard: () => void;
}

/** Asked when another page is gone to, and what was chosen on this one would go. Keeping comes first and has the focus. */
export function LeaveQuestion({ onKeep, onDiscard }: Props) {
  return (
    <DialogWindow className="leave-question" onClose={onKeep}>
      <Dialog.Title>{t('unsaved-title')}</Dialog.Title>
      <Dialog.Description>{t('unsaved-body')}</Dialog.Description>
      <div className="answers">
        <Button onClick={onKeep}>{t('unsaved-keep')}</Button>
        <Button onClick={onDiscard}>{t('unsaved-discard')}</Button>
      </div>
    </DialogWindow>
  );
}
