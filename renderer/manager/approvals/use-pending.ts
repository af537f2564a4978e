import { useEffect, useMemo, useRef, useState } from 'react';
import type { WaitingEntry } from '../../../ipc/manager-reports.ts';
import { type Query, useQuery } from '../../parts/use-query.ts';
import type { ManagerClient } from '../frame/page-props.ts';

type Waiting = Extract<Awaited<ReturnType<ManagerClient['waiting']>>, { ok: true }>['value'];

export interface PendingList extends Query<Waiting> {
  /** What was answered here since the list was asked for: whether it was approved, by `entryKey`. */
  readonly answered: ReadonlyMap<string, boolean>;
  readonly answer: (entry: WaitingEntry, approved: boolean) => void;
  /** How many still wait; null while that is not known. */
  readonly count: number | null;
}

/** A request a person: with more people than this it is asked for only when its page is opened. */
const mostUnasked = 100;

export function usePending(client: ManagerClient, people: number | null, isOpen: boolean): PendingList {
  const [isAsked, setAsked] = useState(false);
  const [answered, setAnswered] = useState<ReadonlyMap<string, boolean>>(new Map());
  const list = useQuery(isAsked ? 'waiting' : null, () => client.waiting({}), null);
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
    if (at > 0) setAnswered(new Map());
  }, [at]);
  const count = useMemo(
    () => list.value?.entries.filter((entry) => !answered.has(entryKey(entry))).length ?? null,
    [list.value, answered],
  );
  const answer = (entry: WaitingEntry, approved: boolean) =>
    setAnswered((before) => new Map(before).set(entryKey(entry), approved));
  return { ...list, answered, answer, count };
}

export function entryKey({ person, request }: Pick<WaitingEntry, 'person' | 'request'>): string {
  return `${person} ${request}`;
}
