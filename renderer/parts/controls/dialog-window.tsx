import { Dialog } from 'radix-ui';
import type { ComponentProps } from 'react';

interface Props extends ComponentProps<typeof Dialog.Content> {
  readonly onClose: () => void;
}

/** A dialog over the page. Radix' own overlay would write a style element into it, which the policy refuses: the veil is ours. */
export function DialogWindow({ className, onClose, ...content }: Props) {
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <div className="veil" />
        <Dialog.Content className={`dialog ${className}`} {...content} />
      </Dialog.Portal>
    </Dialog.Root>
  );
}
