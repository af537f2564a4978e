import { useCallback, useEffect, useRef, useState } from 'react';
import type { RecordId } from '../../../core/ids.ts';
import type { Problem } from '../../../core/problem.ts';
import type { AccessLogEntry } from '../../../ipc/employee-access-log.ts';
import type { AskedQuestion } from '../../../ipc/employee-questions.ts';
import { useQuery } from '../../parts/use-query.ts';
import type { EmployeeClient } from '../frame/page-props.ts';

const undoMs = 10_000;

/** A question that is on its way: it leaves when its time to undo is over. */
interface Leaving {
  readonly text: string;
  readonly problem: Problem | null;
}

export interface Questions {
  readonly asked: readonly AskedQuestion[];
  /** Whether what was replied could be read. */
  readonly areRepliesKnown: boolean;
  /** By the receipt that is asked about. */
  readonly leaving: ReadonlyMap<RecordId, Leaving>;
  readonly ask: (look: AccessLogEntry, text: string) => void;
  /** Takes the question back, or puts what went wrong aside. */
  readonly undo: (receipt: RecordId) => void;
  readonly seeReplies: (question: AskedQuestion) => void;
  readonly again: () => void;
}

/** The person's questions about looks, for every page: one that is on its way goes on when the page is left. */
export function useQuestions(client: EmployeeClient): Questions {
  const list = useQuery('questions', () => client.questions({}), null);
  const [leaving, setLeaving] = useState<ReadonlyMap<RecordId, Leaving>>(new Map());
  const sends = useRef(
    new Map<RecordId, { readonly timer: ReturnType<typeof setTimeout>; readonly send: () => void }>(),
  );
  const { again } = list;

  const put = useCallback((receipt: RecordId, what: Leaving | null) => {
    setLeaving((before) => {
      const next = new Map(before);
      if (what === null) next.delete(receipt);
      else next.set(receipt, what);
      return next;
    });
  }, []);

  const ask = (look: AccessLogEntry, text: string) => {
    const send = () => {
      sends.current.delete(look.id);
      void client.askAboutLook({ look: { id: look.id, by: look.by }, text }).then((result) => {
        if (!result.ok) put(look.id, { text, problem: result.problem });
        else again();
      });
    };
    put(look.id, { text, problem: null });
    sends.current.set(look.id, { timer: setTimeout(send, undoMs), send });
  };

  // A question that left is shown as asked, once the list has it.
  useEffect(() => {
    for (const { receipt } of list.value?.questions ?? []) put(receipt, null);
  }, [list.value, put]);

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
    areRepliesKnown: list.value !== null && list.value.problem === null && list.problem === null,
    leaving,
    ask,
    undo: (receipt) => {
      clearTimeout(sends.current.get(receipt)?.timer);
      sends.current.delete(receipt);
      put(receipt, null);
    },
    seeReplies: ({ id, replies }) => void client.seeReplies({ question: id, seen: replies.length }).then(again),
    again,
  };
}

/** Those with replies that the person was not shown. */
export function withNewReplies(asked: readonly AskedQuestion[]): AskedQuestion[] {
  return asked.filter(({ replies, seen }) => replies.length > seen);
}
