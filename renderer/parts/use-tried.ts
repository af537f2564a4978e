import { useEffect, useRef, useState } from 'react';
import type { Problem } from '../../core/problem.ts';
import type { Result } from '../../core/result.ts';

const restMs = 400;

/**
 * What comes of `question` while it is being written: asked at once the first time, then when it has
 * not changed for a moment. An answer that comes after a later question is not shown. Null asks
 * nothing; the last answer stays.
 */
export function useTried<Question, T>(
  question: Question | null,
  ask: (question: Question) => Promise<Result<T>>,
): { readonly value: T | null; readonly problem: Problem | null } {
  const [value, setValue] = useState<T | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const isFirst = useRef(true);
  const latest = useRef(ask);
  latest.current = ask;
  const asked = question === null ? null : JSON.stringify(question);
  useEffect(() => {
    if (asked === null) return;
    let isLive = true;
    const run = async () => {
      const result = await latest.current(JSON.parse(asked));
      if (!isLive) return;
      setProblem(result.ok ? null : result.problem);
      if (result.ok) setValue(result.value);
    };
    const timer = setTimeout(() => void run(), isFirst.current ? 0 : restMs);
    isFirst.current = false;
    return () => {
      isLive = false;
      clearTimeout(timer);
    };
  }, [asked]);
  return { value, problem };
}
