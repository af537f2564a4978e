import { z } from 'zod';
import { recordIdSchema } from '../ids.ts';
import { type Purpose, purposeSchema } from '../organisation/purpose.ts';
import type { Instant } from '../time/interval.ts';
import { type Terms, termsSchema, widens } from './terms.ts';

/**
 * What happened between the person and the organisation about one purpose. `agreed`, `refused` and
 * `withdrawn` are the person's where the basis is consent; `read` and `objected` where it is
 * another; `narrowed` is the organisation asking for less, which applies at once.
 */
export const consentEvents = ['agreed', 'refused', 'withdrawn', 'read', 'objected', 'narrowed'] as const;

/** Where a person says yes. No file, flag or program says it for them. */
export const consentChannels = ['page', 'terminal'] as const;
export type ConsentChannel = (typeof consentChannels)[number];

/** One entry of the ledger. Entries are only ever added; the latest one at an instant holds. */
export const consentRecordSchema = z
  .object({
    id: recordIdSchema,
    /** UTC ms, within what a date can hold. */
    at: z.number().int().nonnegative().max(8_640_000_000_000_000),
    purpose: purposeSchema,
    event: z.enum(consentEvents),
    /** `settings`: a file that withdraws; `uninstall`: removal of the program. Never a yes. */
    given: z.enum([...consentChannels, 'settings', 'uninstall', 'organisation']),
    /** What was shown, and is agreed to or not. */
    terms: termsSchema,
    /** SHA-256 (hex) of the terms. */
    notice: z.string().regex(/^[0-9a-f]{64}$/),
  })
  .refine(({ event, given }) => !isYes(event) || (consentChannels as readonly string[]).includes(given));
export type ConsentRecord = z.infer<typeof consentRecordSchema>;
export type ConsentEvent = (typeof consentEvents)[number];

/** Whether an entry of this kind allows something that was not allowed before. */
export function isYes(event: ConsentEvent): boolean {
  return event === 'agreed' || event === 'read';
}

/** All that decides whether something may be recorded. The unknown must be said as such. */
export interface Circumstances {
  /** Entries in the order in which they were made, or null when they cannot be read. */
  readonly ledger: readonly ConsentRecord[] | null;
  /** False until an organisation's settings have been read and verified. */
  readonly enrolled: boolean;
  /** That this computer's last day is over, and why it has one; null: it is not. */
  readonly ended: DeviceEnd | null;
  /** What the organisation asks for the purpose at present; null: it does not ask. */
  readonly terms: Terms | null;
  /** False while any setting or rule of exclusion does not parse. */
  readonly settingsValid: boolean;
  /** False outside of the working hours. */
  readonly isWorkingTime: boolean;
  /** `until` null: until resumed. */
  readonly pause: { readonly since: Instant; readonly until: Instant | null } | null;
  readonly locked: boolean;
  readonly suspended: boolean;
  /** Whether a sign that tells of this purpose can be seen, or no screen exists. Unknown: false. */
  readonly isSignShown: boolean;
}

declare const granted: unique symbol;

/**
 * Permission to record for one purpose at one instant. Only `decide` makes one, and everything that
 * records demands one: without consent the code does not compile. A grant is for now: ask again for
 * the next sample.
 */
export interface Grant<P extends Purpose = Purpose> {
  readonly purpose: P;
  readonly at: Instant;
  readonly [granted]: true;
}

/** Why a computer that is enrolled records nothing any more. */
export const deviceEndRefusals = ['device-revoked', 'device-replaced', 'person-left'] as const;
export type DeviceEnd = (typeof deviceEndRefusals)[number];

export const refusals = [
  'not-enrolled',
  ...deviceEndRefusals,
  'settings',
  'ledger',
  'not-asked',
  'no-consent',
  'not-read',
  'changed',
  'off-hours',
  'paused',
  'locked',
  'suspended',
  'clock',
  'no-sign',
] as const;

export interface Refusal {
  readonly refused: (typeof refusals)[number];
}

export type Decision<P extends Purpose> = { readonly grant: Grant<P> } | Refusal;

