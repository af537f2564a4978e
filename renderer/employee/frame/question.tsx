import { useEffect, useRef } from 'react';
import { Button } from '../../parts/controls/button.tsx';

interface Props {
  readonly className: string;
  readonly question: string;
  /** The safe answer: it comes first and has the focus. */
  readonly no: string;
  readonly yes: string;
  readonly isBusy: boolean;
  readonly onNo: () => void;
  readonly onYes: () => Promise<void>;
}

/** A question in the place of the button that asked it. */
export function Question({ className, question, no, yes, isBusy, onNo, onYes }: Props) {
  const safe = useRef<HTMLButtonElement>(null);
  useEffect(() => safe.current?.focus(), []);
  return (
    <fieldset className={`${className} row wrap`}>
      <legend>{question}</legend>
      <Button ref={safe} disabled={isBusy} onClick={onNo}>
        {no}
      </Button>
      <Button disabled={isBusy} onClick={() => void onYes()}>
        {yes}
      </Button>
    </fieldset>
  );
}
