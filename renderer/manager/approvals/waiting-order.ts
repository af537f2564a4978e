import type { PersonId } from '../../../core/ids.ts';
import type { WaitingEntry } from '../../../ipc/manager-reports.ts';
import { pageLanguage } from '../../parts/language.ts';

export const waitingOrders = ['age', 'person', 'team'] as const;
export type WaitingOrder = (typeof waitingOrders)[number];

/** Entries that stand together under one heading. */
export interface WaitingGroup {
  readonly key: string;
  /** The person's or the team's name; null: no team, or no heading at all. */
  readonly name: string | null;
  readonly entries: readonly WaitingEntry[];
}

/** `entries` as they were listed, oldest first: in one group by age, else in one a person or team, by name. */
export function waitingGroups(
  entries: readonly WaitingEntry[],
  order: WaitingOrder,
  teamOf: (person: PersonId) => string | null,
): WaitingGroup[] {
  if (order === 'age') return entries.length === 0 ? [] : [{ key: '', name: null, entries }];
  const groups = new Map<string, WaitingGroup>();
  for (const entry of entries) {
    const name = order === 'person' ? entry.name : teamOf(entry.person);
    // Two people can have one name.
    const key = order === 'person' ? entry.person : `team ${name ?? ''}`;
    groups.set(key, { key, name, entries: [...(groups.get(key)?.entries ?? []), entry] });
  }
  const collator = new Intl.Collator(pageLanguage(), { numeric: true });
  // Who is in no team comes last.
  return [...groups.values()].sort((a, b) =>
    a.name === null || b.name === null
      ? Number(a.name === null) - Number(b.name === null)
      : collator.compare(a.name, b.name),
  );
}
