import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { Query } from '../../parts/use-query.ts';
import type { ManagerClient } from '../frame/page-props.ts';
import { useListed } from '../frame/use-listed.ts';
import { Decisions } from './decisions.ts';

type Waiting = Extract<Awaited<ReturnType<ManagerClient['waiting']>>, { ok: true }>['value'];

export interface PendingList extends Query<Waiting> {
  /** What was answered here since the list was asked for. */
  readonly decisions: Decisions;
  /** How many still wait; null while that is not known. */
  readonly count: number | null;
}

export function usePending(client: ManagerClient, people: number | null, isOpen: boolean): PendingList {
  const decisions = useMemo(
    () => new Decisions(({ person, request }, approved, note) => client.answer({ person, request, approved, note })),
    [client],
  );
  const version = useSyncExternalStore(decisions.subscribe, decisions.version);
  const list = useListed('waiting', () => client.waiting({}), people, isOpen);
  const { at } = list;
  useEffect(() => () => decisions.close(), [decisions]);
  useEffect(() => {
    if (at > 0) decisions.renew(list.value?.entries ?? [], new Set(list.value?.unread.map(({ person }) => person)));
  }, [at, decisions]);
  const count = useMemo(() => {
    const waits = list.value?.entries.filter((entry) => decisions.of(entry)?.step !== 'sent');
    return version >= 0 ? (waits?.length ?? null) : null;
  }, [list.value, decisions, version]);
  return { ...list, decisions, count };
}
