import { z } from 'zod';
import type { DayView } from '../../core/day/view.ts';
import { type Day, daySchema } from '../../core/ids.ts';
import { ok, type Result } from '../../core/result.ts';
import type { Instant } from '../../core/time/interval.ts';
import type { Vault } from '../vault/vault.ts';
import { type Pending, pendingIn } from './derived-object.ts';

/** The days that have any. What they say stays sealed in the days. */
const fact = 'waiting-days';
const daysSchema = z.array(daySchema);

export interface PendingEntriesOptions {
  readonly vault: Pick<Vault, 'fact' | 'setFact'>;
  /** A day as far as it has arrived in the bucket. */
  readonly viewOf: (day: Day) => Promise<Result<DayView>>;
}

/** What has left this computer and waits for a manager: entries that ask for an answer, and questions. */
export class PendingEntries {
  readonly #options: PendingEntriesOptions;
  /** Of days that were looked at in this run. */
  readonly #known = new Map<Day, Pending>();

  constructor(options: PendingEntriesOptions) {
    this.#options = options;
  }

  /** What of a day waits by now. */
  note(view: Parameters<typeof pendingIn>[0]): Result<void> {
    const pending = pendingIn(view);
    this.#known.set(view.day, pending);
    const days = this.#days();
    const isAny = pending.entries.length + pending.questions.length > 0;
    if (days.includes(view.day) === isAny) return ok(undefined);
    const changed = isAny ? [...days, view.day] : days.filter((day) => day !== view.day);
    return this.#options.vault.setFact(fact, JSON.stringify(changed.sort()));
  }

  /** Those since `since`, of days that `may` be named. An unreadable day is left out. */
  async all(since: Instant, may: (day: Day) => boolean): Promise<Pending> {
    const found: Pending[] = [];
    for (const day of this.#days()) if (may(day)) found.push(await this.#of(day));
    return {
      entries: found.flatMap(({ entries }) => entries).filter(({ start }) => start >= since),
      questions: found.flatMap(({ questions }) => questions).filter(({ at }) => at >= since),
    };
  }

  async #of(day: Day): Promise<Pending> {
    const known = this.#known.get(day);
    if (known !== undefined) return known;
    const view = await this.#options.viewOf(day);
    const pending = view.ok ? pendingIn(view.value) : nothing;
    if (view.ok) this.#known.set(day, pending);
    return pending;
  }

  #days(): Day[] {
    try {
      return daysSchema.parse(JSON.parse(this.#options.vault.fact(fact) ?? '[]'));
    } catch {
      return [];
    }
  }
}

const nothing: Pending = { entries: [], questions: [] };
