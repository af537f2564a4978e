import { type ConsentRecord, standingOf } from '../../core/consent/consent.ts';
import type { Terms } from '../../core/consent/terms.ts';
import type { ActivityRecord } from '../../core/day/activity.ts';
import { type Purpose, purposes } from '../../core/organisation/purpose.ts';
import type { Instant } from '../../core/time/interval.ts';

export interface HoldTermsOptions {
  /** Null: it cannot be read. */
  readonly ledger: () => readonly ConsentRecord[] | null;
  /** What the organisation asks for at present; null: it does not ask. */
  readonly terms: (purpose: Purpose) => Terms | null;
  /** What the organisation's settings say at present, for what belongs to no purpose. */
  readonly holdMs: () => number;
}

/**
 * How long what is recorded stays on this computer alone, by the terms under which it is recorded.
 * The answer goes into the row of what is kept and stays there: what is published later moves it
 * neither way. Of the terms that the person read and those that are asked for, the longer hold
 * counts, and of several purposes the longest.
 */
export class HoldTerms {
  readonly #options: HoldTermsOptions;
  /** The longest since the last `forget`: records that are still in memory were made under it. */
  readonly #noted = new Map<Purpose | 'any', number>();

  constructor(options: HoldTermsOptions) {
    this.#options = options;
  }

  /** Call before terms or consent change: what is in memory keeps the hold of its recording. */
  note(at: Instant): void {
    for (const purpose of purposes) this.#raise(purpose, this.#now(purpose, at));
    this.#raise('any', this.#any(at));
  }

  /** Nothing that was recorded before is in memory any more. */
  forget(): void {
    this.#noted.clear();
  }

  /** In ms, for `which`, including terms since the last `forget`. No purpose: the longest. */
  of(which: readonly Purpose[], at: Instant): number {
    if (which.length === 0) return Math.max(this.#any(at), this.#noted.get('any') ?? 0);
    return Math.max(...which.map((purpose) => Math.max(this.#now(purpose, at), this.#noted.get(purpose) ?? 0)));
  }

  /** In ms, for a batch. A record of no purpose, such as a header, has the longest hold. */
  ofRecords(records: readonly ActivityRecord[], at: Instant): number {
    const each = records.map(purposesOf);
    const longest = each.some((which) => which.length === 0) ? this.of([], at) : 0;
    const all = [...new Set(each.flat())];
    return Math.max(longest, all.length === 0 ? 0 : this.of(all, at));
  }

  /** The clock may have been set back to before a decision: what that one says counts too. */
  #now(purpose: Purpose, at: Instant): number {
    const ledger = this.#options.ledger() ?? [];
    const present = this.#options.terms(purpose)?.holdMs ?? this.#options.holdMs();
    const read = [at, Number.POSITIVE_INFINITY].map((when) => standingOf(ledger, purpose, when).terms?.holdMs ?? 0);
    return Math.max(present, ...read);
  }

  #any(at: Instant): number {
    const ledger = this.#options.ledger() ?? [];
    const allowed = purposes.filter((purpose) => standingOf(ledger, purpose, Number.POSITIVE_INFINITY).isAllowed);
    return Math.max(this.#options.holdMs(), ...allowed.map((purpose) => this.#now(purpose, at)));
  }

  #raise(what: Purpose | 'any', holdMs: number): void {
    this.#noted.set(what, Math.max(holdMs, this.#noted.get(what) ?? 0));
  }
}

/** The purposes of a record; none for one about recording itself, or by the person. */
export function purposesOf(record: ActivityRecord): Purpose[] {
  switch (record.kind) {
    case 'window':
      return [
        'apps',
        ...(record.title === null ? [] : (['titles'] as const)),
        ...(record.site === null ? [] : (['websites'] as const)),
      ];
    case 'state':
      return ['presence'];
    case 'counts':
    case 'input-seconds':
      return ['input-counts'];
    case 'shot':
      return ['screenshots'];
    case 'header':
    case 'sensor':
    case 'removed':
    case 'removed-span':
    case 'manual':
    case 'correction':
    case 'question':
      return [];
  }
}
