import { z } from 'zod';
import { recordIdSchema } from './ids.ts';
import type { Instant } from './interval.ts';
import { type Purpose, purposeSchema } from './purpose.ts';

/** One decision of the person about one purpose. Decisions are only ever added; the latest one at an instant holds. */
export const consentRecordSchema = z.object({
  id: recordIdSchema,
  at: z.number().int().nonnegative(),
  purpose: purposeSchema,
  agreed: z.boolean(),
  /** By what the person decided; `tour` is the demonstration deciding for its own virtual desktop. */
  given: z.enum(['page', 'settings', 'tour']),
  /** SHA-256 (hex) of the notice that was shown. */
  notice: z.string().regex(/^[0-9a-f]{64}$/),
});
export type ConsentRecord = z.infer<typeof consentRecordSchema>;

/** Everything that bears on whether something may be recorded at an instant. What is not known must be said as such. */
export interface Circumstances {
  /** Decisions in the order in which they were made, or null when they cannot be read. */
  readonly ledger: readonly ConsentRecord[] | null;
  /** False until an organisation's settings have been read and verified. */
  readonly enrolled: boolean;
  /** False while any setting or rule of exclusion does not parse. */
  readonly settingsValid: boolean;
  /** `until` null: until resumed. */
  readonly pause: { readonly since: Instant; readonly until: Instant | null } | null;
  readonly locked: boolean;
  readonly suspended: boolean;
}

declare const granted: unique symbol;

/**
 * Leave to record for one purpose at one instant. Only `decide` makes one, and everything that records demands one:
 * without consent the code does not compile. A grant is for now: ask again for the next sample.
 */
export interface Grant<P extends Purpose = Purpose> {
  readonly purpose: P;
  readonly at: Instant;
  readonly [granted]: true;
}

export interface Refusal {
  readonly refused: 'not-enrolled' | 'settings' | 'ledger' | 'no-consent' | 'paused' | 'locked' | 'suspended' | 'clock';
}

export type Decision<P extends Purpose> = { readonly grant: Grant<P> } | Refusal;

const genuine = new WeakSet<object>();

/** Whether anything may be recorded for `purpose` at `at`. Whatever is unknown or unreadable answers no. */
export function decide<P extends Purpose>(purpose: P, at: Instant, now: Circumstances): Decision<P> {
  if (!Number.isFinite(at)) return { refused: 'clock' };
  if (!now.enrolled) return { refused: 'not-enrolled' };
  if (!now.settingsValid) return { refused: 'settings' };
  if (now.ledger === null) return { refused: 'ledger' };
  // Before what is only for a while: that somebody paused is itself recorded, and only for what they agreed to.
  if (!isAgreed(now.ledger, purpose, at)) return { refused: 'no-consent' };
  if (now.suspended) return { refused: 'suspended' };
  if (now.locked) return { refused: 'locked' };
  if (isPaused(now.pause, at)) return { refused: 'paused' };
  // Frozen, so that a grant for one purpose cannot be turned into one for another.
  const grant = Object.freeze({ purpose, at }) as Grant<P>;
  genuine.add(grant);
  return { grant };
}

/** Throws unless `grant` came from `decide` and is for `purpose`: the run-time half of what the type says. */
export function demand<P extends Purpose>(grant: Grant<P>, purpose: P): void {
  if (!genuine.has(grant) || grant.purpose !== purpose) throw new Error(`no leave to record ${purpose}`);
}

/**
 * Whether the latest decision about `purpose` in `ledger` is a yes that was given at or before `at`. No decision means no. A withdrawal
 * holds whatever its instant: a clock set back to before it does not bring the consent back.
 */
export function isAgreed(ledger: readonly ConsentRecord[], purpose: Purpose, at: Instant): boolean {
  let agreed = false;
  for (const record of ledger) {
    if (record.purpose !== purpose) continue;
    if (!record.agreed) agreed = false;
    else if (record.at <= at) agreed = true;
  }
  return agreed;
}

/**
 * A pause holds from `since` until `until`. A clock set back to before `since` does not end it: the person paused, and only
 * the end they chose, or they themselves, resumes.
 */
export function isPaused(pause: Circumstances['pause'], at: Instant): boolean {
  return pause !== null && (pause.until === null || at < pause.until);
}
