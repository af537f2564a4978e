import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Result } from '../../../core/result.ts';
import { Notice } from '../../parts/controls/notice.tsx';
import { useAct } from '../../parts/use-act.ts';

interface Props {
  /** What stands there before anything is asked. */
  readonly ask: string;
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
export function AskedOnce({ ask, question, no, yes, onYes, onDone, children }: Props) {
  const [isAsking, setAsking] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const safe = useRef<HTMLButtonElement>(null);
  const wasAsking = useRef(false);
  const act = useAct();
  useEffect(() => {
    if (isAsking) safe.current?.focus();
    else if (wasAsking.current) opener.current?.focus();
    wasAsking.current = isAsking;
  }, [isAsking]);
  const confirm = async () => {
    if (!(await act.run(onYes))) return;
    setAsking(false);
    onDone();
  };
  if (!isAsking) {
    return (
      <button ref={opener} type="button" className="button asked-once" onClick={() => setAsking(true)}>
        {ask}
      </button>
    );
  }
  return (
    <fieldset className="asked-once">
      <legend>{question}</legend>
      {children}
      {act.problem !== null && <Notice problem={act.problem} tone="danger" />}
      <div className="answers">
        <button ref={safe} type="button" className="button" onClick={() => setAsking(false)}>
          {no}
        </button>
        <button type="button" className="button" aria-busy={act.isBusy} onClick={() => !act.isBusy && void confirm()}>
          {yes}
        </button>
      </div>
    </fieldset>
  );
}
