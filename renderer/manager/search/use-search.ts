import { useEffect, useRef, useState } from 'react';
import type { Problem } from '../../../core/problem.ts';
import type { ManagerClient } from '../frame/page-props.ts';
import { runSearch, type SearchProgress, type SearchQuery } from './search-run.ts';

export interface SearchState {
  readonly query: SearchQuery | null;
  readonly progress: SearchProgress | null;
  readonly isRunning: boolean;
  readonly isStopped: boolean;
  readonly problem: Problem | null;
  readonly start: (query: SearchQuery) => void;
  readonly stop: () => void;
}

type State = Omit<SearchState, 'start' | 'stop'>;

/** The search that was last begun. It outlives its page, so that the way back from a day leads to what was found. */
export function useSearch(client: ManagerClient): SearchState {
  const [state, setState] = useState<State>(none);
  const abort = useRef<AbortController>(null);
  useEffect(() => () => abort.current?.abort(), []);
  const start = (query: SearchQuery) => {
    abort.current?.abort();
    const mine = new AbortController();
    abort.current = mine;
    const change = (what: Partial<State>) => !mine.signal.aborted && setState((old) => ({ ...old, ...what }));
    setState({ ...none, query, isRunning: true });
    void runSearch(client, query, mine.signal, (progress) => change({ progress })).then((problem) =>
      change({ isRunning: false, problem }),
    );
  };
  const stop = () => {
    abort.current?.abort();
    setState((old) => ({ ...old, isRunning: false, isStopped: true }));
  };
  return { ...state, start, stop };
}

const none: State = { query: null, progress: null, isRunning: false, isStopped: false, problem: null };
