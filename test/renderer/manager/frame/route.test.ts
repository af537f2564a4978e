import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { daySchema, personIdSchema } from '../../../../core/ids.ts';
import { hrefOf, type ManagerRoute, mainPageOf, routeOf, teamKey } from '../../../../renderer/manager/frame/route.ts';
import { scales } from '../../../../renderer/parts/period/period-span.ts';
import { idOf } from '../../fixtures/random.ts';

const person = personIdSchema.parse(idOf(7));
const day = daySchema.parse('2026-11-17');

const people = fc.integer({ min: 1, max: 1000 }).map((number) => personIdSchema.parse(idOf(number)));
const days = fc
  .integer({ min: 0, max: 40_000 })
  .map((count) => daySchema.parse(new Date(count * 86_400_000).toISOString().slice(0, 10)));
const spans = fc
  .record({ start: fc.nat(4e9), ms: fc.integer({ min: 1, max: 86_400_000 }) })
  .map(({ start, ms }) => ({ start, end: start + ms }));
const routes: fc.Arbitrary<ManagerRoute> = fc.oneof(
  fc.record({ page: fc.constantFrom('people', 'waiting', 'questions', 'search', 'teams') }),
  fc.record({
    page: fc.constant('person' as const),
    person: people,
    scale: fc.constantFrom(...scales),
    day: fc.option(days),
  }),
  fc.record({ page: fc.constant('day' as const), person: people, day: days, span: fc.option(spans) }),
  fc.record({ page: fc.constant('team' as const), team: fc.string({ minLength: 1 }).map(teamKey) }),
);

describe('an address', () => {
  it('leads back to the place that it was made of', () => {
    fc.assert(
      fc.property(routes, (route) => {
        expect(routeOf(hrefOf(route))).toEqual(route);
      }),
    );
  });

  it.each([
    ['nothing', ''],
    ['an unknown page', '#secrets'],
    ['a person who is no id', '#person/someone/week/2026-11-17'],
    ['a day without a person', '#day//2026-11-17'],
    ['a team by its name', '#team/Support'],
    ['a page of every object', '#constructor'],
  ])('of %s leads to the people', (_, hash) => {
    expect(routeOf(hash)).toEqual({ page: 'people' });
  });

  it.each([
    ['a day that does not exist', `#day/${person}/2026-02-30`, { page: 'person', person, scale: 'week', day: null }],
    ['an unknown scale', `#person/${person}/decade/${day}`, { page: 'person', person, scale: 'week', day }],
    ['more than there is', `#day/${person}/${day}/more/and/more`, { page: 'day', person, day, span: null }],
    ['a span that ends before it starts', `#day/${person}/${day}/9-5`, { page: 'day', person, day, span: null }],
  ])('with %s leads as far as it makes sense', (_, hash, route) => {
    expect(routeOf(hash)).toEqual(route);
  });
});

test('an address names no team: what stands for it says nothing and is the same each time', () => {
  expect(teamKey('Support')).toMatch(/^[0-9a-f]{8}$/);
  expect(teamKey('Support')).toBe(teamKey('Support'));
  expect(teamKey('Support')).not.toBe(teamKey('Sales'));
});

test.each([
  ['person', 'people'],
  ['day', 'people'],
  ['team', 'teams'],
  ['search', 'search'],
] as const)('%s belongs to %s', (page, main) => {
  expect(mainPageOf({ page, person, day, scale: 'week', team: '' } as ManagerRoute)).toBe(main);
});
