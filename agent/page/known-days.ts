import type { ActivityRecord } from '../../core/day/activity.ts';
import type { Day } from '../../core/ids.ts';
import type { Result } from '../../core/result.ts';
import type { KnownDay } from '../../ipc/employee-data.ts';
import type { RunningAgent } from './context.ts';

/** Every day of which something is on this computer, newest first; today too, as soon as anything was recorded. */
export async function daysOf({ conductor, options: { vault } }: RunningAgent): Promise<KnownDay[]> {
  await conductor.journalNow();
  return vault.days();
}

/** All records of a day on this computer, as they were written; of today with what was recorded until now. */
export async function recordsOf(
  { keeper, conductor, options }: RunningAgent,
  day: Day,
): Promise<Result<ActivityRecord[]>> {
  if (day === keeper.dayOf(options.clock.now())) await conductor.journalNow();
  return keeper.records(day);
}
