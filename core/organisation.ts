import { z } from 'zod';
import { personIdSchema } from './ids.ts';
import { type Purpose, purposeSchema, purposes } from './purpose.ts';
import { isHybrid, recipientSchema } from './recipient.ts';
import { rulesSchema } from './redaction.ts';

/** What the organisation says about one purpose: GDPR Art. 13(1)(c) and 13(2)(a). */
export const purposeNoticeSchema = z.object({
  purpose: purposeSchema,
  why: z.string().min(1).max(500),
  keptDays: z.number().int().min(1).max(3650),
  /** Legal basis (GDPR Art. 6(1)). With `consent` the person's switch decides and starts off. */
  basis: z.enum(['consent']),
});
export type PurposeNotice = z.infer<typeof purposeNoticeSchema>;

/** How recording is done. Times in ms. */
export const recordingSettingsSchema = z.object({
  shotIntervalMs: z
    .number()
    .int()
    .min(1_000)
    .max(24 * 3_600_000)
    .default(10 * 60_000),
  /** How long a picture stays with the person before it may leave. */
  holdMs: z
    .number()
    .int()
    .min(0)
    .max(7 * 24 * 3_600_000)
    .default(10 * 60_000),
  /** Without input for this long counts as idle, from the last input on. */
  idleAfterMs: z
    .number()
    .int()
    .min(10_000)
    .max(24 * 3_600_000)
    .default(5 * 60_000),
  /** Records become durable on this machine at least this often. */
  journalMs: z.number().int().min(100).max(60_000).default(60_000),
  /** Records are sealed into one object for the bucket this often. */
  segmentMs: z
    .number()
    .int()
    .min(100)
    .max(3_600_000)
    .default(10 * 60_000),
  rules: rulesSchema.default([]),
});
export type RecordingSettings = z.infer<typeof recordingSettingsSchema>;

/** `org.json`: what an organisation publishes, signed with its key. It names no person. */
export const organisationSchema = z
  .object({
    format: z.literal('plainsight-org/1'),
    /** Rises with every change; a lower one is never taken over a higher. */
    version: z.number().int().positive(),
    name: z.string().min(1).max(200),
    /** Kept offline; at least one of them opens every day if all else is lost. */
    recovery: z.array(recipientSchema).min(1),
    viewers: z.array(recipientSchema),
    purposes: z
      .array(purposeNoticeSchema)
      .refine(
        (notices) => new Set(notices.map(({ purpose }) => purpose)).size === notices.length,
        'names a purpose twice',
      ),
    settings: recordingSettingsSchema,
  })
  .refine(
    ({ recovery, viewers }) => new Set([...recovery, ...viewers].map(isHybrid)).size === 1,
    'mixes X25519 and hybrid recipients',
  );
export type Organisation = z.infer<typeof organisationSchema>;

/** What one person's agent is given: whom it belongs to, whose word it takes, and where it may write. */
export const enrolmentSchema = z.strictObject({
  format: z.literal('plainsight-enrolment/1'),
  /** Ed25519 public key (base64 SPKI) that every `org.json` must be signed with. */
  organisationKey: z.base64().min(40).max(200),
  /** `org.json` as it was at enrolment (base64), so that an agent can begin without a network. */
  organisation: z.base64(),
  person: personIdSchema,
  /** 32 random bytes (base64), known to this agent and to those who may open the person's card: authenticates the device's keys. */
  enrolmentKey: z.base64().length(44),
  /** Read by the bucket's own parser. */
  bucket: z.unknown(),
});
export type Enrolment = z.infer<typeof enrolmentSchema>;

/** The kind of every key in the organisation: its recipients are all of one. */
export function keyKindOf({ recovery }: Organisation): 'hybrid' | 'x25519' {
  return recovery.some(isHybrid) ? 'hybrid' : 'x25519';
}

/** The text of the notice that a person is shown; consent refers to it by its hash. */
export function noticeText(organisation: Organisation): string {
  const lines = organisation.purposes.map(
    ({ purpose, why, keptDays, basis }) => `${purpose}: ${why} Kept ${keptDays} days. Legal basis: ${basis}.`,
  );
  return [organisation.name, ...lines].join('\n');
}

export function noticeOf(organisation: Organisation, purpose: Purpose): PurposeNotice | null {
  return organisation.purposes.find((notice) => notice.purpose === purpose) ?? null;
}

/** Purposes that the organisation asks for, in the fixed order. What it does not ask for is never recorded. */
export function askedFor(organisation: Organisation): Purpose[] {
  return purposes.filter((purpose) => noticeOf(organisation, purpose) !== null);
}

/** What viewers may know of a person: encrypted, never in the clear. */
export const personCardSchema = z.object({
  format: z.literal('plainsight-card/1'),
  person: personIdSchema,
  name: z.string().min(1).max(200),
  zone: z.string().nullable(),
  enrolmentKey: z.base64().length(44),
});
export type PersonCard = z.infer<typeof personCardSchema>;

/** A device's public keys, authenticated with the enrolment key. */
export const deviceCardSchema = z.object({
  format: z.literal('plainsight-device/1'),
  person: personIdSchema,
  device: z.string(),
  publicKey: z.base64().min(40).max(200),
  /** The person's own recipient: receipts of views are sealed to it. */
  recipient: recipientSchema,
  at: z.number().int().nonnegative(),
});
export type DeviceCard = z.infer<typeof deviceCardSchema>;

/** The receipt of a view, sealed to the person. */
export const viewReceiptSchema = z.object({
  format: z.literal('plainsight-view/1'),
  person: personIdSchema,
  day: z.string(),
  at: z.number().int().nonnegative(),
  viewer: z.string(),
  reason: z.string(),
});
export type ViewReceipt = z.infer<typeof viewReceiptSchema>;
