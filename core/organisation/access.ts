import { z } from 'zod';
import { type Day, type DeviceId, daySchema, personIdSchema, viewerIdSchema } from '../ids.ts';
import { aboutPersonSchema, mostAboutPerson } from './about-person.ts';
import { confirmedDevicesSchema, type LastDay, lastDaySchema } from './devices.ts';
import { erasuresSchema } from './erasure.ts';
import { type Recipient, recipientSchema } from './recipient.ts';

/** Which days: from the first to the last, both within; null leaves a side open. */
export const daySpanSchema = z
  .strictObject({ from: daySchema.nullable(), to: daySchema.nullable() })
  .refine(({ from, to }) => from === null || to === null || from <= to, 'ends before it begins');
export type DaySpan = z.infer<typeof daySpanSchema>;

export function spanHolds({ from, to }: DaySpan, day: Day): boolean {
  return (from === null || from <= day) && (to === null || day <= to);
}

/** `day` is the last that counts; `at`: when that was decided (UTC ms). */
const leftSchema = lastDaySchema.pick({ day: true, at: true });

/**
 * `access.json`: who may open which of one person's days, and which devices are the person's,
 * signed by the organisation. Their agents seal each new day to these viewers and to nobody else,
 * so that what a viewer was not given their key does not open; a device reads in it that it was
 * confirmed. It names nobody: people, viewers and devices have random ids.
 */
export const accessSchema = z.object({
  format: z.literal('plainsight-access/2'),
  person: personIdSchema,
  /** Rises with every change; an agent takes no lower one. 0: an enrolment without viewers. */
  version: z.number().int().nonnegative(),
  at: z.number().int().nonnegative(),
  /** Those that the administrator confirmed; what another one writes is nobody's. */
  devices: confirmedDevicesSchema,
  viewers: z
    .array(
      z.object({
        viewer: viewerIdSchema,
        recipient: recipientSchema,
        spans: z.array(daySpanSchema).min(1),
        /** The viewer's name, for this person's own devices alone (`seal/viewer-name.ts`). */
        sealedName: z.base64().max(1200).optional(),
      }),
    )
    .max(200),
  /** What of the person's days is erased on request. */
  erasures: erasuresSchema,
  /** The last day of a person who has left; left out while they have not. */
  left: leftSchema.optional(),
  /** What administrators changed about the person, the newest last. */
  changes: z.array(aboutPersonSchema).max(mostAboutPerson).optional(),
});
export type Access = z.infer<typeof accessSchema>;

/** The last day of one device: its own, or that of a person who has left; null: it has none. */
export function deviceLastDay({ devices, left }: Pick<Access, 'devices' | 'left'>, device: DeviceId): LastDay | null {
  const own = devices.find((each) => each.device === device);
  if (own?.last !== undefined) return own.last;
  return left === undefined ? null : { ...left, why: 'left' };
}

/** Who may open `day`, first the ones who were given access first. */
export function viewersOf(access: Pick<Access, 'viewers'> | null, day: Day): Recipient[] {
  const found = (access?.viewers ?? []).filter(({ spans }) => spans.some((span) => spanHolds(span, day)));
  return [...new Set(found.map(({ recipient }) => recipient))];
}

/**
 * A viewer as the organisation vouches for them, signed by it. It is in the viewer's file, and each
 * receipt carries it: whoever reads a receipt knows with it by whose key it was signed, and what
 * the organisation calls them.
 */
export const viewerCertificateSchema = z.object({
  format: z.literal('plainsight-viewer-certificate/1'),
  viewer: viewerIdSchema,
  name: z.string().min(1).max(200),
  recipient: recipientSchema,
  /** Ed25519 public key (base64 SPKI) that the viewer's receipts are signed with. */
  publicKey: z.base64().min(40).max(200),
  at: z.number().int().nonnegative(),
});
export type ViewerCertificate = z.infer<typeof viewerCertificateSchema>;

/** A team and its days. Nobody is in two at once, so that no two reports differ by one person. */
export const membershipSchema = z.object({
  team: z.string().min(1).max(100),
  from: daySchema,
  to: daySchema.nullable(),
});
export type Membership = z.infer<typeof membershipSchema>;

export const directoryPersonSchema = z.object({
  person: personIdSchema,
  name: z.string().min(1).max(200),
  zone: z.string().nullable(),
  /** The person's confirmed devices: their days are checked with these keys only. */
  devices: confirmedDevicesSchema,
  /** Which of their days this viewer may open. */
  spans: z.array(daySpanSchema),
  /** What of their days is erased on request, as in their access. */
  erasures: erasuresSchema,
  /** The last day of a person who has left. */
  left: daySchema.optional(),
  teams: z.array(membershipSchema),
});
export type DirectoryPerson = z.infer<typeof directoryPersonSchema>;

/**
 * Everybody who was ever in a team, by id: who is not among a viewer's people is no name there. A
 * report counts all of a team or nobody, so that it says the same to every viewer; for that each
 * has to know of members whom they may not open.
 */
export const teamRollSchema = z.object({
  team: z.string().min(1).max(100),
  members: z.array(membershipSchema.omit({ team: true }).extend({ person: personIdSchema })),
});
export type TeamRoll = z.infer<typeof teamRollSchema>;

/** The rolls of the teams that `people` were ever in, out of what is known of `everybody`. */
export function rollsFor(
  people: readonly Pick<DirectoryPerson, 'teams'>[],
  everybody: readonly Pick<DirectoryPerson, 'person' | 'teams'>[],
): TeamRoll[] {
  const names = new Set(people.flatMap(({ teams }) => teams.map(({ team }) => team)));
  return [...names].sort().map((name) => ({
    team: name,
    members: everybody.flatMap(({ person, teams }) =>
      teams.flatMap(({ team, from, to }) => (team === name ? [{ person, from, to }] : [])),
    ),
  }));
}

/** `directory.age`: whose days a viewer may open, signed by the organisation, sealed to them. */
export const directorySchema = z.object({
  format: z.literal('plainsight-directory/2'),
  viewer: viewerIdSchema,
  version: z.number().int().positive(),
  at: z.number().int().nonnegative(),
  people: z.array(directoryPersonSchema),
  /** Of every team that one of `people` was ever in; without it no report of that team is shown. */
  teams: z.array(teamRollSchema).optional(),
});
export type Directory = z.infer<typeof directorySchema>;

/** Whether `viewer` may open `day` by the directory; the key decides, this saves asking. */
export function mayOpen({ spans }: Pick<DirectoryPerson, 'spans'>, day: Day): boolean {
  return spans.some((span) => spanHolds(span, day));
}
