import type { Person, Presence } from '../../../ipc/manager.ts';
import { pageLanguage } from '../../parts/language.ts';

export const peopleOrders = ['team', 'name', 'upload'] as const;
export type PeopleOrder = (typeof peopleOrders)[number];

/** People under one heading. */
export interface PeopleGroup {
  readonly key: string;
  /** The team's name; null: in none, or no heading at all. */
  readonly team: string | null;
  readonly people: readonly Person[];
}

/**
 * By team and then by name, by name, or by the last upload, latest first; of whom none is known come last, by name. There is no other order:
 * nobody is ranked.
 */
export function peopleInOrder(
  people: readonly Person[],
  order: PeopleOrder,
  presenceOf: (person: Person) => Presence | undefined,
): Person[] {
  const collator = new Intl.Collator(pageLanguage(), { numeric: true });
  const byName = [...people].sort((a, b) => collator.compare(a.name, b.name));
  if (order === 'name') return byName;
  if (order === 'team') return byName.sort((a, b) => compareTeams(a.team, b.team, collator));
  const at = new Map(people.map((each) => [each.person, presenceOf(each)?.uploadedAt ?? Number.NEGATIVE_INFINITY]));
  const atOf = ({ person }: Person) => at.get(person) ?? Number.NEGATIVE_INFINITY;
  return byName.sort((a, b) => (atOf(a) === atOf(b) ? 0 : atOf(b) - atOf(a)));
}

/** People who were put in order, under a heading a team where that is the order and there is any team. */
export function peopleGroups(people: readonly Person[], order: PeopleOrder): PeopleGroup[] {
  if (people.length === 0) return [];
  if (order !== 'team' || people.every(({ team }) => team === null)) return [{ key: '', team: null, people }];
  const groups = new Map<string | null, Person[]>();
  for (const person of people) {
    const own = groups.get(person.team);
    if (own === undefined) groups.set(person.team, [person]);
    else own.push(person);
  }
  return [...groups].map(([team, own]) => ({ key: `team ${team ?? ''}`, team, people: own }));
}

/** Who is in no team comes last. */
export function compareTeams(a: string | null, b: string | null, collator: Intl.Collator): number {
  return a === null || b === null ? Number(a === null) - Number(b === null) : collator.compare(a, b);
}
