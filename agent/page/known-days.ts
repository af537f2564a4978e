import type { ActivityRecord } from '../../core/day/activity.ts';
import type { Day } from '../../core/ids.ts';
import type { Result } from '../../core/result.ts';
import type { KnownDay } from '../../ipc/employee-data.ts';
import type { DayKeeper } from '../day/day-keeper.ts';
import type { Conductor } from '../observe/conductor.ts';
import type { Clock } from '../ports.ts';
import type { Vault } from '../vault/vault.ts';

/** What reading a day's records takes. */
export interface RecordsPort {
  readonly conductor: Pick<Conductor, 'journalNow'>;
  readonly keeper: Pick<DayKeeper, 'dayOf' | 'records'>;
  readonly clock: Clock;
}

export interface KnownDaysPort {
  readonly conductor: Pick<Conductor, 'journalNow'>;
  readonly vault: Pick<Vault, 'days'>;
}

type DayHere = Omit<KnownDay, 'goneBy'>;

/** Every day with data on this computer, newest first; today once anything was recorded. */
export async function daysOf({ conductor, vault }: KnownDaysPort): Promise<DayHere[]> {
  await conductor.journalNow();
  return vault.days();
}

/** All records of a day on this computer; of today with what was recorded until now. */
export async function recordsOf(
  { keeper, conductor, clock }: RecordsPort,
  day: Day,
): Promise<Result<ActivityRecord[]>> {
  if (day === keeper.dayOf(clock.now())) await conductor.journalNow();
  return keeper.records(day);
}
