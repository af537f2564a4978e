import { z } from 'zod';
import { consentChannels, refusals } from '../core/consent/consent.ts';
import { dayViewSchema } from '../core/day/view.ts';
import { daySchema, shotIdSchema } from '../core/ids.ts';
import { languageSchema, localTextSchema } from '../core/language.ts';
import { lastDaySchema } from '../core/organisation/devices.ts';
import { keptDaysSchema, legalBasisSchema } from '../core/organisation/organisation.ts';
import { purposeSchema } from '../core/organisation/purpose.ts';
import { problemSchema } from '../core/problem.ts';
import { reasonSchema } from '../core/reason.ts';
import { reminderSettingsSchema } from '../core/reminders/reminders.ts';
import { defineContract } from './contract.ts';
import { accessLogCalls } from './employee-access-log.ts';
import { consentCalls } from './employee-consent.ts';
import { dataCalls } from './employee-data.ts';
import { enrolmentCalls } from './employee-enrolment.ts';
import { projectRuleCalls } from './employee-project-rules.ts';
import { lookQuestionCalls } from './employee-questions.ts';
import { settingsCalls } from './employee-settings.ts';
import { timesheetCalls } from './employee-timesheet.ts';
import { rightsCalls } from './rights/employee-rights.ts';

/** Why a purpose is not being recorded, besides what the gate answers. */
export const absences = [...refusals, 'sensor', 'needs-apps', 'app-locked'] as const;

/** One purpose as the person sees it now. */
export const purposeStatusSchema = z.object({
  purpose: purposeSchema,
  basis: legalBasisSchema,
  /**
   * `recording`: it is being recorded; `refused`: the person did not agree, or objected; `unread`: a notice waits to be read; `changed`: it
   * asks for more than was read; `stopped`: paused, locked, off hours …; `unavailable`: the sensor cannot.
   */
  state: z.enum(['recording', 'refused', 'unread', 'changed', 'stopped', 'unavailable']),
  /** Why it is in this state. Null while recording. */
  because: z.enum(absences).nullable(),
  /** What this computer has against recording it, agreed to or not, as far as that is known; null: nothing. */
  obstacle: reasonSchema.nullable(),
  /** What is recorded of it in place of what this computer cannot tell; null: nothing is. */
  instead: z.enum(['input-seconds']).nullable(),
  /** With `because` `sensor` or `no-sign`, what the sensor or the sign says. */
  sensorReason: reasonSchema.nullable(),
  /** What the organisation says it is for. */
  why: localTextSchema,
  /** For how many days it is kept. */
  keptDays: keptDaysSchema,
  /** SHA-256 (hex) of the terms at present: what a decision has to name. */
  notice: z.string().regex(/^[0-9a-f]{64}$/),
});
export type PurposeStatus = z.infer<typeof purposeStatusSchema>;

