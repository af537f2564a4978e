import { dayObjectKey, deviceStatusKey, packName, summaryName } from '../../bucket/layout.ts';
import type { DayView } from '../../core/day/view.ts';
import type { Day } from '../../core/ids.ts';
import { recipientSchema } from '../../core/organisation/recipient.ts';
import { openDays } from '../../core/organisation/retention.ts';
import type { Problem } from '../../core/problem.ts';
import { ok, type Result } from '../../core/result.ts';
import { backoffMs, lastCeilingMs, stillWaits } from '../../core/time/backoff.ts';
import { hourMs, type Zone } from '../../core/time/calendar.ts';
import type { Instant } from '../../core/time/interval.ts';
import { diskProblem } from '../../disk/durable-file.ts';
import { sealTo } from '../../seal/age.ts';
import { signDocument } from '../../seal/signing.ts';
import type { DayKeeper } from '../day/day-keeper.ts';
import type { DerivedRows, StaleDay } from '../vault/derived-rows.ts';
import type { Vault } from '../vault/vault.ts';
import { ClosedMonths, type ClosedMonthsOptions } from './closed-months.ts';
import { type ArrivedDay, arrivedView, daySummary, deviceStatusOf, packOf } from './derived-object.ts';
import { PendingEntries } from './pending-entries.ts';
import type { PostUploadTask } from './uploader.ts';

export interface DerivedObjectsOptions extends Omit<ClosedMonthsOptions, 'rows'> {
  readonly vault: Vault;
  readonly keeper: Pick<DayKeeper, 'recordsIn'>;
  readonly zone: Zone;
  /** Whether the organisation ordered that the day be erased: nothing of it is told any more. */
  readonly isErased?: (day: Day) => boolean;
  /** In [0, 1). */
  readonly random: () => number;
  /** Why a derived object was not written; it is tried again. */
  readonly onProblem: (problem: Problem) => void;
}

/** While a day goes on its derived objects are renewed this often at most: many links at once take one. */
const everyMs = 30_000;
/** How many objects the pack of today may lack: a reader fetches these one by one. */
const mostLacking = 2;

/**
 * Derived objects of a day, beside its chain in the bucket, so that many days open with few requests: its
 * pack, its sums, what is laid together of its month, and the status of this device. They are made anew from what has arrived, never
 * from what is on hold; losing one loses nothing.
 */
export class DerivedObjects implements PostUploadTask {
  readonly #options: DerivedObjectsOptions;
  readonly #rows: DerivedRows;
  readonly #pending: PendingEntries;
  readonly #months: ClosedMonths;
  /** When each day was last digested, while this agent runs. */
  readonly #renewedAt = new Map<Day, Instant>();
  #failures = 0;
  #waitUntil = 0;
  #nextAt: Instant | null = null;

  constructor(options: DerivedObjectsOptions) {
    this.#options = options;
    this.#rows = options.vault.derived;
    this.#months = new ClosedMonths({ ...options, rows: options.vault.months });
    this.#pending = new PendingEntries({ vault: options.vault, viewOf: (day) => this.#viewOf(day) });
  }

  nextAt(): Instant | null {
    return this.#nextAt;
  }

  async run(signal: AbortSignal, atOnce: boolean): Promise<void> {
    const now = this.#options.clock.now();
    this.#nextAt = null;
    if (!atOnce && stillWaits(this.#waitUntil, now, lastCeilingMs)) {
      this.#nextAt = this.#waitUntil;
      return;
    }
    try {
      const sent = await this.#send(now, signal, atOnce);
      if (sent.ok) this.#failures = 0;
      else this.#failed(sent.problem, now);
    } catch (error) {
      this.#failed(diskProblem(error, this.#options.vault.folder), now);
    }
  }

  async #send(now: Instant, signal: AbortSignal, atOnce: boolean): Promise<Result<void>> {
    const stale = this.#rows.stale();
    // Before its new sums are there, no month tells the old ones.
    for (const { day, notSummed } of stale) if (notSummed > 0) this.#months.forget(day);
    const cleared = await this.#months.sendDue(signal);
    // A credential of before there were months may put none, and so none is there.
    if (!cleared.ok && cleared.problem.code !== 'store-denied') return cleared;
    const sent = await this.#sendDays(stale, now, signal, atOnce);
    return sent.ok && cleared.ok ? this.#months.sendDue(signal) : sent.ok ? cleared : sent;
  }

