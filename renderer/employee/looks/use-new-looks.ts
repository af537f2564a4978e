import { useCallback, useEffect, useRef, useState } from 'react';
import {
  type AccessLogEntry,
  type AccessLogQuery,
  accessLogPageSize,
  type NewLooks,
} from '../../../ipc/employee-access-log.ts';
import type { EmployeeClient } from '../frame/page-props.ts';

/** While the window is in sight the bucket is asked this often who looked. */
const everyMs = 10 * 60_000;

export interface NewLooksState {
  /** How many looks the person was not shown yet; 0 while that is not known. */
  readonly count: number;
  /** The newest of them. */
  readonly looks: readonly AccessLogEntry[];
  /** The person was shown these. */
  readonly see: (looks: readonly AccessLogEntry[]) => void;
  /** Counts anew from what this computer knows. */
  readonly recount: () => void;
}

/** Asks who looked when the window opens and once in a while, for the number beside the page's name and for *Today*. */
export function useNewLooks(client: EmployeeClient): NewLooksState {
  const [known, setKnown] = useState<Pick<NewLooks, 'count' | 'looks'>>({ count: 0, looks: [] });
  const isLive = useRef(true);
  const askedAt = useRef(0);

  const ask = useCallback(
    async (how: AccessLogQuery['ask']) => {
      if (how === 'again') askedAt.current = Date.now();
      for (let next = how, isLeft = true; isLeft && isLive.current; next = 'on') {
        const answer = await client.newLooks({ ask: next });
        if (!answer.ok || !isLive.current) return;
        setKnown(answer.value);
        const { reading, problem } = answer.value;
        isLeft = how !== 'known' && problem === null && reading.read < reading.total;
      }
    },
    [client],
  );

  useEffect(() => {
    isLive.current = true;
    void ask('again');
    const due = () => {
      if (document.visibilityState === 'visible' && Date.now() - askedAt.current >= everyMs) void ask('again');
    };
    const timer = setInterval(due, everyMs);
    document.addEventListener('visibilitychange', due);
    return () => {
      isLive.current = false;
      clearInterval(timer);
      document.removeEventListener('visibilitychange', due);
    };
  }, [ask]);

  const recount = useCallback(() => void ask('known'), [ask]);
  const see = useCallback(
    (looks: readonly AccessLogEntry[]) => {
      const unseen = looks.filter(({ isSeen }) => !isSeen).map(({ id, by }) => ({ id, by }));
      const calls: Promise<unknown>[] = [];
      for (let from = 0; from < unseen.length; from += accessLogPageSize)
        calls.push(client.seeLooks({ looks: unseen.slice(from, from + accessLogPageSize) }));
      if (calls.length > 0) void Promise.all(calls).then(recount);
    },
    [client, recount],
  );
  return { ...known, see, recount };
}
