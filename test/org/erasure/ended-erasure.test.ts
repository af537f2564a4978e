import { expect, it } from 'vitest';
import { daySchema, recordIdSchema } from '../../../core/ids.ts';
import type { Erasure } from '../../../core/organisation/erasure.ts';
import { unwrap } from '../../../core/result.ts';
import { accessOf, directoryOf } from '../../../org/administration.ts';
import { endedErasure } from '../../../org/erasure/erasure-order.ts';
import { MemoryStore } from '../../fixtures/memory-store.ts';
import { openOffice } from '../../fixtures/organisation/offices.ts';

const at = Date.parse('2026-06-10T08:00:00Z');
const day = (text: string) => daySchema.parse(text);
const orderOf = (letter: string, from: string | null, to: string): Erasure => ({
  ...{ id: recordIdSchema.parse(letter.repeat(26)), at: 1, classes: ['shots'] },
  ...{ from: from === null ? null : day(from), to: day(to) },
});
const ahead = orderOf('1', null, '2027-04-01');
const later = orderOf('2', '2026-07-01', '2027-04-01');
const over = orderOf('3', '2026-01-01', '2026-06-08');

async function ordered() {
  const office = await openOffice(new MemoryStore());
  const { person } = office.card;
  const access = { ...accessOf(office.administration, person), erasures: [ahead, later, over] };
  return { person, administration: { ...office.administration, access: [access] } };
}

it('leaves an order the days that are over, and the other orders as they are', async () => {
  const { person, administration } = await ordered();
  const ended = unwrap(endedErasure(administration, { person, id: ahead.id, at }));
  expect(ended.to).toBe('2026-06-08');
  const access = accessOf(ended.administration, person);
  expect(access.erasures).toEqual([{ ...ahead, to: '2026-06-08' }, later, over]);
  expect(access.version).toBe(accessOf(administration, person).version + 1);
  expect(ended.viewers.length).toBeGreaterThan(0);
  for (const viewer of ended.administration.viewers)
    expect(directoryOf(ended.administration, viewer, at).people[0]?.erasures).toEqual(access.erasures);
});

it('takes an order back that is for days to come alone', async () => {
  const { person, administration } = await ordered();
  const ended = unwrap(endedErasure(administration, { person, id: later.id, at }));
  expect(ended.to).toBeNull();
  expect(accessOf(ended.administration, person).erasures).toEqual([ahead, over]);
});

it('never takes back a day that is over', async () => {
  const { person, administration } = await ordered();
  const refused = [over.id, recordIdSchema.parse('9'.repeat(26))].map((id) =>
    endedErasure(administration, { person, id, at }),
  );
  expect(refused.map((each) => (each.ok ? null : each.problem.code))).toEqual([
    'erasure-not-ahead',
    'erasure-order-unknown',
  ]);
});
