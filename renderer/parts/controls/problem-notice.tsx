import type { ReactNode } from 'react';
import type { Problem } from '../../../core/problem.ts';
import { problemText } from '../../../messages/problem-text.ts';
import { pageLanguage } from '../language.ts';
import { tParts as t } from '../messages.ts';
import { WarningMark } from '../timeline/marks.tsx';
import { Button } from './button.tsx';

interface Props {
  /** Null for none: nothing is then said. */
  readonly problem: Problem | null;
  readonly tone?: 'warning' | 'danger';
  readonly onRetry?: () => void;
  readonly children?: ReactNode;
}

/** A problem in its own words, its remedy, and the one thing to press. */
export function ProblemNotice({ problem, tone = 'warning', onRetry, children }: Props) {
  if (problem === null) return null;
  const said = problemText(pageLanguage(), problem);
  return (
    <div className={`notice ${tone}`} role="alert" data-problem={problem.code}>
      <WarningMark />
      <div className="words">
        <strong>{said.what}</strong> {said.remedy}
      </div>
      {onRetry !== undefined && <Button onClick={onRetry}>{t('try-again')}</Button>}
      {children}
    </div>
  );
}
