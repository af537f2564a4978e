import { Dialog } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { Button } from '../../parts/controls/button.tsx';
import { DialogWindow } from '../../parts/controls/dialog-window.tsx';
import { tReceipt as t } from '../messages.ts';
import './paper.css';

interface Props {
  readonly title: string;
  readonly onClose: () => void;
  /** Further buttons beside Print and Close. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A document over the page, to read, keep or print: on paper there is nothing else. */
export function Paper({ title, onClose, actions, children }: Props) {
  // It opens without a trigger of its own, so what had the focus is remembered here.
  const [opener] = useState(() => document.activeElement);
  return (
    <DialogWindow
      className="paper"
      onClose={onClose}
      aria-describedby={undefined}
      onCloseAutoFocus={(event) => {
        event.preventDefault();
        if (opener instanceof HTMLElement) opener.focus();
      }}
    >
      <Dialog.Title className="paper-title">{title}</Dialog.Title>
      {children}
      <div className="row wrap paper-actions">
        <Button onClick={() => window.print()}>{t('print')}</Button>
        {actions}
        <Dialog.Close className="button">{t('close')}</Dialog.Close>
      </div>
    </DialogWindow>
  );
}
