import type { Person, Presence } from '../../../ipc/manager.ts';
import { pageLanguage } from '../../parts/language.ts';

export const peopleOrders = ['name', 'upload'] as const;
export type PeopleOrder = (typeof peopleOrders)[number];

/** Those whose name or team holds `text`, whatever its case or accents. */
export function peopleWith(people: readonly Person[], text: string): Person[] {
  const wanted = plain(text.trim());
  return people.filter(({ name, team }) => plain(name).includes(wanted) || plain(team ?? '').includes(wanted));
}

/** By name, or by the last upload, latest first; of whom none is known come last, by name. There is no other order: nobody is ranked. */
export function peopleInOrder(
  people: readonly Person[],
  order: PeopleOrder,
  presenceOf: (person: Person) => Presence | undefined,
): Person[] {
  const collator = new Intl.Collator(pageLanguage(), { numeric: true });
  const byName = [...people].sort((a, b) => collator.compare(a.name, b.name));
  if (order === 'name') return byName;
  const at = new Map(people.map((each) => [each.person, presenceOf(each)?.uploadedAt ?? Number.NEGATIVE_INFINITY]));
  const atOf = ({ person }: Person) => at.get(person) ?? Number.NEGATIVE_INFINITY;
  return byName.sort((a, b) => (atOf(a) === atOf(b) ? 0 : atOf(b) - atOf(a)));
}

function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
