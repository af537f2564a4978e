import { useCallback, useEffect, useRef, useState } from 'react';
import type { Problem } from '../../../core/problem.ts';
import type { AccessLogAnswer, AccessLogFilter, AccessLogQuery } from '../../../ipc/employee-access-log.ts';
import type { EmployeeClient } from '../frame/page-props.ts';

/** Everything but the list of people: that one leaves a receipt a day and would fill the page. */
export const firstFilter: AccessLogFilter = { look: 'looks', viewer: null, day: null };

export interface AccessLog {
  /** What is known, with every page that was asked for. Null before the first answer. */
  readonly value: AccessLogAnswer | null;
  readonly problem: Problem | null;
  readonly isSlow: boolean;
  /** Receipts are still being read. */
  readonly isReading: boolean;
  /** When the bucket was asked last (UTC ms). */
  readonly at: number;
  /** When the latest look of all but the list came; null while there is none. */
  readonly newest: number | null;
  readonly filter: AccessLogFilter;
  readonly setFilter: (filter: AccessLogFilter) => void;
  readonly again: () => void;
  readonly more: () => void;
}

const nothing = { value: null, problem: null, isSlow: false, isReading: true, at: 0, newest: null };
const slowAfterMs = 1500;

/** Asks the bucket when the page opens and when asked to, and goes on until every receipt was read. Filters and pages ask what is known. */
export function useAccessLog(client: EmployeeClient): AccessLog {
  const [state, setState] = useState<Omit<AccessLog, 'filter' | 'setFilter' | 'again' | 'more'>>(nothing);
  const [filter, setFilter] = useState(firstFilter);
  const wanted = useRef(filter);
  wanted.current = filter;
  const run = useRef(0);
  const isPaged = useRef(false);

  const take = useCallback((asked: AccessLogFilter, found: AccessLogAnswer, isNextPage: boolean) => {
    if (asked !== wanted.current) return;
    setState((old) => {
      const isKept = old.value !== null && isPaged.current && !isNextPage;
      const entries = isNextPage ? [...(old.value?.entries ?? []), ...found.entries] : found.entries;
      const shown = isKept && old.value !== null ? { entries: old.value.entries, next: old.value.next } : { entries };
      const [first] = found.entries;
      // By the bucket's clock where it tells one: the viewer's own may say anything.
      const newest = asked === firstFilter && !isNextPage ? (first?.arrivedAt ?? first?.at ?? null) : old.newest;
      return { ...old, value: { ...found, ...shown }, problem: found.problem, isSlow: false, newest };
    });
  }, []);

  const readAll = useCallback(async () => {
    const own = ++run.current;
    setState((old) => ({ ...old, isReading: true }));
    let ask: AccessLogQuery['ask'] = 'again';
    const slow = setTimeout(() => setState((old) => ({ ...old, isSlow: old.value === null })), slowAfterMs);
    for (let isLeft = true; isLeft && own === run.current; ask = 'on') {
      const asked = wanted.current;
      const result = await client.accessLog({ ask, filter: asked, after: null });
      clearTimeout(slow);
      if (own !== run.current) return;
      if (!result.ok) {
        setState((old) => ({ ...old, problem: result.problem, isSlow: false }));
        break;
      }
      take(asked, result.value, false);
      setState((old) => ({ ...old, at: Date.now() }));
      const { reading, problem } = result.value;
      isLeft = reading.read < reading.total && problem === null;
    }
    if (own === run.current) setState((old) => ({ ...old, isReading: false }));
  }, [client, take]);

  const ask = useCallback(
    async (asked: AccessLogFilter, after: AccessLogQuery['after']) => {
      const result = await client.accessLog({ ask: 'known', filter: asked, after });
      if (result.ok) take(asked, result.value, after !== null);
      else setState((old) => ({ ...old, problem: result.problem }));
    },
    [client, take],
  );

  useEffect(() => {
    void readAll();
    return () => {
      run.current += 1;
    };
  }, [readAll]);

  return {
    ...state,
    filter,
    setFilter: (next) => {
      isPaged.current = false;
      wanted.current = next;
      setFilter(next);
      void ask(next, null);
    },
    again: () => {
      isPaged.current = false;
      void readAll();
    },
    more: () => {
      isPaged.current = true;
      void ask(wanted.current, state.value?.next ?? null);
    },
  };
}
