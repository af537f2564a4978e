import { expect, it } from 'vitest';
import { type Day, daySchema, recordIdSchema } from '../../../core/ids.ts';
import { type Erasure, mostErasures } from '../../../core/organisation/erasure.ts';
import { unwrap } from '../../../core/result.ts';
import { daysAfter } from '../../../core/time/calendar.ts';
import { type Administration, accessOf, administrationSchema } from '../../../org/administration.ts';
import { orderErasure } from '../../../org/erasure/erasure-order.ts';
import { codeOf } from '../../bucket/contract.ts';
import { MemoryStore } from '../../fixtures/memory-store.ts';
import { openOffice } from '../../fixtures/organisation/offices.ts';

const office = await openOffice(new MemoryStore());
const { person } = office.card;
const at = Date.parse('2026-06-01T08:00:00Z');
const first = daySchema.parse('2020-01-01');

const ofDay = (day: Day, number: number): Erasure => ({
  ...{
    id: recordIdSchema.parse(
      String(number)
        .padStart(26, '2')
        .replaceAll(/[01890]/g, 'a'),
    ),
    at: 1,
  },
  ...{ from: day, to: day, classes: ['shots'] },
});

/** As many orders of one day each as there can be. */
function full(): Administration {
  const before = accessOf(office.administration, person);
  const erasures = Array.from({ length: mostErasures }, (_, number) => ofDay(daysAfter(first, number), number));
  const others = office.administration.access.filter((each) => each.person !== person);
  return administrationSchema.parse({
    ...office.administration,
    access: [...others, { ...before, erasures }],
  });
}

it('the order after the last that can be published takes the place of those whose days it has', () => {
  const to = daysAfter(first, 99);
  const { administration, order } = unwrap(orderErasure(full(), { person, from: null, to, classes: ['shots'], at }));
  // Written and read again, as the next command does.
  const { erasures = [] } = accessOf(administrationSchema.parse(administration), person);
  expect(erasures).toHaveLength(mostErasures - 100 + 1);
  expect(erasures.at(-1)).toEqual(order);
  expect(erasures[0]?.from).toBe(daysAfter(first, 100));
});

it('one that has no other is refused by name, and changes nothing', () => {
  const to = daysAfter(first, mostErasures);
  const refused = orderErasure(full(), { person, from: to, to, classes: ['shots'], at });
  expect(codeOf(refused)).toBe('erasure-orders-full');
});
