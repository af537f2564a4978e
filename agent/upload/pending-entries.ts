import { z } from 'zod';
import type { DayView } from '../../core/day/view.ts';
import { type Day, daySchema } from '../../core/ids.ts';
import { ok, type Result } from '../../core/result.ts';
import type { Instant } from '../../core/time/interval.ts';
import type { Vault } from '../vault/vault.ts';
import { type PendingEntry, pendingIn } from './derived-object.ts';

/** The days that have any. What they say stays sealed in the days. */
const fact = 'waiting-days';
const daysSchema = z.array(daySchema);

export interface PendingEntriesOptions {
  readonly vault: Pick<Vault, 'fact' | 'setFact'>;
  /** A day as far as it has arrived in the bucket. */
  readonly viewOf: (day: Day) => Promise<Result<DayView>>;
}

/** The entries that have left this computer and ask for a manager's answer. */
export class PendingEntries {
  readonly #options: PendingEntriesOptions;
  /** Of days that were looked at in this run. */
  readonly #known = new Map<Day, readonly PendingEntry[]>();

  constructor(options: PendingEntriesOptions) {
    this.#options = options;
  }

  /** What of a day waits by now. */
  note(view: Pick<DayView, 'day' | 'entries'>): Result<void> {
    const pending = pendingIn(view);
    this.#known.set(view.day, pending);
    const days = this.#days();
    if (days.includes(view.day) === pending.length > 0) return ok(undefined);
    const changed = pending.length > 0 ? [...days, view.day] : days.filter((day) => day !== view.day);
    return this.#options.vault.setFact(fact, JSON.stringify(changed.sort()));
  }

  /** Those since `since`, of days that `may` be named. An unreadable day is left out. */
  async all(since: Instant, may: (day: Day) => boolean): Promise<PendingEntry[]> {
    const found: PendingEntry[] = [];
    for (const day of this.#days()) if (may(day)) found.push(...(await this.#of(day)));
    return found.filter(({ start }) => start >= since);
  }

  async #of(day: Day): Promise<readonly PendingEntry[]> {
    const known = this.#known.get(day);
    if (known !== undefined) return known;
    const view = await this.#options.viewOf(day);
    const pending = view.ok ? pendingIn(view.value) : [];
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
