import { useState } from 'react';
import type { Problem } from '../../core/problem.ts';
import type { Result } from '../../core/result.ts';

/** One thing that a person asked for: whether it is under way, and what went wrong the last time. */
export interface Mutation {
  readonly isBusy: boolean;
  readonly problem: Problem | null;
  /** Answers whether it worked. */
  readonly run: (what: () => Promise<Result<unknown>>) => Promise<boolean>;
}

export function useMutation(): Mutation {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const run = async (what: () => Promise<Result<unknown>>) => {
    setBusy(true);
    setProblem(null);
    const result = await what();
    setBusy(false);
    if (!result.ok) setProblem(result.problem);
    return result.ok;
  };
  return { isBusy, problem, run };
}
