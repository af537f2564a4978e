import { z } from 'zod';
import type { DayView } from '../../core/day/view.ts';
import { type Day, daySchema } from '../../core/ids.ts';
import { ok, type Result } from '../../core/result.ts';
import type { Instant } from '../../core/time/interval.ts';
import type { Vault } from '../vault/vault.ts';
import { type Waiting, waitingIn } from './derived-object.ts';

/** The days that have any. What they say stays sealed in the days. */
const fact = 'waiting-days';
const daysSchema = z.array(daySchema);

export interface WaitingEntriesOptions {
  readonly vault: Pick<Vault, 'fact' | 'setFact'>;
  /** A day as far as it has arrived in the bucket. */
  readonly viewOf: (day: Day) => Promise<Result<DayView>>;
}

/** The entries that have left this computer and ask for a manager's answer. */
export class WaitingEntries {
  readonly #options: WaitingEntriesOptions;
  /** Of days that were looked at in this run. */
  readonly #known = new Map<Day, readonly Waiting[]>();

  constructor(options: WaitingEntriesOptions) {
    this.#options = options;
  }

  /** What of a day waits by now. */
  note(view: Pick<DayView, 'day' | 'entries'>): Result<void> {
    const waiting = waitingIn(view);
    this.#known.set(view.day, waiting);
    const days = this.#days();
    if (days.includes(view.day) === waiting.length > 0) return ok(undefined);
    const changed = waiting.length > 0 ? [...days, view.day] : days.filter((day) => day !== view.day);
    return this.#options.vault.setFact(fact, JSON.stringify(changed.sort()));
  }

  /** Those of time since `since`, on days that `may` be told of. A day that cannot be read is left out. */
  async all(since: Instant, may: (day: Day) => boolean): Promise<Waiting[]> {
    const found: Waiting[] = [];
    for (const day of this.#days()) if (may(day)) found.push(...(await this.#of(day)));
    return found.filter(({ start }) => start >= since);
  }

  async #of(day: Day): Promise<readonly Waiting[]> {
    const known = this.#known.get(day);
    if (known !== undefined) return known;
    const view = await this.#options.viewOf(day);
    const waiting = view.ok ? waitingIn(view.value) : [];
    if (view.ok) this.#known.set(day, waiting);
    return waiting;
  }

  #days(): Day[] {
    try {
      return daysSchema.parse(JSON.parse(this.#options.vault.fact(fact) ?? '[]'));
    } catch {
      return [];
    }
  }
}
