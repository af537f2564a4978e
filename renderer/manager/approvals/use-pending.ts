import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { type Query, useQuery } from '../../parts/use-query.ts';
import type { ManagerClient } from '../frame/page-props.ts';
import { Decisions } from './decisions.ts';

type Waiting = Extract<Awaited<ReturnType<ManagerClient['waiting']>>, { ok: true }>['value'];

export interface PendingList extends Query<Waiting> {
  /** What was answered here since the list was asked for. */
  readonly decisions: Decisions;
  /** How many still wait; null while that is not known. */
  readonly count: number | null;
}

/** A request a person: with more people than this it is asked for only when its page is opened. */
const mostUnasked = 100;

export function usePending(client: ManagerClient, people: number | null, isOpen: boolean): PendingList {
  const [isAsked, setAsked] = useState(false);
  const decisions = useMemo(
    () => new Decisions(({ person, request }, approved, note) => client.answer({ person, request, approved, note })),
    [client],
  );
  const version = useSyncExternalStore(decisions.subscribe, decisions.version);
  const list = useQuery(isAsked ? 'waiting' : null, () => client.waiting({}), null);
  const wasOpened = useRef(false);
  const { again, at } = list;
  const areFew = people !== null && people > 0 && people <= mostUnasked;
  useEffect(() => () => decisions.close(), [decisions]);
  useEffect(() => {
    if (isOpen || areFew) setAsked(true);
  }, [isOpen, areFew]);
  useEffect(() => {
    // Whoever comes back to the page sees what waits now.
    if (isOpen && wasOpened.current) again();
    if (isOpen) wasOpened.current = true;
  }, [isOpen, again]);
  useEffect(() => {
    if (at > 0) decisions.renew(list.value?.entries ?? []);
  }, [at, decisions]);
  const count = useMemo(() => {
    const waits = list.value?.entries.filter((entry) => decisions.of(entry)?.step !== 'sent');
    return version >= 0 ? (waits?.length ?? null) : null;
  }, [list.value, decisions, version]);
  return { ...list, decisions, count };
}
