import { beforeEach, expect, it } from 'vitest';
import { daySchema, personIdSchema } from '../../../core/ids.ts';
import { checkedDay } from '../../../org/retention/recorded-until.ts';
import { MemoryStore, unreachable } from '../../fixtures/memory-store.ts';

const [one, other] = ['a', 'b'].map((each) => personIdSchema.parse(each.repeat(26)));
const device = 'd'.repeat(26);
const today = daySchema.parse('2026-06-30');
let store: MemoryStore;

beforeEach(() => {
  store = new MemoryStore();
});

const put = (...keys: string[]) => {
  for (const key of keys) store.objects.set(`office/${key}`, new Uint8Array());
};
const check = (day = today) =>
  checkedDay(
    day,
    today,
    { store, prefix: 'office/' },
    [one, other].flatMap((each) => each ?? []),
  );
const doubt = (newest: string) => ({
  ...{ ok: false, problem: { code: 'clock-doubtful', values: { today, newest } } },
});

it.each([
  ['a day of anybody', `days/${other}/2026-06-16/${device}/x`],
  ['sums of a day, where the day has gone', `sums/${other}/2026-06-16/${device}/summary.age`],
  ['a day of somebody whom the organisation does not know any more', `days/${'c'.repeat(26)}/2026-06-16/${device}/x`],
  ['a week that was handed in', `people/${other}/timesheets/${device}/2026-W25.age`],
])('takes a day up to two weeks after %s', async (_, key) => {
  put(`days/${one}/2026-01-01/${device}/x`, key);
  expect(await check()).toEqual({ ok: true });
});

it('doubts a day that is later than that, and no earlier one', async () => {
  put(`days/${one}/2026-06-15/${device}/x`, `days/${other}/2026-06-01/${device}/x`);
  expect(await check()).toMatchObject(doubt('2026-06-15'));
  expect(await check(daySchema.parse('2026-06-29'))).toEqual({ ok: true });
});

it('is not led by days to come, nor by names that are none', async () => {
  put(`days/${one}/2026-01-01/${device}/x`, `days/${one}/2999-01-01/${device}/x`, `days/${one}/soon/x`);
  put(`people/${one}/timesheets/${device}/2999-W01.age`);
  expect(await check()).toMatchObject(doubt('2026-01-01'));
});

it('has nothing to doubt where nothing was recorded', async () => {
  expect(await check()).toEqual({ ok: true });
});

it('says that the store failed', async () => {
  store.refuse = () => unreachable;
  expect(await check()).toEqual({ ok: false, problem: unreachable });
});
