import { useCallback, useEffect, useRef, useState } from 'react';
import type { Problem } from '../../../core/problem.ts';
import type { AccessLogEntry } from '../../../ipc/employee-access-log.ts';
import type { AskedQuestion } from '../../../ipc/employee-questions.ts';
import { useQuery } from '../../parts/use-query.ts';
import type { EmployeeClient } from '../frame/page-props.ts';

const undoMs = 10_000;
/** How often is asked how far a question has come that is on its way; the bucket is asked with it. */
const onItsWayMs = 30_000;
/** The longest that one timer can wait. */
const longestTimerMs = 2_147_483_647;

/** A question that is on its way: it leaves when its time to undo is over, and is `gone` from then on. */
interface Leaving {
  readonly isGone: boolean;
  readonly problem: Problem | null;
}

/** Which look: two viewers may have given their receipts the same id. */
type LookKey = string;

export interface Questions {
  readonly asked: readonly AskedQuestion[];
  /** Whether these are all. */
  readonly isWhole: boolean;
  /** Whether what was replied could be read. */
  readonly areRepliesKnown: boolean;
  /** By `lookKey` of the look that is asked about. */
  readonly leaving: ReadonlyMap<LookKey, Leaving>;
  readonly ask: (look: AccessLogEntry, text: string) => void;
  /** Takes the question back while it can be, or puts what went wrong aside. */
  readonly undo: (look: AccessLogEntry) => void;
  readonly seeReplies: (question: AskedQuestion) => void;
  readonly again: () => void;
}

/** The person's questions about looks, for every page: one that is on its way goes on when the page is left. */
export function useQuestions(client: EmployeeClient): Questions {
  const list = useQuery('questions', () => client.questions({}), null);
  const [leaving, setLeaving] = useState<ReadonlyMap<LookKey, Leaving>>(new Map());
  const sends = useRef(
    new Map<LookKey, { readonly timer: ReturnType<typeof setTimeout>; readonly send: () => void }>(),
  );
  const { again } = list;

  const put = useCallback((key: LookKey, what: Leaving | null) => {
    setLeaving((before) => {
      const next = new Map(before);
      if (what === null) next.delete(key);
      else next.set(key, what);
      return next;
    });
  }, []);

  const ask = (look: AccessLogEntry, text: string) => {
    const key = lookKey(look);
    const send = () => {
      sends.current.delete(key);
      put(key, { isGone: true, problem: null });
      void client.askAboutLook({ look: { id: look.id, by: look.by }, text }).then((result) => {
        if (!result.ok) put(key, { isGone: false, problem: result.problem });
        else again();
      });
    };
    put(key, { isGone: false, problem: null });
    sends.current.set(key, { timer: setTimeout(send, undoMs), send });
  };

  // A question that left is shown as asked, once the list has it.
  useEffect(() => {
    for (const question of list.value?.questions ?? []) put(askedKey(question), null);
  }, [list.value, put]);

  // While one is on its way, what is said of it goes out of date.
  useEffect(() => {
    const inMs = nextAskMs(list.value?.questions ?? [], Date.now());
    if (inMs === null) return;
    const timer = setTimeout(again, inMs);
    return () => clearTimeout(timer);
  }, [list.value, again]);

  useEffect(() => {
    const known = sends.current;
    return () => {
      for (const { timer, send } of known.values()) {
        clearTimeout(timer);
        send();
      }
    };
  }, []);

  return {
    asked: list.value?.questions ?? [],
    isWhole: list.value?.isWhole ?? true,
    areRepliesKnown: list.value !== null && list.value.problem === null && list.problem === null,
    leaving,
    ask,
    undo: (look) => {
      const key = lookKey(look);
      // What has left is not taken back.
      if (leaving.get(key)?.isGone === true) return;
      clearTimeout(sends.current.get(key)?.timer);
      sends.current.delete(key);
      put(key, null);
    },
    seeReplies: ({ id, replies }) => void client.seeReplies({ question: id, seen: replies.length }).then(again),
    again,
  };
}

/** When to ask again; null: nothing is on its way. */
function nextAskMs(asked: readonly AskedQuestion[], now: number): number | null {
  const times = asked.flatMap(({ delivery }) => {
    if (delivery.at === 'leaving') return onItsWayMs;
    if (delivery.at !== 'here') return [];
    return delivery.leavesAt === null ? onItsWayMs : Math.max(onItsWayMs, delivery.leavesAt - now);
  });
  return times.length === 0 ? null : Math.min(longestTimerMs, ...times);
}

export function lookKey({ id, by }: Pick<AccessLogEntry, 'id' | 'by'>): LookKey {
  return `${by} ${id}`;
}

/** The key of the look that a question is about. */
export function askedKey({ receipt, viewer }: Pick<AskedQuestion, 'receipt' | 'viewer'>): LookKey {
  return lookKey({ id: receipt, by: viewer });
}

/** Those with replies that the person was not shown. */
export function withNewReplies(asked: readonly AskedQuestion[]): AskedQuestion[] {
  return asked.filter(({ replies, seen }) => replies.length > seen);
}
