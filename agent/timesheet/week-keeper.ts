import { problem } from '../../core/problem.ts';
import { fail, type Result } from '../../core/result.ts';
import type { IsoWeek } from '../../core/time/iso-week.ts';
import { emptyWeek, type WeekRecord, weekRecordSchema } from '../../core/timesheet/week-record.ts';
import { OwnRecordKeeper, type OwnRecordOptions } from './own-record.ts';

/** The person's weeks by project, sealed to them, on this computer alone. */
export class WeekKeeper {
  readonly #records: OwnRecordKeeper<WeekRecord>;

  constructor(options: OwnRecordOptions) {
    this.#records = new OwnRecordKeeper(options, {
      schema: weekRecordSchema,
      tooMuch: problem('timesheet-too-much'),
    });
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

function nameOf(week: IsoWeek): string {
  return `week ${week}`;
}

const unreadable = problem('vault-unreadable', { part: 'content' });