  async #sendDays(
    stale: readonly StaleDay[],
    now: Instant,
    signal: AbortSignal,
    atOnce: boolean,
  ): Promise<Result<void>> {
    let summed: StaleDay | null = null;
    for (const day of stale) {
      const isUrgent = atOnce || day.isFinal;
      const packs = day.notPacked > (isUrgent ? 0 : mostLacking);
      if (day.notSummed === 0 && !packs) continue;
      const dueAt = isUrgent ? now : (this.#renewedAt.get(day.day) ?? 0) + everyMs;
      // A clock that was set back does not put it off for longer.
      if (now < dueAt && dueAt <= now + everyMs) {
        this.#nextAt = Math.min(this.#nextAt ?? dueAt, dueAt);
        continue;
      }
      const sent = await this.#sendDay(day, packs, signal);
      if (!sent.ok) return sent;
      this.#renewedAt.set(day.day, now);
      if (day.notSummed === 0) continue;
      this.#note(summed);
      summed = day;
    }
    // The newest sum is noted after the device status: a crash between sends both again.
    const latest = summed === null ? ok(undefined) : await this.#sendStatus(signal);
    if (latest.ok) this.#note(summed);
    return latest;
  }

  #note(summed: StaleDay | null): void {
    if (summed !== null) this.#rows.noteSummed(summed.day, summed.links);
  }

  async #sendDay(stale: StaleDay, packs: boolean, signal: AbortSignal): Promise<Result<void>> {
    const { vault, store, organisation, prefix, person, device, privateKey } = this.#options;
    const { day, recipient, notSummed, isFinal } = stale;
    const place = { person, day, device };
    const arrived: ArrivedDay = { day, links: this.#rows.links(day), segments: this.#rows.segments(day), isFinal };
    if (packs) {
      const packed = await store.put(dayObjectKey(prefix, place, packName), await packOf(vault, arrived), signal);
      if (!packed.ok) return packed;
      this.#rows.notePacked(day, arrived.links.length + arrived.segments.length);
    }
    if (notSummed === 0) return ok(undefined);
    const view = await this.#viewOf(day);
    if (!view.ok) return view;
    const summary = daySummary(view.value, arrived, this.#options, organisation());
    const sealed = await sealTo([recipientSchema.parse(recipient)], signDocument(summary, privateKey));
    const put = await store.put(dayObjectKey(prefix, place, summaryName), sealed, signal);
    if (!put.ok) return put;
    if (summary.final) await this.#months.keep(summary, view.value);
    return this.#pending.note(view.value);
  }

  async #sendStatus(signal: AbortSignal): Promise<Result<void>> {
    const { store, clock, prefix, person, device, privateKey, viewers, always, organisation, isErased } = this.#options;
    const day = this.#rows.newestDay();
    if (day === null) return ok(undefined);
    const view = await this.#viewOf(day);
    if (!view.ok) return view;
    const readers = viewers(day);
    const since = clock.now() - openDays(organisation()) * 24 * hourMs;
    const pending = await this.#pending.all(since, (each) => {
      if (isErased?.(each) === true) return false;
      // Nobody learns from it what was entered on a day that they may not open.
      const allowed = new Set(viewers(each));
      return readers.every((reader) => allowed.has(reader));
    });
    const latest = signDocument(deviceStatusOf(view.value, clock.now(), { person, device }, pending), privateKey);
    return store.put(deviceStatusKey(prefix, person, device), await sealTo([...readers, ...always()], latest), signal);
  }

  async #viewOf(day: Day): Promise<Result<DayView>> {
    const { keeper, zone } = this.#options;
    const records = await keeper.recordsIn(day, this.#rows.segments(day));
    return records.ok ? ok(arrivedView(day, zone, records.value)) : records;
  }

  #failed(why: Problem, now: Instant): void {
    if (why.code === 'cancelled') return;
    this.#failures += 1;
    this.#waitUntil = now + backoffMs(this.#failures, this.#options.random());
    this.#nextAt = this.#waitUntil;
    this.#options.onProblem(why);
  }
}
