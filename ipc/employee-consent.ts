import { z } from 'zod';
import { aboutFieldSchema, aboutSchema } from '../core/consent/about.ts';
import { consentEvents, consentRecordSchema } from '../core/consent/consent.ts';
import { termsSchema } from '../core/consent/terms.ts';
import { recordIdSchema } from '../core/ids.ts';
import { languageSchema } from '../core/language.ts';
import { controllerSchema } from '../core/organisation/organisation.ts';
import { purposeSchema } from '../core/organisation/purpose.ts';

const nothing = z.object({}).strict();
const notice = z.string().regex(/^[0-9a-f]{64}$/);

/** How things stand about one purpose. */
export const purposeConsentSchema = z.object({
  purpose: purposeSchema,
  /** What the organisation asks for now, and its hash: a decision names the hash of what the page showed. */
  terms: termsSchema,
  notice,
  /** What the person last did; null before they did anything. */
  last: z.object({ event: z.enum(consentEvents), at: z.number(), id: recordIdSchema }).nullable(),
  isAllowed: z.boolean(),
  /** The terms that the person read and that hold; null before that. */
  read: termsSchema.nullable(),
  /** Differences between `read` and `terms`; as long as one widens, nothing is recorded for the purpose. */
  changes: z.array(z.object({ field: z.string(), effect: z.enum(['widens', 'narrows']) })),
});
export type PurposeConsent = z.infer<typeof purposeConsentSchema>;

export const consentStateSchema = z.object({
  organisation: z.string(),
  controller: controllerSchema,
  fingerprint: z.string(),
  /** What is shown and told of, as it is now; a change of it stops nothing. */
  about: aboutSchema,
  /** What of it changed since the person last said that they had seen it; null: nothing. */
  news: z.object({ hash: notice, before: aboutSchema, changed: z.array(aboutFieldSchema) }).nullable(),
  purposes: z.array(purposeConsentSchema),
});
export type ConsentState = z.infer<typeof consentStateSchema>;

/** One entry of the ledger; `hash` is what the next one refers to. */
export const consentEntrySchema = z.object({
  seq: z.number().int(),
  record: consentRecordSchema,
  hash: notice,
  place: z.enum(['waiting', 'uploaded']),
});
export type ConsentEntry = z.infer<typeof consentEntrySchema>;

export const consentCalls = {
  consent: { args: nothing, result: consentStateSchema },
  /**
   * Yes or no to one purpose. Where the basis is consent: agreed, refused, withdrawn. Else: yes says that the notice was read, no objects.
   * `notice` is the hash of the terms that were shown; others meanwhile refuse the yes with `notice-changed`. A no always holds.
   */
  setConsent: { args: z.object({ purpose: purposeSchema, agreed: z.boolean(), notice }).strict(), result: z.null() },
  /** The person has seen what changed, by the hash that was shown; where it is another meanwhile, `news-changed`. */
  seenNews: { args: z.object({ hash: notice }).strict(), result: z.null() },
  /** No to every purpose at once. */
  withdrawAll: { args: nothing, result: z.null() },
  /** Newest first. */
  consentHistory: { args: nothing, result: z.array(consentEntrySchema) },
  /**
   * The receipt of one entry (Kantara Consent Receipt 1.1), in `language` where the notice was given in it, and the signed record itself (ISO/IEC TS
   * 27560, JSON-LD), as JSON text.
   */
  consentReceipt: {
    args: z.object({ id: recordIdSchema, language: languageSchema }).strict(),
    result: z.object({ receipt: z.string(), record: z.string() }),
  },
  /**
   * Withdraws everything, sends what is owed, and forgets the enrolment on this computer; the person's keys and own history are removed with it
   * if they say so. After that the phase is `unenrolled`.
   */
  leave: { args: z.object({ removeHistory: z.boolean() }).strict(), result: z.null() },
} as const;