const genuine = new WeakSet<object>();

/** Whether `purpose` may be recorded at `at`. Whatever is unknown or unreadable answers no. */
export function decide<P extends Purpose>(purpose: P, at: Instant, now: Circumstances): Decision<P> {
  if (!Number.isFinite(at)) return { refused: 'clock' };
  if (!now.enrolled) return { refused: 'not-enrolled' };
  if (now.ended !== null) return { refused: now.ended };
  if (!now.settingsValid) return { refused: 'settings' };
  // Before what is temporary: a pause is itself recorded, for what was agreed to only.
  const refused = unagreed(purpose, at, now);
  if (refused !== null) return { refused };
  if (!now.isWorkingTime) return { refused: 'off-hours' };
  if (now.suspended) return { refused: 'suspended' };
  if (now.locked) return { refused: 'locked' };
  if (isPaused(now.pause, at)) return { refused: 'paused' };
  // Last of all: this refusal alone says that the sign has something to say, and is to be put up.
  if (!now.isSignShown) return { refused: 'no-sign' };
  // Frozen, so that a grant for one purpose cannot be turned into one for another.
  const grant = Object.freeze({ purpose, at }) as Grant<P>;
  genuine.add(grant);
  return { grant };
}

/**
 * Why nothing may be done for `purpose` by what the person decided: they did not agree, or to less
 * than is asked for now; null where they did. For recording, `decide` asks much more.
 */
export function unagreed(
  purpose: Purpose,
  at: Instant,
  { ledger, terms }: Pick<Circumstances, 'ledger' | 'terms'>,
): Refusal['refused'] | null {
  if (!Number.isFinite(at)) return 'clock';
  if (ledger === null) return 'ledger';
  if (terms === null || terms.purpose !== purpose) return 'not-asked';
  const standing = standingOf(ledger, purpose, at);
  if (!standing.isAllowed || standing.terms === null)
    return standing.last === null && terms.basis !== 'consent' ? 'not-read' : 'no-consent';
  return widens(standing.terms, terms) ? 'changed' : null;
}

/** Throws unless `grant` came from `decide` and is for `purpose`: the type's run-time half. */
export function demand<P extends Purpose>(grant: Grant<P>, purpose: P): void {
  if (!genuine.has(grant) || grant.purpose !== purpose) throw new Error(`no leave to record ${purpose}`);
}

/** How things stand between person and organisation about one purpose. */
export interface Standing {
  readonly isAllowed: boolean;
  /** The terms that were read, narrowed as the organisation asked since; null: none were read. */
  readonly terms: Terms | null;
  /** The person's latest entry; null before the first. */
  readonly last: ConsentRecord | null;
}

/**
 * What the latest entries about `purpose` say at `at`. No entry means no. A refusal, a withdrawal
 * or an objection holds whatever its instant: a clock set back to before it does not bring the
 * consent back.
 */
export function standingOf(ledger: readonly ConsentRecord[], purpose: Purpose, at: Instant): Standing {
  let isAllowed = false;
  let terms: Terms | null = null;
  let last: ConsentRecord | null = null;
  for (const record of ledger) {
    if (record.purpose !== purpose) continue;
    if (record.event === 'narrowed') {
      // One that asks for more under this name changes nothing: what was read holds.
      if (terms !== null && !widens(terms, record.terms)) terms = record.terms;
      continue;
    }
    const allows = isYes(record.event);
    if (allows && record.at > at) continue;
    isAllowed = allows;
    terms = record.terms;
    last = record;
  }
  return { isAllowed, terms, last };
}

/** Whether the latest decision is a yes of `at` or before, whatever was asked for since. */
export function isAgreed(ledger: readonly ConsentRecord[], purpose: Purpose, at: Instant): boolean {
  return standingOf(ledger, purpose, at).isAllowed;
}

/**
 * A pause holds from `since` until `until`. A clock set back to before `since` does not end it: the
 * person paused, and only the end they chose, or they themselves, resumes.
 */
export function isPaused(pause: Circumstances['pause'], at: Instant): boolean {
  return pause !== null && (pause.until === null || at < pause.until);
}
