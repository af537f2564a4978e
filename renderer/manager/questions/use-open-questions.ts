import { useEffect, useMemo, useState } from 'react';
import type { RecordId } from '../../../core/ids.ts';
import type { Reply } from '../../../core/organisation/answer.ts';
import type { Query } from '../../parts/use-query.ts';
import type { ManagerClient } from '../frame/page-props.ts';
import { useListed } from '../frame/use-listed.ts';

type Listed = Extract<Awaited<ReturnType<ManagerClient['questions']>>, { ok: true }>['value'];

export interface OpenQuestions extends Query<Listed> {
  /** What was replied here since the list was asked for, by question. */
  readonly replied: ReadonlyMap<RecordId, Reply>;
  readonly reply: (reply: Reply) => void;
  /** How many still wait; null while that is not known. */
  readonly count: number | null;
}

export function useOpenQuestions(client: ManagerClient, people: number | null, isOpen: boolean): OpenQuestions {
  const [replied, setReplied] = useState<ReadonlyMap<RecordId, Reply>>(new Map());
  const list = useListed('questions', () => client.questions({}), people, isOpen);
  const { at } = list;
  useEffect(() => {
    if (at > 0) setReplied(new Map());
  }, [at]);
  const count = useMemo(
    () => list.value?.questions.filter(({ id }) => !replied.has(id)).length ?? null,
    [list.value, replied],
  );
  return { ...list, replied, count, reply: (reply) => setReplied((old) => new Map(old).set(reply.request, reply)) };
}
