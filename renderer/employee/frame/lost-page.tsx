import type { ReactNode } from 'react';
import type { Problem } from '../../../core/problem.ts';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { tShell as t } from '../messages.ts';

interface Props {
  readonly problem: Problem;
  readonly onRetry: () => void;
}

/** The page has no host: why, what to do, and one button that tries again. It tries by itself meanwhile. */
export function LostPage({ problem, onRetry }: Props) {
  return (
    <main className="alone" data-recording="not-known">
      <h1>{t(titleOf(problem))}</h1>
      <ProblemNotice problem={problem} tone={isLost(problem) ? 'warning' : 'danger'} onRetry={onRetry} />
    </main>
  );
}

interface UnlessProps extends Omit<Props, 'problem'> {
  readonly problem: Problem | null;
  readonly children: ReactNode;
}

/** What was begun on `children` stays and is not shown: without its host a page asks nobody to enrol, and takes no passphrase. */
export function UnlessLost({ problem, onRetry, children }: UnlessProps) {
  const hasLost = problem !== null && isLost(problem);
  return (
    <>
      {hasLost && <LostPage problem={problem} onRetry={onRetry} />}
      <div hidden={hasLost}>{children}</div>
    </>
  );
}

function isLost(problem: Problem): boolean {
  return titleOf(problem) !== 'not-asked-title';
}

function titleOf({ code }: Problem) {
  if (code === 'refused-token') return 'renewed-title';
  return code === 'not-connected' ? 'gone-title' : 'not-asked-title';
}
