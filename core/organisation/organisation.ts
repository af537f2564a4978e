import { z } from 'zod';
import { deviceIdSchema, personIdSchema, recordIdSchema } from '../ids.ts';
import { localTextSchema } from '../language.ts';
import { categoriesSchema } from '../rules/categories.ts';
import { rulesSchema } from '../rules/rule.ts';
import { workingHoursSchema } from '../time/working-hours.ts';
import { confirmedDevicesSchema } from './devices.ts';
import { erasuresSchema } from './erasure.ts';
import { projectsSchema } from './projects.ts';
import { type Purpose, purposeSchema, purposes } from './purpose.ts';
import { isHybrid, recipientSchema } from './recipient.ts';
import { rosterStepsSchema } from './roster.ts';

/** Legal bases of GDPR Art. 6(1) for an employer. With `consent` the person decides. */
export const legalBases = ['consent', 'contract', 'legal-obligation', 'legitimate-interests'] as const;
export const legalBasisSchema = z.enum(legalBases);
export type LegalBasis = z.infer<typeof legalBasisSchema>;

/**
 * How much a picture shows: `sharp` everything that no rule covers, `pixelated` blocks so coarse
 * that no text can be read, `solid` one flat colour a window. Ordered from most to least.
 */
export const shotDetails = ['sharp', 'pixelated', 'solid'] as const;
export const shotDetailSchema = z.enum(shotDetails);
export type ShotDetail = z.infer<typeof shotDetailSchema>;

/** The less revealing of two. */
export function lessDetail(a: ShotDetail, b: ShotDetail): ShotDetail {
  return shotDetails[Math.max(shotDetails.indexOf(a), shotDetails.indexOf(b))] ?? 'solid';
}

/** Who is responsible, and how to reach them: GDPR Art. 13(1)(a) and (b). */
export const controllerSchema = z.object({
  /** The person or office to ask. */
  contact: z.string().min(1).max(200),
  address: z.string().min(1).max(500),
  email: z.email().max(200),
  phone: z.string().min(3).max(50),
  /** The organisation's privacy policy. */
  policyUrl: z.httpUrl().max(500).nullable().default(null),
  /** The data protection officer, where there is one. */
  officer: z.string().min(1).max(200).nullable().default(null),
  /** Country whose law applies, ISO 3166-1 alpha-2. */
  jurisdiction: z.string().regex(/^[A-Z]{2}$/),
});
export type Controller = z.infer<typeof controllerSchema>;

/**
 * How many days more the most has than the least: rules of a store run once a day. A day of somebody far in the west ends
 * one after its name, what is due is due at the midnight that follows, and is gone within a day of that.
 */
export const storeLagDays = 3;

/**
 * For how many days a thing is kept. Up to the `least` it has to be there: then the store's own rules let it go. Beyond
 * the `most`, which is what people are promised, it must be gone everywhere.
 */
export const keptDaysSchema = z
  .object({ least: z.number().int().min(1).max(3650), most: z.number().int().min(1).max(3650) })
  .refine(({ least, most }) => most - least >= storeLagDays, {
    error: `a most that is at least ${storeLagDays} more than the least, since a store takes that long to remove things`,
  });
export type KeptDays = z.infer<typeof keptDaysSchema>;

/** What the organisation says about one purpose: GDPR Art. 13(1)(c) to (f), 13(2)(a). */
export const purposeNoticeSchema = z.object({
  purpose: purposeSchema,
  why: localTextSchema,
  keptDays: keptDaysSchema,
  /** With `consent` the person's switch decides and starts off. */
  basis: legalBasisSchema,
  /** Who may open it, by role, and from where. */
  seenBy: localTextSchema,
  seenFrom: localTextSchema,
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
  /** Outside of these nothing is recorded; null: at any time. */
  hours: workingHoursSchema.nullable().default(null),
  shotDetail: shotDetailSchema.default('sharp'),
  /** Whether the path of a page is recorded beside its host. Query and fragment never are. */
  sitePaths: z.boolean().default(false),
  /** Whether time added by hand and corrections wait for a manager's answer. */
  corrections: z.enum(['free', 'approved']).default('free'),
});
export type RecordingSettings = z.infer<typeof recordingSettingsSchema>;

/**
 * For how long what is no longer asked for is kept: of pictures, of all the rest of a day, and of weeks that were handed in, what the
 * notice said of them last.
 */
export const formerlyKeptSchema = z.object({
  shots: keptDaysSchema.optional(),
  days: keptDaysSchema.optional(),
  weeks: keptDaysSchema.optional(),
});
export type FormerlyKept = z.infer<typeof formerlyKeptSchema>;

export const smallestGroupSchema = z.number().int().min(5).max(1000);

