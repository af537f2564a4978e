import { describe, expect, it } from 'vitest';
import { type Day, daySchema, type PersonId } from '../../../../core/ids.ts';
import { problem } from '../../../../core/problem.ts';
import { fail, ok } from '../../../../core/result.ts';
import type { ManagerClient } from '../../../../renderer/manager/frame/page-props.ts';
import { runSearch, type SearchProgress } from '../../../../renderer/manager/search/search-run.ts';
import { sampleProblem } from '../../../fixtures/problems.ts';
import { personId } from '../../fixtures/manager/people-scenes.ts';

const [first, second] = ['2026-11-16', '2026-11-17'].map((day) => daySchema.parse(day)) as [Day, Day];
const gone = problem('store-unreachable', { host: 'store.example.org', why: 'ECONNREFUSED' });
const query = (people: PersonId[]) => ({ people, from: first, to: second, text: 'invoice', reason: 'Work record' });
const people = (count: number) => Array.from({ length: count }, (_, index) => personId(index + 1));

type Calls = Pick<ManagerClient, 'startSearch' | 'searchMonth' | 'searchDay'>;

/** Two days a person, one hit a day, of which nothing was laid together; `change` takes the place of any call. */
function clientOf(change: Partial<Calls> = {}) {
  const begun: number[] = [];
  const searched: string[] = [];
  const months: string[] = [];
  let running = 0;
  let most = 0;
  const client: Calls = {
    startSearch: async ({ people: some }) => {
      begun.push(some.length);
      const days = some.flatMap((person) => [second, first].map((day) => ({ person: personId(Number(person)), day })));
      return ok({ search: `search-${begun.length}`, days, skipped: [] });
    },
    searchMonth: async ({ search, person, month }) => {
      months.push(`${search} ${Number(person)} ${month}`);
      return ok({ found: [], left: [second, first] });
    },
    searchDay: async ({ search, person, day }) => {
      searched.push(`${search} ${Number(person)} ${day}`);
      running += 1;
      most = Math.max(most, running);
      await Promise.resolve();
      running -= 1;
      const hit = { kind: 'title', text: 'Invoice', appName: null } as const;
      return ok({ hits: [{ ...hit, day: daySchema.parse(day), start: 1, end: 2 }], zone: 'Europe/Berlin', unread: [] });
    },
    ...change,
  };
  return { client, begun, searched, months, most: () => most };
}

async function run(client: Calls, count: number, signal = new AbortController().signal) {
  const told: SearchProgress[] = [];
  const end = await runSearch(client, query(people(count)), signal, (progress) => told.push(progress));
  return { told, last: told.at(-1), end };
}

describe('a search', () => {
  it('goes through every day, two at once, and tells how far it is', async () => {
    const { client, searched, most } = clientOf();
    const { told, last, end } = await run(client, 3);
    expect(end).toBeNull();
    expect(searched).toHaveLength(6);
    expect(most()).toBe(2);
    expect(told.map(({ total, done }) => [total, done]).slice(0, 3)).toEqual([
      [null, 0],
      [null, 0],
      [6, 0],
    ]);
    expect([last?.total, last?.done, last?.found.length]).toEqual([6, 6, 6]);
  });

  it('is begun for at most two hundred people at a time, each day under its own', async () => {
    const { client, begun, searched } = clientOf();
    await run(client, 450);
    expect(begun).toEqual([200, 200, 50]);
    expect(searched).toHaveLength(900);
    expect(searched).toContain('search-1 200 2026-11-16');
    expect(searched).toContain('search-3 401 2026-11-17');
  });

  it('searches nothing when it could not be recorded', async () => {
    const { client, searched } = clientOf({ startSearch: async () => fail(gone) });
    const { end } = await run(client, 2);
    expect(end).toEqual(gone);
    expect(searched).toEqual([]);
  });

  it('goes on past a day that cannot be searched, and names it', async () => {
    const { client } = clientOf({
      searchDay: async ({ day }) => (day === first ? fail(gone) : ok({ hits: [], zone: 'UTC', unread: [] })),
    });
    const { last, end } = await run(client, 2);
    expect(end).toBeNull();
    expect(last?.unread.map(({ person, day, problem: why }) => [Number(person), day, why.code])).toEqual([
      [1, first, 'store-unreachable'],
      [2, first, 'store-unreachable'],
    ]);
    expect([last?.done, last?.found]).toEqual([4, []]);
  });

  it('goes through each month first, and opens only the days of which that told nothing', async () => {
    const hit = { kind: 'title', text: 'Invoice', appName: null, start: 1, end: 2, day: second } as const;
    const order: string[] = [];
    const { client, months, searched } = clientOf({
      searchMonth: async ({ person }) => {
        order.push('month');
        months.push(String(Number(person)));
        return ok({ found: [{ day: second, zone: 'UTC', hits: [hit], count: 170 }], left: [first] });
      },
    });
    const opened = client.searchDay;
    const searchDay: typeof opened = (args) => {
      order.push('day');
      return opened(args);
    };
    const { told, last } = await run({ ...client, searchDay }, 3);
    expect(order).toEqual(['month', 'month', 'month', 'day', 'day', 'day']);
    expect([months, searched.map((each) => each.slice(-10))]).toEqual([
      ['1', '2', '3'],
      [first, first, first],
    ]);
    expect(told.map(({ done, found }) => [done, found.length]).slice(3, 6)).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
    expect([last?.done, last?.found.map(({ count }) => count)]).toEqual([6, [170, 170, 170, 1, 1, 1]]);
  });

  it('opens every day of a month that cannot be read, so that each says why', async () => {
    const { client, searched } = clientOf({ searchMonth: async () => fail(gone) });
    const { last, end } = await run(client, 2);
    expect([end, searched.length, last?.done]).toEqual([null, 4, 4]);
  });

  it.each(['viewer-locked', 'search-unknown', 'not-connected'] as const)(
    'ends where no other day can be searched: %s',
    async (code) => {
      let asked = 0;
      const { client } = clientOf({
        searchDay: async () => {
          asked += 1;
          return fail(sampleProblem(code));
        },
      });
      const { end } = await run(client, 20);
      expect(end?.code).toBe(code);
      expect(asked).toBe(2);
      const months = clientOf({ searchMonth: async () => fail(sampleProblem(code)) });
      expect((await run(months.client, 20)).end?.code).toBe(code);
      expect(months.searched).toEqual([]);
    },
  );

  it('asks nothing more and tells nothing more once it was stopped', async () => {
    const stop = new AbortController();
    const { client, searched } = clientOf();
    const told: SearchProgress[] = [];
    await runSearch(client, query(people(50)), stop.signal, (progress) => {
      told.push(progress);
      if (progress.done === 3) stop.abort();
    });
    expect(told.at(-1)?.done).toBe(3);
    expect(searched.length).toBeLessThanOrEqual(5);
  });
});
