import { z } from 'zod';
import { administratorIdSchema, deviceIdSchema, type PersonId, personIdSchema, type ViewerId } from '../core/ids.ts';
import {
  type Access,
  accessSchema,
  type DaySpan,
  type Directory,
  type Membership,
  membershipSchema,
  rollsFor,
  viewerCertificateSchema,
} from '../core/organisation/access.ts';
import { organisationSchema, type PersonCard } from '../core/organisation/organisation.ts';
import { type Problem, problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { shownText } from '../core/typed-text.ts';
import { identitySchema } from '../seal/age.ts';
import { foundingRoster, type Roster, type RosterRefusal, rosterAfter } from '../seal/roster.ts';
import { privateKeySchema, publicKeySchema } from '../seal/signing.ts';
import { firstAccess } from './access.ts';
import type { Signing } from './organisation.ts';
import { storeUserSchema } from './store-user.ts';

const knownViewerSchema = z.object({
  certificate: viewerCertificateSchema,
  /** Of the directory that they were told last; 0 before the first. */
  version: z.number().int().nonnegative(),
  /** Their credential on the embedded store; null for one of another store. */
  accessKeyId: z.string().nullable(),
  /** Whose credential they have at another store, where it is not called by their id. */
  user: storeUserSchema.nullable(),
  /** Everybody whose days were ever sealed to them, and may be still. */
  reached: z.array(personIdSchema).default([]),
});
export type KnownViewer = z.infer<typeof knownViewerSchema>;

const knownPersonSchema = z.object({
  person: personIdSchema,
  name: z.string().min(1).max(200),
  zone: z.string().nullable(),
  /**
   * 32 random bytes (base64): what asks to be confirmed shows with it that it has the enrolment
   * file.
   */
  enrolmentKey: z.base64().length(44),
});
export type KnownPerson = z.infer<typeof knownPersonSchema>;

/** A device for which an enrolment file was made. Those in `access` were confirmed since. */
const enrolledDeviceSchema = z.object({
  person: personIdSchema,
  device: deviceIdSchema,
  /** When its file was made (UTC ms). */
  at: z.number().int().nonnegative(),
  /** Whose credential it has at another store, where it is not called by its id. */
  user: storeUserSchema.nullable(),
});
export type EnrolledDevice = z.infer<typeof enrolledDeviceSchema>;

/** What all administrators have in common: everybody, and who may open what, with every enrolment key. */
export const sharedSchema = z.object({
  document: organisationSchema,
  people: z.array(knownPersonSchema),
  viewers: z.array(knownViewerSchema).default([]),
  /** As published, one a person. */
  access: z.array(accessSchema).default([]),
  teams: z.array(z.object({ person: personIdSchema, teams: z.array(membershipSchema) })).default([]),
  devices: z.array(enrolledDeviceSchema).default([]),
  /** What the administrators are called; who they are says the roster. */
  administrators: z
    .array(z.object({ administrator: administratorIdSchema, name: z.string().min(1).max(200) }))
    .default([]),
});
export type Shared = z.infer<typeof sharedSchema>;

/** That, with the keys of one administrator. */
export const administrationSchema = z.object({
  /** Of the administrator whose folder this is. */
  signing: z.object({ privateKey: privateKeySchema, publicKey: publicKeySchema }),
  /** The key that everybody pinned; left out where it is that of this folder. */
  organisationKey: publicKeySchema.optional(),
  /** Who this administrator is, and what opens the log for them. Left out before there is a log. */
  self: z
    .object({
      administrator: administratorIdSchema,
      identity: identitySchema,
      /** What opened it before: entries of then are sealed to these. */
      earlier: z.array(identitySchema).optional(),
    })
    .optional(),
  /** Keys that are going to take the place of `signing` and `self.identity`: here before anybody is told of them. */
  next: z
    .object({
      signing: z.object({ privateKey: privateKeySchema, publicKey: publicKeySchema }),
      identity: identitySchema,
    })
    .optional(),
  /** Up to which entry of the log this is, and the SHA-256 (hex) of its object. */
  log: z.object({ seq: z.number().int().positive(), hash: z.string().regex(/^[0-9a-f]{64}$/) }).optional(),
  ...sharedSchema.shape,
});
export type Administration = z.infer<typeof administrationSchema>;

/** What signs. */
export function keysOf({ signing, document, organisationKey }: Administration): Signing {
  return { signing, document, ...(organisationKey === undefined ? {} : { organisationKey }) };
}

/** Who signs for the organisation, by its own document. */
export function signersOf({ signing, organisationKey, document }: Administration): Roster | RosterRefusal {
  return rosterAfter(foundingRoster(organisationKey ?? signing.publicKey), document.roster ?? []);
}

/** Whose days a viewer may open, and which. */
type Granted = readonly { readonly card: KnownPerson; readonly spans: readonly DaySpan[] }[];

export function accessOf({ access }: Administration, person: PersonId): Access {
  return access.find((each) => each.person === person) ?? { ...firstAccess(person, [], 0), version: 0 };
}

/** The person as those may know them who open their days. */
export function cardOf(
  { person, name, zone }: Omit<KnownPerson, 'enrolmentKey'>,
  { devices, erasures }: Pick<Access, 'devices' | 'erasures'>,
): PersonCard {
  return { format: 'plainsight-card/2', person, name, zone, devices, ...told(erasures) };
}

export function spansOf(administration: Administration, viewer: ViewerId, person: PersonId): DaySpan[] {
  return accessOf(administration, person).viewers.find((each) => each.viewer === viewer)?.spans ?? [];
}

export function grantedTo(administration: Administration, viewer: ViewerId): Granted {
  return administration.people.flatMap((card) => {
    const spans = spansOf(administration, viewer, card.person);
    return spans.length === 0 ? [] : [{ card, spans }];
  });
}

/** Whose days may be sealed to a viewer: access was given once, whether it holds or not. */
export function reachedBy(administration: Administration, { certificate, reached }: KnownViewer): KnownPerson[] {
  return administration.people.filter(
    ({ person }) => reached.includes(person) || spansOf(administration, certificate.viewer, person).length > 0,
  );
}

/** Left out where nothing was ever erased. */
function told(erasures: Access['erasures']): Pick<Access, 'erasures'> {
  return erasures === undefined ? {} : { erasures };
}

export function teamsOf({ teams }: Administration, person: PersonId): Membership[] {
  return teams.find((each) => each.person === person)?.teams ?? [];
}

/** What a viewer is told: whom they may open, and in which teams these are. */
export function directoryOf(
  administration: Administration,
  { certificate: { viewer }, version }: KnownViewer,
  at: number,
): Directory {
  const people = grantedTo(administration, viewer).map(({ card, spans }) => {
    const { person, name, zone } = card;
    const { devices, erasures, left } = accessOf(administration, person);
    const teams = teamsOf(administration, person);
    const gone = left === undefined ? {} : { left: left.day };
    return { person, name, zone, devices, spans: [...spans], ...told(erasures), ...gone, teams };
  });
  const everybody = administration.people.map(({ person }) => ({ person, teams: teamsOf(administration, person) }));
  return { format: 'plainsight-directory/2', viewer, version, at, people, teams: rollsFor(people, everybody) };
}

/**
 * By id or by name; a name that two share has to be said by id. Problem codes: `person-unknown`,
 * `viewer-unknown`, `name-ambiguous`.
 */
export function findPerson({ people }: Administration, text: string): Result<KnownPerson> {
  const found = people.filter(({ person, name }) => person === text || name === text);
  return onlyOne(found, text, ({ person }) => person, problem('person-unknown', { name: shownText(text) }));
}

export function findViewer({ viewers }: Administration, text: string): Result<KnownViewer> {
  const found = viewers.filter(({ certificate }) => certificate.viewer === text || certificate.name === text);
  return onlyOne(
    found,
    text,
    ({ certificate }) => certificate.viewer,
    problem('viewer-unknown', { name: shownText(text) }),
  );
}

function onlyOne<T>(found: readonly T[], text: string, idOf: (one: T) => string, missing: Problem): Result<T> {
  const [first, ...others] = found;
  if (first === undefined) return fail(missing);
  if (others.length === 0) return ok(first);
  const ids = found.map(idOf).join(', ');
  return fail(problem('name-ambiguous', { name: shownText(text), ids }));
}
