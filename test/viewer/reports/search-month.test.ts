import { beforeEach, describe, expect, it } from 'vitest';
import { viewOfDay } from '../../../core/day/view.ts';
import type { Day } from '../../../core/ids.ts';
import type { DirectoryPerson } from '../../../core/organisation/access.ts';
import { unwrap } from '../../../core/result.ts';
import { monthOf } from '../../../core/time/month.ts';
import { monthTextsOf, textsOf } from '../../fixtures/day/months.ts';
import { windowOf } from '../../fixtures/day/worked-days.ts';
import { refused, unreachable } from '../../fixtures/memory-store.ts';
import { dayAt, deviceId } from '../../fixtures/organisation/fake-viewers.ts';
import { codeOf, type Opened, openReports } from './reports-fixture.ts';

let opened: Opened;
let ada: DirectoryPerson;
const [first, second, third, july] = ['2026-06-01', '2026-06-02', '2026-06-03', '2026-07-01'].map(dayAt) as [
  Day,
  Day,
  Day,
  Day,
];
const june = monthOf(first);
const atNoon = (day: Day, title = 'Invoice 17') => {
  const noon = Date.parse(`${day}T12:00Z`);
  return windowOf(noon, noon + 1000, 'office', { title });
};
const told = (day: Day, title?: string, zone = 'UTC') => textsOf(viewOfDay(day, zone, [atNoon(day, title)]));

function lay(days: readonly ReturnType<typeof told>[], device = ada.devices[0]?.device ?? deviceId(1)): void {
  opened.viewer.keepTexts(monthTextsOf(ada.person, device, days));
}

beforeEach(() => {
  opened = openReports();
  ada = opened.viewer.add(1, {}, [1, 2]);
  for (const day of [first, second, third, july]) opened.viewer.keep(ada, day, [atNoon(day)]);
});

async function start(change: object = {}) {
  const args = { people: [ada.person], from: first, to: july, text: 'INVOICE', reason: 'to see', ...change };
  return unwrap(await opened.reports.calls.startSearch(args)).search;
}
const ask = (search: string, month = june) => opened.reports.calls.searchMonth({ search, person: ada.person, month });
const answer = async (search: string, month = june) => {
  const { found, left } = unwrap(await ask(search, month));
  // Newest first, as the page shows them.
  return { found: found.map(({ day, count }) => [day, count]).reverse(), left: left.toReversed() };
};

describe('a search of a month', () => {
  it('finds in the days that were laid together without opening any, and leaves the others', async () => {
    lay([told(first), told(second, 'Letter')]);
    const search = await start();
    const before = opened.viewer.asked().length;
    expect(unwrap(await ask(search))).toEqual({
      found: [
        {
          day: first,
          zone: 'UTC',
          count: 1,
          hits: [
            {
              ...{ day: first, kind: 'title', text: 'Invoice 17', appName: 'office' },
              start: Date.parse('2026-06-01T12:00Z'),
              end: Date.parse('2026-06-01T12:00:01Z'),
            },
          ],
        },
      ],
      left: [third],
    });
    expect(opened.viewer.asked().slice(before)).toEqual([`get months/${ada.person}/2026-06/${deviceId(1)}/texts.age`]);
  });

  it('leaves every day where nothing was laid together, or nothing of it opens', async () => {
    expect(await answer(await start())).toEqual({ found: [], left: [first, second, third] });
  });

  it('tells no more of a day than a page shows, and how much there is', async () => {
    const noon = Date.parse(`${first}T12:00Z`);
    const many = Array.from({ length: 250 }, (_, at) =>
      windowOf(noon + at * 10, noon + at * 10 + 10, 'office', { title: `Invoice ${at}` }),
    );
    lay([textsOf(viewOfDay(first, 'UTC', many))]);
    const { found } = unwrap(await ask(await start()));
    expect(found[0]?.count).toBe(250);
    expect(found[0]?.hits.map(({ text }) => text)).toEqual(
      Array.from({ length: 100 }, (_, at) => `Invoice ${249 - at}`),
    );
  });

  it('tells nothing of days beyond the span that its receipt tells of', async () => {
    lay([told(first), told(second), told(third)]);
    const search = await start({ from: second, to: second });
    expect(await answer(search)).toEqual({ found: [[second, 1]], left: [] });
    expect(codeOf(await ask(search, monthOf(july)))).toBe('search-unknown');
  });

  it('is of a search that was begun, and of somebody in it', async () => {
    lay([told(first)]);
    const bob = opened.viewer.add(9);
    const search = await start();
    const before = opened.viewer.asked().length;
    expect(codeOf(await ask('another'))).toBe('search-unknown');
    expect(codeOf(await opened.reports.calls.searchMonth({ search, person: bob.person, month: june }))).toBe(
      'search-unknown',
    );
    expect(opened.viewer.asked()).toHaveLength(before);
  });

  it('tells nothing of a day of which no key is left, whoever kept the month: it is opened', async () => {
    lay([told(first), told(second)]);
    const between = opened.viewer.recordedBetween.bind(opened.viewer);
    opened.viewer.recordedBetween = async (...args) => {
      const listed = await between(...args);
      if (listed.ok) (listed.value as Map<Day, unknown>).delete(first);
      return listed;
    };
    expect(await answer(await start())).toEqual({ found: [[second, 1]], left: [first, third] });
  });

  it('tells of a day what all of its devices recorded, or leaves it', async () => {
    opened.viewer.keep(ada, first, [atNoon(first, 'Invoice 18')], { device: 2 });
    lay([told(first), told(second)]);
    const search = await start();
    expect(await answer(search)).toEqual({ found: [[second, 1]], left: [first, third] });
    lay([told(first, 'Invoice 18')], deviceId(2));
    expect(await answer(search)).toEqual({
      found: [
        [first, 2],
        [second, 1],
      ],
      left: [third],
    });
  });

  it('leaves a day of which a device tells whose own key of that day is gone', async () => {
    opened.viewer.keep(ada, second, [atNoon(second)], { device: 2 });
    lay([told(first), told(second)]);
    lay([told(first), told(second)], deviceId(2));
    expect(await answer(await start())).toEqual({ found: [[second, 2]], left: [first, third] });
  });

  it('leaves a day on which there is a device that nobody confirmed: opening it looks again', async () => {
    opened.viewer.keep(ada, first, [atNoon(first)], { device: 7 });
    lay([told(first), told(second)]);
    expect(await answer(await start())).toEqual({ found: [[second, 1]], left: [first, third] });
  });

  it('cannot be told where the bucket does not answer, and leaves all where that listing is refused', async () => {
    lay([told(first)]);
    const search = await start();
    opened.viewer.store.refuse = () => unreachable;
    expect(codeOf(await ask(search))).toBe('store-unreachable');
    opened.viewer.store.refuse = () => null;
    opened.viewer.recordedBetween = async () => ({ ok: false, problem: refused });
    expect(await answer(await start())).toEqual({ found: [], left: [first, second, third] });
  });

  it('shows times in a zone that this computer knows', async () => {
    lay([told(first, 'Invoice', 'Nowhere/Else')]);
    expect(unwrap(await ask(await start())).found[0]?.zone).toBe('UTC');
  });
});
