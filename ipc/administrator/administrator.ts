import { z } from 'zod';
import { administratorIdSchema, daySchema, deviceIdSchema, personIdSchema, viewerIdSchema } from '../../core/ids.ts';
import { daySpanSchema } from '../../core/organisation/access.ts';
import { problemSchema } from '../../core/problem.ts';
import { defineContract } from '../contract.ts';
import { noticeEffectSchema, noticeFormSchema, publishedNoticeSchema } from './notice.ts';

export const administratorStatusSchema = z.object({
  /** `locked`: the administrator's keys must be opened with their own passphrase first. */
  phase: z.enum(['locked', 'ready']),
  /** The folder that the keys are in, as it can be shown. */
  folder: z.string(),
  /** What the organisation and this administrator are called; null until the keys were open. */
  organisation: z.string().nullable(),
  administrator: z.string().nullable(),
  /** Set when the bucket cannot be reached or refuses. */
  problem: problemSchema.nullable(),
  lock: z.object({
    /** After so long without a sign of the administrator the keys are locked again. */
    afterMs: z.number().int().positive(),
    /** Why they were locked, since they were last open; null: not yet open, or locked by hand. */
    because: z.enum(['inactive', 'suspended', 'screen-locked']).nullable(),
  }),
  /** UTC ms by the host's clock. */
  now: z.number(),
});
export type AdministratorStatus = z.infer<typeof administratorStatusSchema>;

export const enrolledPersonSchema = z.object({
  person: personIdSchema,
  name: z.string(),
  zone: z.string().nullable(),
  /** The team that they belong to today; null: none. */
  team: z.string().nullable(),
  /** For how many computers a file was made, and how many of these were confirmed. */
  enrolled: z.number().int().nonnegative(),
  confirmed: z.number().int().nonnegative(),
});
export type EnrolledPerson = z.infer<typeof enrolledPersonSchema>;

export const standingComputerSchema = z.object({
  device: deviceIdSchema,
  /**
   * `unused`: the person has not accepted with its file yet. `asking`: they have, and it waits for being confirmed. `confirmed-other`: what lies in
   * the place of its card now is of other keys. `strange`: that was not made with its file.
   */
  state: z.enum(['unused', 'asking', 'confirmed', 'confirmed-other', 'strange']),
  /** When its file was made (UTC ms). */
  enrolledAt: z.number(),
  /** When the store last took something new of it, by the store's clock (UTC ms); null: never. What it was is sealed. */
  sentAt: z.number().nullable(),
});
export type StandingComputer = z.infer<typeof standingComputerSchema>;

export const personStandingSchema = z.object({
  person: personIdSchema,
  computers: z.array(standingComputerSchema),
  /** How many things lie among the cards that no file was made for. */
  foreign: z.number().int().nonnegative(),
  /** Why it cannot be told; then `computers` is empty. */
  problem: problemSchema.nullable(),
});
export type PersonStanding = z.infer<typeof personStandingSchema>;

export const listedViewerSchema = z.object({
  viewer: viewerIdSchema,
  name: z.string(),
  /** Whether the rights of their credential have to be changed by hand, because it is of another store. */
  byHand: z.boolean(),
  people: z.array(z.object({ person: personIdSchema, name: z.string(), spans: z.array(daySpanSchema) })),
});
export type ListedViewer = z.infer<typeof listedViewerSchema>;

export const adminLogSchema = z.object({
  /** How many at the beginning are of before this administrator came, and are not sealed to them. */
  closed: z.number().int().nonnegative(),
  entries: z.array(
    z.object({
      seq: z.number().int(),
      at: z.number(),
      by: z.string(),
      isOwn: z.boolean(),
      /** As it is called at the command, and what it was about, by names. */
      did: z.string(),
      about: z.array(z.string()),
    }),
  ),
});
export type AdminLog = z.infer<typeof adminLogSchema>;

export const listedAdministratorSchema = z.object({
  administrator: administratorIdSchema,
  name: z.string(),
  isOwn: z.boolean(),
  /** Of their key, in groups, for comparing. */
  fingerprint: z.string(),
});
export type ListedAdministrator = z.infer<typeof listedAdministratorSchema>;

const nothing = z.object({}).strict();

/**
 * Every call but the first four needs open keys (`viewer-locked`), follows what other administrators did before it does anything, and can fail for
 * what that is: `admin-log-gap`, `admin-log-shortened`, `admin-log-forked`, `admin-log-foreign`, `administrator-removed`, those of the store. A change that loses
 * against another administrator's changes nothing: `administration-changed` says what they did.
 */
export const administratorContract = defineContract('administrator', {
  status: { args: nothing, result: administratorStatusSchema },
  /** Problem codes: `wrong-organisation-passphrase`, `organisation-missing`, `organisation-broken`. */
  unlock: { args: z.object({ passphrase: z.string().min(1).max(1024) }).strict(), result: z.null() },
  lock: { args: nothing, result: z.null() },
  /** The administrator is there: they typed or pointed on the page. Without it the keys are locked after a while. */
  touch: { args: nothing, result: z.null() },
  /** Everybody who is enrolled, by what administrators know of them. */
  people: { args: nothing, result: z.array(enrolledPersonSchema) },
  /** What lies in the bucket of the computers of some people. */
  standing: {
    args: z.object({ people: z.array(personIdSchema).min(1).max(50) }).strict(),
    result: z.array(personStandingSchema),
  },
  /** Confirms the computer with the code that its person reads out. Problem codes: `device-unknown`, `device-unfit`, `person-unknown`. */
  confirm: {
    args: z.object({ person: personIdSchema, code: z.string().trim().min(1).max(60) }).strict(),
    result: z.object({ device: deviceIdSchema }),
  },
  viewers: { args: nothing, result: z.array(listedViewerSchema) },
  /**
   * Gives a viewer days of people, or takes them. New days follow; keys of past days stay as they are. Problem codes: `viewer-unknown`,
   * `person-unknown`, `credential-elsewhere`, `credential-store-missing`.
   */
  changeAccess: {
    args: z
      .object({
        viewer: viewerIdSchema,
        people: z.array(personIdSchema).min(1).max(5000),
        effect: z.enum(['give', 'take']),
        from: daySchema.nullable(),
        to: daySchema.nullable(),
      })
      .strict()
      .refine(({ from, to }) => from === null || to === null || from <= to),
    result: z.null(),
  },
  /** What the organisation asks for, as far as the page changes it. */
  settings: { args: nothing, result: publishedNoticeSchema },
  /** What a change would mean for people. Publishes nothing. Problem codes: `notice-timesheets-alone`, `notice-shots-longer`. */
  settingsEffect: { args: noticeFormSchema, result: noticeEffectSchema },
  /** Publishes it, unless another notice was published since `version`: `administration-changed`. */
  publishSettings: { args: publishedNoticeSchema, result: z.null() },
  log: { args: nothing, result: adminLogSchema },
  administrators: { args: nothing, result: z.array(listedAdministratorSchema) },
});
export type AdministratorContract = typeof administratorContract;
