import { useCallback, useEffect, useRef, useState } from 'react';
import type { Problem } from '../../core/problem.ts';
import type { Result } from '../../core/result.ts';
import type { OnChange } from '../../ipc/contract.ts';

/** An answer as a page holds it: the last value stays while it is asked again, and beside the problem if that fails. */
export interface Query<T> {
  readonly value: T | null;
  readonly problem: Problem | null;
  /** The first answer has taken longer than a moment. */
  readonly isSlow: boolean;
  /** When `value` arrived, by this page's clock (UTC ms). */
  readonly at: number;
  readonly again: () => void;
}

const slowAfterMs = 1500;
const retryAfterMs = 5000;

/**
 * Asks at once, again after every change (at most once in `paceMs`), and every five seconds while it fails. A new `key` starts over;
 * a null `key` asks nothing. A null `onChange` leaves every further asking, also after a failure, to `again`.
 */
export function useQuery<T>(
  key: string | null,
  ask: () => Promise<Result<T>>,
  onChange: OnChange | null,
  paceMs = 1000,
): Query<T> {
  const [state, setState] = useState<Omit<Query<T>, 'again'>>(nothing);
  const latest = useRef(ask);
  latest.current = ask;
  const askNow = useRef(() => {});

  useEffect(() => {
    setState(nothing);
    if (key === null) return;
    let isLive = true;
    let isAsking = false;
    let isDue = false;
    let rest: ReturnType<typeof setTimeout> | undefined;
    const run = async () => {
      clearTimeout(rest);
      rest = undefined;
      isAsking = true;
      isDue = false;
      const slow = setTimeout(() => isLive && setState((old) => ({ ...old, isSlow: true })), slowAfterMs);
      const result = await latest.current();
      clearTimeout(slow);
      if (!isLive) return;
      isAsking = false;
      setState((old) =>
        result.ok
          ? { value: result.value, problem: null, isSlow: false, at: Date.now() }
          : { ...old, problem: result.problem, isSlow: false },
      );
      rest = setTimeout(
        () => {
          rest = undefined;
          if (isDue || (!result.ok && onChange !== null)) void run();
        },
        result.ok ? paceMs : retryAfterMs,
      );
    };
    const due = () => {
      isDue = true;
      if (!isAsking && rest === undefined) void run();
    };
    askNow.current = () => {
      if (isAsking) isDue = true;
      else void run();
    };
    void run();
    const stop = onChange?.(due);
    return () => {
      isLive = false;
      clearTimeout(rest);
      askNow.current = () => {};
      stop?.();
    };
  }, [key, onChange, paceMs]);

  const again = useCallback(() => askNow.current(), []);
  return { ...state, again };
}

const nothing = { value: null, problem: null, isSlow: false, at: 0 };
