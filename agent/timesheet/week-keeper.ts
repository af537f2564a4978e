import { readJson } from '../../core/json.ts';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { IsoWeek } from '../../core/time/iso-week.ts';
import { emptyWeek, type WeekRecord, weekRecordSchema } from '../../core/timesheet/week-record.ts';
import { type KeyPair, openWith, sealTo } from '../../seal/age.ts';
import type { Vault } from '../vault/vault.ts';

export interface WeekKeeperOptions {
  readonly vault: { readonly own: Pick<Vault['own'], 'get' | 'set'> };
  /** The person's own: nobody else opens what is kept here. */
  readonly employee: KeyPair;
}

/** The person's weeks by project, sealed to them, on this computer alone. One change at a time. */
export class WeekKeeper {
  readonly #options: WeekKeeperOptions;
  #tail: Promise<unknown> = Promise.resolve();

  constructor(options: WeekKeeperOptions) {
    this.#options = options;
  }

  /** A week of which nothing is kept is an empty one. Problem code: `vault-unreadable`. */
  async week(week: IsoWeek): Promise<Result<WeekRecord>> {
    const { vault, employee } = this.#options;
    const sealed = vault.own.get(nameOf(week));
    if (sealed === null) return ok(emptyWeek(week));
    const opened = await openWith(employee.identity, sealed);
    const read = weekRecordSchema.safeParse(opened === null ? undefined : readJson(opened));
    return read.success && read.data.week === week ? ok(read.data) : fail(unreadable);
  }

  /** Keeps what `edit` makes of the week; durable when this answers ok. The very record that was given is not written anew. */
  change(week: IsoWeek, edit: (record: WeekRecord) => Result<WeekRecord>): Promise<Result<WeekRecord>> {
    const done = this.#tail.then(async (): Promise<Result<WeekRecord>> => {
      const { vault, employee } = this.#options;
      const before = await this.week(week);
      if (!before.ok) return before;
      const edited = edit(before.value);
      if (!edited.ok || edited.value === before.value) return edited;
      const record = weekRecordSchema.safeParse(edited.value);
      if (!record.success) return fail(tooMuch);
      const sealed = await sealTo([employee.recipient], Buffer.from(JSON.stringify(record.data)));
      const kept = vault.own.set(nameOf(week), sealed);
      return kept.ok ? ok(record.data) : kept;
    });
    this.#tail = done.catch(() => undefined);
    return done;
  }
}

function nameOf(week: IsoWeek): string {
  return `week ${week}`;
}

const unreadable = problem('vault-unreadable', { part: 'content' });
const tooMuch = problem('timesheet-too-much');