export const employeeStatusSchema = z.object({
  /**
   * `unenrolled`: no organisation yet; `new`: no keys yet, a passphrase must be chosen; `locked`: keys are there, locked; `ready`: the agent runs.
   */
  phase: z.enum(['unenrolled', 'new', 'locked', 'ready']),
  /** Empty while unenrolled. */
  organisation: z.string(),
  /** What the enrolment calls the person; empty while no agent runs. */
  name: z.string(),
  /**
   * Recording as a whole: `on` all that was agreed to and is possible on this computer; `partly` something else agreed to does not work, or has to be read again; `paused`;
   * `off-hours`; `off` nothing is agreed to or recording had to stop.
   */
  recording: z.enum(['on', 'partly', 'paused', 'off-hours', 'off']),
  purposes: z.array(purposeStatusSchema),
  /** Set while paused; `until` is an instant (UTC ms), or null for "until resumed". */
  pause: z.object({ since: z.number(), until: z.number().nullable() }).nullable(),
  /** When working time begins again, while off hours; null where that is not within a week. */
  offHoursUntil: z.number().nullable(),
  /** Everything recorded since then is still on this computer alone and can be deleted; null while nothing is. */
  deletableFrom: z.number().nullable(),
  /** Idle time that ended, or goes on, and is not answered for: keep or drop? */
  idleQuestion: z.object({ start: z.number(), end: z.number() }).nullable(),
  /** What the organisation changed and the person has not seen (contacts, who may open their days): a hash of it; null: nothing. */
  news: z.string().nullable(),
  /** The newest picture of this run, for the quiet notice; null where the person wants none. */
  lastShot: z.object({ id: shotIdSchema, at: z.number() }).nullable(),
  /** What the person wants to be reminded of by notices of the system. */
  reminders: reminderSettingsSchema,
  /** Something is being recorded and nothing was captured since then; null while all is well. */
  silentSince: z.number().nullable(),
  lastCapturedAt: z.number().nullable(),
  upload: z.object({
    waiting: z.number().int(),
    onHold: z.number().int(),
    oldestWaitingAt: z.number().nullable(),
    lastUploadAt: z.number().nullable(),
    setAside: z.number().int(),
    /** Why nothing goes out at present, if that is so. */
    problem: problemSchema.nullable(),
  }),
  /** What needs the person's attention; recording may have stopped because of it. */
  problems: z.array(problemSchema),
  /**
   * This device as the administrator has to know it: the code that the person reads out to them, and whether the organisation has confirmed these
   * very keys; `last`: its last day where it has one, and whether nothing is recorded any more because of it. Null while there is no agent.
   */
  device: z
    .object({
      code: z.string(),
      isConfirmed: z.boolean(),
      last: lastDaySchema.extend({ isOver: z.boolean() }).nullable(),
    })
    .nullable(),
  nextShot: z.object({ from: z.number(), to: z.number() }).nullable(),
  /** Where the person last decided. */
  consentGiven: z.enum([...consentChannels, 'none']),
  /** Whether the organisation asks for timesheets, and whether for these alone: then nothing else leaves this computer. */
  timesheets: z.enum(['none', 'asked', 'alone']),
  /** The language that the person chose; null: as the system says. */
  language: languageSchema.nullable(),
  host: z.enum(['electron', 'node']),
  zone: z.string(),
  now: z.number(),
});
export type EmployeeStatus = z.infer<typeof employeeStatusSchema>;

/** A picture and where it is: on hold it can still be deleted without a trace. */
export const shotStatusSchema = z.object({
  id: shotIdSchema,
  at: z.number(),
  monitor: z.string(),
  width: z.number().int(),
  height: z.number().int(),
  bytes: z.number().int(),
  covered: z.number().int(),
  /** `here`: past its hold, on a day that never leaves this computer. */
  place: z.enum(['hold', 'waiting', 'uploaded', 'here']),
  /** While on hold: when it leaves (UTC ms); null also for what never leaves. */
  leavesAt: z.number().nullable(),
});
export type ShotStatus = z.infer<typeof shotStatusSchema>;

/** A WebP file, base64. */
export const pictureSchema = z.object({ webp: z.base64() });

export const pauseLengthSchema = z.enum(['15-minutes', '1-hour', 'until-tomorrow', 'until-resumed']);
export type PauseLength = z.infer<typeof pauseLengthSchema>;

const nothing = z.object({}).strict();
const passphrase = z.string().min(1).max(1024);

export const employeeContract = defineContract('employee', {
  status: { args: nothing, result: employeeStatusSchema },
  /** Opens the keys with the passphrase; in phase `new` it makes them with it (12 characters or more). */
  unlock: { args: z.object({ passphrase }).strict(), result: z.null() },
  today: { args: nothing, result: dayViewSchema },
  /** The pictures of `day`, or of today; newest first. */
  shots: { args: z.object({ day: daySchema.optional() }).strict(), result: z.array(shotStatusSchema) },
  picture: { args: z.object({ id: shotIdSchema }).strict(), result: pictureSchema },
  deleteShot: { args: z.object({ id: shotIdSchema }).strict(), result: z.null() },
  pause: { args: z.object({ length: pauseLengthSchema }).strict(), result: z.null() },
  resume: { args: nothing, result: z.null() },
  /** Tries at once what waits and what was set aside; answers before anything has been sent. */
  retryUploads: { args: nothing, result: z.null() },
  ...accessLogCalls,
  ...lookQuestionCalls,
  ...enrolmentCalls,
  ...consentCalls,
  ...settingsCalls,
  ...dataCalls,
  ...timesheetCalls,
  ...projectRuleCalls,
  ...rightsCalls,
});
export type EmployeeContract = typeof employeeContract;
