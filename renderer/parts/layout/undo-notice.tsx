import { useEffect, useRef, useState } from 'react';
import type { Problem } from '../../../core/problem.ts';
import { Button } from '../controls/button.tsx';
import { ProblemNotice } from '../controls/problem-notice.tsx';

const undoMs = 10_000;

interface Props {
  readonly className: string;
  /** What the notice is called. */
  readonly label: string;
  /** What was done, or undone; null: nothing lately. */
  readonly said: string | null;
  readonly problem: Problem | null;
  /** The way back, with its words; null: there is none, or it was taken. */
  readonly undo: { readonly words: string; readonly act: () => void } | null;
  readonly onHide: () => void;
  /** Whether what was pressed is made anew by it: the focus, which would be lost with it, comes here. */
  readonly takesFocus?: boolean;
  readonly testId: string;
}

/** Says what was done, with the way back for ten seconds: longer while somebody is at it. */
export function UndoNotice({ className, label, said, problem, undo, onHide, takesFocus = false, testId }: Props) {
  const [isHeld, setHeld] = useState(false);
  const place = useRef<HTMLElement>(null);
  const isUndoable = undo !== null;
  useEffect(() => {
    if (!takesFocus || said === null) return;
    place.current?.querySelector<HTMLElement>(isUndoable ? 'button' : 'p')?.focus();
  }, [takesFocus, said, isUndoable]);
  useEffect(() => {
    if (said === null || isHeld) return;
    const timer = setTimeout(onHide, undoMs);
    return () => clearTimeout(timer);
  }, [said, isUndoable, isHeld]);
  return (
    <section
      ref={place}
      className={className}
      aria-label={label}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <ProblemNotice problem={problem} tone="danger" />
      <div className={said === null ? '' : 'row wrap notice'}>
        <p role="status" data-testid={testId} tabIndex={-1}>
          {said ?? ''}
        </p>
        {undo !== null && <Button onClick={undo.act}>{undo.words}</Button>}
      </div>
    </section>
  );
}
