import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Result } from '../../../core/result.ts';
import { Button } from '../../parts/controls/button.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { useMutation } from '../../parts/use-mutation.ts';

interface Props {
  /** What stands there before anything is asked. */
  readonly ask: string;
  /** The same for whoever hears it, where several stand below each other. */
  readonly label?: string;
  readonly question: string;
  /** The safe answer: it comes first and has the focus. */
  readonly no: string;
  readonly yes: string;
  readonly onYes: () => Promise<Result<unknown>>;
  readonly onDone: () => void;
  /** What it means. */
  readonly children: ReactNode;
}

/** Something large, asked once and in place, with answers of equal weight. */
export function ConfirmAction({ ask, label, question, no, yes, onYes, onDone, children }: Props) {
  const [isAsking, setAsking] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const safe = useRef<HTMLButtonElement>(null);
  const wasAsking = useRef(false);
  const mutation = useMutation();
  useEffect(() => {
    if (isAsking) safe.current?.focus();
    else if (wasAsking.current) opener.current?.focus();
    wasAsking.current = isAsking;
  }, [isAsking]);
  const confirm = async () => {
    if (!(await mutation.run(onYes))) return;
    setAsking(false);
    onDone();
  };
  if (!isAsking) {
    return (
      <Button
        ref={opener}
        className="asked-once"
        {...(label === undefined ? {} : { 'aria-label': label })}
        onClick={() => setAsking(true)}
      >
        {ask}
      </Button>
    );
  }
  return (
    <fieldset className="asked-once">
      <legend>{question}</legend>
      {children}
      <ProblemNotice problem={mutation.problem} tone="danger" />
      <div className="answers">
        <Button ref={safe} onClick={() => setAsking(false)}>
          {no}
        </Button>
        <Button aria-busy={mutation.isBusy} onClick={() => !mutation.isBusy && void confirm()}>
          {yes}
        </Button>
      </div>
    </fieldset>
  );
}
