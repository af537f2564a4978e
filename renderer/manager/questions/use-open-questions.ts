import { useEffect, useMemo, useRef, useState } from 'react';
import type { RecordId } from '../../../core/ids.ts';
import type { Reply } from '../../../core/organisation/answer.ts';
import { type Query, useQuery } from '../../parts/use-query.ts';
import type { ManagerClient } from '../frame/page-props.ts';

type Listed = Extract<Awaited<ReturnType<ManagerClient['questions']>>, { ok: true }>['value'];

export interface OpenQuestions extends Query<Listed> {
  /** What was replied here since the list was asked for, by question. */
  readonly replied: ReadonlyMap<RecordId, Reply>;
  readonly reply: (reply: Reply) => void;
  /** How many still wait; null while that is not known. */
  readonly count: number | null;
}

/** A request a person: with more people than this it is asked for only when its page is opened. */
const mostUnasked = 100;

export function useOpenQuestions(client: ManagerClient, people: number | null, isOpen: boolean): OpenQuestions {
  const [isAsked, setAsked] = useState(false);
  const [replied, setReplied] = useState<ReadonlyMap<RecordId, Reply>>(new Map());
  const list = useQuery(isAsked ? 'questions' : null, () => client.questions({}), null);
  const wasOpened = useRef(false);
  const { again, at } = list;
  const areFew = people !== null && people > 0 && people <= mostUnasked;
  useEffect(() => {
    if (isOpen || areFew) setAsked(true);
  }, [isOpen, areFew]);
  useEffect(() => {
    // Whoever comes back to the page sees what waits now.
    if (isOpen && wasOpened.current) again();
    if (isOpen) wasOpened.current = true;
  }, [isOpen, again]);
  useEffect(() => {
    if (at > 0) setReplied(new Map());
  }, [at]);
  const count = useMemo(
    () => list.value?.questions.filter(({ id }) => !replied.has(id)).length ?? null,
    [list.value, replied],
  );
  return { ...list, replied, count, reply: (reply) => setReplied((old) => new Map(old).set(reply.request, reply)) };
}