/** `org.json`: what an organisation publishes, signed with its key. It names no person. */
export const organisationSchema = z
  .object({
    format: z.literal('plainsight-org/1'),
    /** Rises with every change; a lower one is never taken over a higher. */
    version: z.number().int().positive(),
    name: z.string().min(1).max(200),
    controller: controllerSchema,
    /** Who may sign in its name; left out while the key of its making does alone. */
    roster: rosterStepsSchema.optional(),
    /** What requests about rights are sealed to as long as no roster names the administrators. */
    requestsTo: recipientSchema.optional(),
    /** Years of age that a person has to state before they are enrolled; never under 16. */
    minimumAge: z.number().int().min(16).max(99).default(18),
    /** Kept offline; at least one of them opens every day if all else is lost. */
    recovery: z.array(recipientSchema).min(1),
    /** Its own words for what apps, sites and titles belong to; none unless it writes them. */
    categories: categoriesSchema.default([]),
    /** A team report shows nothing of fewer people than this; never fewer than five. */
    smallestGroup: smallestGroupSchema.default(5),
    purposes: z
      .array(purposeNoticeSchema)
      .refine(
        (notices) => new Set(notices.map(({ purpose }) => purpose)).size === notices.length,
        'names a purpose twice',
      ),
    /** What is no longer asked for goes when people were told that it would; left out where there is none. */
    formerlyKept: formerlyKeptSchema.optional(),
    settings: recordingSettingsSchema,
    /** What working time is told by; empty: everybody writes names of their own. */
    projects: projectsSchema.default([]),
    /** Nothing but the weeks that people hand in leaves their computers. */
    timesheetsAlone: z.boolean().default(false),
  })
  .refine(
    ({ timesheetsAlone, purposes: notices }) =>
      !timesheetsAlone || notices.some(({ purpose }) => purpose === 'timesheets'),
    'asks for timesheets alone and not for timesheets',
  )
  .refine(({ recovery }) => new Set(recovery.map(isHybrid)).size === 1, 'mixes X25519 and hybrid recipients');
export type Organisation = z.infer<typeof organisationSchema>;

/**
 * What one device of a person is given: whom it belongs to, what it is called, whose word it takes,
 * and where it may write. It travels signed by the organisation, as a `*.plainsight` file or inside
 * a link, and holds secrets. One file, one device, one credential.
 */
export const enrolmentSchema = z.strictObject({
  format: z.literal('plainsight-enrolment/3'),
  /** Of this file: each is used once. */
  id: recordIdSchema,
  issuedAt: z.number().int().nonnegative(),
  /** From then on it is refused; `issuedAt` and this are UTC ms. */
  expiresAt: z.number().int().nonnegative(),
  /** Ed25519 public key (base64 SPKI) that this file and every `org.json` must be signed with. */
  organisationKey: z.base64().min(40).max(200),
  /** `org.json` as it was at enrolment (base64), so that an agent can begin without a network. */
  organisation: z.base64(),
  /** `access.json` as it was (base64), for the same reason. */
  access: z.base64(),
  person: personIdSchema,
  /** The person's name at the organisation: shows when a file was handed to the wrong one. */
  name: z.string().min(1).max(200),
  /** The device's id, drawn by the administrator: its credential writes under no other. */
  device: deviceIdSchema,
  /**
   * 32 random bytes (base64), shared with the administrator: proves that a device has this file.
   */
  enrolmentKey: z.base64().length(44),
  /** Read by the bucket's own parser. */
  bucket: z.unknown(),
});
export type Enrolment = z.infer<typeof enrolmentSchema>;

/** The kind of every key in the organisation: its recipients are all of one. */
export function keyKindOf({ recovery }: Organisation): 'hybrid' | 'x25519' {
  return recovery.some(isHybrid) ? 'hybrid' : 'x25519';
}

export function noticeOf(
  { purposes: notices }: { readonly purposes: readonly PurposeNotice[] },
  purpose: Purpose,
): PurposeNotice | null {
  return notices.find((notice) => notice.purpose === purpose) ?? null;
}

/** Purposes that are asked for, in the fixed order. Nothing else is ever recorded. */
export function requestedPurposes(organisation: Organisation): Purpose[] {
  return purposes.filter((purpose) => noticeOf(organisation, purpose) !== null);
}

/** What viewers may know of a person: encrypted, never in the clear. */
export const personCardSchema = z.object({
  format: z.literal('plainsight-card/2'),
  person: personIdSchema,
  name: z.string().min(1).max(200),
  zone: z.string().nullable(),
  /** The person's devices, each confirmed by the administrator. */
  devices: confirmedDevicesSchema,
  /** What of their days is erased on request, as in their access. */
  erasures: erasuresSchema,
});
export type PersonCard = z.infer<typeof personCardSchema>;
