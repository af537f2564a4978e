import { findInDay, wordsIn } from '../../core/day/search.ts';
import { type DayView, viewOfDay } from '../../core/day/view.ts';
import type { Day } from '../../core/ids.ts';
import { ok, type Result } from '../../core/result.ts';
import { zoneSchema } from '../../core/time/calendar.ts';
import type { Service } from '../../ipc/contract.ts';
import type { EmployeeContract } from '../../ipc/employee.ts';
import type { Hit, SkippedDay } from '../../ipc/employee-data.ts';
import type { RunningAgent, ServiceContext } from './context.ts';
import { healthOf } from './health.ts';
import { daysOf, recordsOf } from './known-days.ts';

type Part = Pick<Service<EmployeeContract>, 'days' | 'day' | 'records' | 'search' | 'health'>;

const mostHits = 200;

/** What is on this computer: days, what was recorded of each, and how recording goes. */
export function dataService({ running }: ServiceContext): Part {
  const reading = async <T>(read: (agent: RunningAgent) => Promise<Result<T>>): Promise<Result<T>> => {
    const agent = running();
    return agent.ok ? read(agent.value) : agent;
  };
  return {
    days: () => reading(async (agent) => ok(await daysOf(agent))),
    day: ({ day }) => reading((agent) => viewOf(agent, day)),
    records: ({ day }) => reading((agent) => recordsOf(agent, day)),
    search: ({ text, from, to }) => reading(async (agent) => ok(await search(agent, wordsIn(text), from, to))),
    health: () => reading(healthOf),
  };
}

/** A day that nothing is known of is shown as one on which nothing was recorded. */
async function viewOf(agent: RunningAgent, day: Day): Promise<Result<DayView>> {
  const records = await recordsOf(agent, day);
  if (!records.ok) return records;
  // The zone that the day was recorded in, where the person has moved since.
  const header = records.value.find((record) => record.kind === 'header');
  const zone = zoneSchema.safeParse(header?.zone);
  return ok(viewOfDay(day, zone.success ? zone.data : agent.options.zone, records.value));
}

/** Newest first. A day that cannot be opened is named with its reason, and the rest is searched all the same. */
async function search(agent: RunningAgent, words: readonly string[], from: Day, to: Day) {
  const hits: Hit[] = [];
  const skipped: SkippedDay[] = [];
  let days = 0;
  for (const { day } of await daysOf(agent)) {
    if (day < from || to < day) continue;
    const view = await viewOf(agent, day);
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
