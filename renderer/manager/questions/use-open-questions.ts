import { useEffect, useMemo, useState } from 'react';
import type { Reply } from '../../../core/organisation/answer.ts';
import type { OpenQuestion } from '../../../ipc/manager-questions.ts';
import type { Query } from '../../parts/use-query.ts';
import type { ManagerClient } from '../frame/page-props.ts';
import { useListed } from '../frame/use-listed.ts';

type Listed = Extract<Awaited<ReturnType<ManagerClient['questions']>>, { ok: true }>['value'];

export interface OpenQuestions extends Query<Listed> {
  /** What was replied here since the list was asked for, by `questionKey`. */
  readonly replied: ReadonlyMap<string, Reply>;
  readonly reply: (question: OpenQuestion, reply: Reply) => void;
  /** How many still wait; null while that is not known. */
  readonly count: number | null;
}

/** One question of all that are listed: an id is its own device's alone. */
export function questionKey({ person, device, id }: Pick<OpenQuestion, 'person' | 'device' | 'id'>): string {
  return `${person} ${device} ${id}`;
}

export function useOpenQuestions(client: ManagerClient, people: number | null, isOpen: boolean): OpenQuestions {
  const [replied, setReplied] = useState<ReadonlyMap<string, Reply>>(new Map());
  const list = useListed('questions', () => client.questions({}), people, isOpen);
  const { at } = list;
  useEffect(() => {
    if (at > 0) setReplied(new Map());
  }, [at]);
  const count = useMemo(
    () => list.value?.questions.filter((each) => !replied.has(questionKey(each))).length ?? null,
    [list.value, replied],
  );
  const reply: OpenQuestions['reply'] = (question, made) =>
    setReplied((old) => new Map(old).set(questionKey(question), made));
  return { ...list, replied, count, reply };
}
