import { problem } from '../../core/problem.ts';
import { fail, type Result } from '../../core/result.ts';
import { type IsoWeek, isoWeekSchema } from '../../core/time/iso-week.ts';
import { emptyWeek, type WeekRecord, weekRecordSchema } from '../../core/timesheet/week-record.ts';
import type { Vault } from '../vault/vault.ts';
import { OwnRecordKeeper, type OwnRecordOptions } from './own-record.ts';

interface WeekKeeperOptions extends OwnRecordOptions {
  readonly vault: { readonly own: Pick<Vault['own'], 'get' | 'set' | 'names' | 'remove'> };
}

/** The person's weeks by project, sealed to them, on this computer alone. */
export class WeekKeeper {
  readonly #records: OwnRecordKeeper<WeekRecord>;
  readonly #vault: WeekKeeperOptions['vault'];

  constructor(options: WeekKeeperOptions) {
    this.#vault = options.vault;
    this.#records = new OwnRecordKeeper(options, {
      schema: weekRecordSchema,
      tooMuch: problem('timesheet-too-much'),
    });
  }

  /** Takes these weeks away for good. */
  erase(isErased: (week: IsoWeek) => boolean): Result<void> {
    return removeWeeks(this.#vault.own, isErased);
  }

  /** A week of which nothing is kept is an empty one. Problem code: `vault-unreadable`. */
  async week(week: IsoWeek): Promise<Result<WeekRecord>> {
    const read = await this.#records.read(nameOf(week), emptyWeek(week));
    return read.ok && read.value.week !== week ? fail(unreadable) : read;
  }

  /** Keeps what `edit` makes of the week; durable when this answers ok. */
  change(week: IsoWeek, edit: (record: WeekRecord) => Result<WeekRecord>): Promise<Result<WeekRecord>> {
    return this.#records.change(nameOf(week), () => this.week(week), edit);
  }
}

/** Takes the weeks away for good for which `isGone` answers true. */
export function removeWeeks(
  own: Pick<Vault['own'], 'names' | 'remove'>,
  isGone: (week: IsoWeek) => boolean,
): Result<void> {
  return own.remove(
    own.names().filter((name) => {
      const week = isoWeekSchema.safeParse(name.slice(nameStart.length));
      return name.startsWith(nameStart) && week.success && isGone(week.data);
    }),
  );
}

const nameStart = 'week ';

function nameOf(week: IsoWeek): string {
  return `${nameStart}${week}`;
}

const unreadable = problem('vault-unreadable', { part: 'content' });
