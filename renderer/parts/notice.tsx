import type { ReactNode } from 'react';
import type { Problem } from '../../core/problem.ts';
import { WarningMark } from './marks.tsx';

interface Props {
  readonly problem: Problem;
  readonly tone?: 'warning' | 'danger';
  readonly onRetry?: () => void;
  readonly children?: ReactNode;
}

/** A problem in its own words, its remedy, and the one thing to press. */
export function Notice({ problem, tone = 'warning', onRetry, children }: Props) {
  return (
    <div className={`notice ${tone}`} role="alert" data-problem={problem.code}>
      <WarningMark />
      <div className="words">
        <strong>{problem.what}</strong> {problem.remedy}
      </div>
      {onRetry !== undefined && (
        <button type="button" className="button" onClick={onRetry}>
          Try again
        </button>
      )}
      {children}
    </div>
  );
}
