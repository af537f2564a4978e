import { expect, it } from 'vitest';
import type { PersonId } from '../../../../core/ids.ts';
import { waitingGroups, waitingOrders } from '../../../../renderer/manager/approvals/waiting-order.ts';
import { personId, waitingOf } from '../../fixtures/manager/people-scenes.ts';

const entries = waitingOf(7);
const teamOf = (person: PersonId) => (person === personId(1) ? 'Two' : person === personId(2) ? 'Sales' : null);
const shape = (order: (typeof waitingOrders)[number]) =>
  waitingGroups(entries, order, teamOf).map(({ name, entries: own }) => [name, own.length]);

it('is one list by age, as it was asked for', () => {
  expect(waitingGroups(entries, 'age', teamOf)).toEqual([{ key: '', name: null, entries }]);
});

it('is a group a person, by name', () => {
  expect(shape('person')).toEqual([
    ['Person One', 3],
    ['Person Three', 2],
    ['Person Two', 2],
  ]);
});

it('is a group a team, by name, and at the end those in none', () => {
  expect(shape('team')).toEqual([
    ['Sales', 2],
    ['Two', 3],
    [null, 2],
  ]);
});

it('keeps two people of one name apart', () => {
  const sameName = entries.slice(0, 2).map((entry) => ({ ...entry, name: 'Person' }));
  expect(waitingGroups(sameName, 'person', teamOf)).toHaveLength(2);
});

it.each(waitingOrders)('loses and doubles nothing, oldest first in each group: %s', (order) => {
  const groups = waitingGroups(entries, order, teamOf);
  const all = groups.flatMap((group) => group.entries);
  expect(new Set(all)).toEqual(new Set(entries));
  expect(all).toHaveLength(entries.length);
  for (const { entries: own } of groups) expect(own.toSorted((a, b) => a.at - b.at)).toEqual(own);
  expect(waitingGroups([], order, teamOf)).toEqual([]);
});
