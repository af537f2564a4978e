import type { ReactNode } from 'react';
import type { Problem } from '../../../core/problem.ts';
import { problemText } from '../../../messages/problem-text.ts';
import { pageLanguage } from '../language.ts';
import { tParts as t } from '../messages.ts';
import { WarningMark } from '../timeline/marks.tsx';

interface Props {
  readonly problem: Problem;
  readonly tone?: 'warning' | 'danger';
  readonly onRetry?: () => void;
  readonly children?: ReactNode;
}

/** A problem in its own words, its remedy, and the one thing to press. */
export function ProblemNotice({ problem, tone = 'warning', onRetry, children }: Props) {
  const said = problemText(pageLanguage(), problem);
  return (
    <div className={`notice ${tone}`} role="alert" data-problem={problem.code}>
      <WarningMark />
      <div className="words">
        <strong>{said.what}</strong> {said.remedy}
      </div>
      {onRetry !== undefined && (
        <button type="button" className="button" onClick={onRetry}>
          {t('try-again')}
        </button>
      )}
      {children}
    </div>
  );
}
