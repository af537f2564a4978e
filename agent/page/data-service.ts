import { boundedView } from '../../core/day/bounded-view.ts';
import { findInDay, wordsIn } from '../../core/day/search.ts';
import { type DayView, viewOfDay } from '../../core/day/view.ts';
import type { Day } from '../../core/ids.ts';
import { ok, type Result } from '../../core/result.ts';
import { type Zone, zoneSchema } from '../../core/time/calendar.ts';
import type { Service } from '../../ipc/contract.ts';
import type { EmployeeContract } from '../../ipc/employee.ts';
import type { Hit, SkippedDay } from '../../ipc/employee-data.ts';
import { type HealthPort, healthOf } from './health.ts';
import { daysOf, type KnownDaysPort, type RecordsPort, recordsOf } from './known-days.ts';

type DataCalls = Pick<Service<EmployeeContract>, 'days' | 'day' | 'records' | 'search' | 'health'>;

interface DaysPort extends KnownDaysPort, RecordsPort {
  readonly zone: Zone;
}

const mostHits = 200;

export type DataPort = DaysPort & HealthPort;

/** What is on this computer: days, what was recorded of each, and how recording goes. */
export function dataService(port: DataPort): DataCalls {
  return {
    days: async () => ok(await daysOf(port)),
    day: async ({ day }) => {
      const view = await viewOf(port, day);
      return view.ok ? ok(boundedView(view.value)) : view;
    },
    records: ({ day }) => recordsOf(port, day),
    search: async ({ text, from, to }) => ok(await search(port, wordsIn(text), from, to)),
    health: () => healthOf(port),
  };
}

/** A day that nothing is known of is shown as one on which nothing was recorded. */
async function viewOf(port: DaysPort, day: Day): Promise<Result<DayView>> {
  const records = await recordsOf(port, day);
  if (!records.ok) return records;
  // The zone that the day was recorded in, where the person has moved since.
  const header = records.value.find((record) => record.kind === 'header');
  const zone = zoneSchema.safeParse(header?.zone);
  return ok(viewOfDay(day, zone.success ? zone.data : port.zone, records.value));
}

/** Newest first. A day that cannot be opened is named with its reason and skipped. */
async function search(port: DaysPort, words: readonly string[], from: Day, to: Day) {
  const hits: Hit[] = [];
  const skipped: SkippedDay[] = [];
  let days = 0;
  for (const { day } of await daysOf(port)) {
    if (day < from || to < day) continue;
    const view = await viewOf(port, day);
    if (!view.ok) {
      skipped.push({ day, problem: view.problem });
      continue;
    }
    days += 1;
    hits.push(...findInDay(view.value, words).map((found) => ({ day, ...found })));
    if (hits.length > mostHits) break;
  }
  return { hits: hits.slice(0, mostHits), isCut: hits.length > mostHits, days, skipped };
}
