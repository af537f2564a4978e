import { z } from 'zod';
import { consentChannels } from '../consent/consent.ts';
import { daySchema, recordIdSchema, shotIdSchema, viewerIdSchema } from '../ids.ts';
import { readJson } from '../json.ts';
import { lookKindSchema } from '../organisation/view-receipt.ts';
import { reasonSchema } from '../reason.ts';
import { sensorNameSchema } from '../sensor-name.ts';
import { workingHoursSchema } from '../time/working-hours.ts';

/**
 * What a day is made of: one record a line (NDJSON), appended in the order in which things became
 * known. Instants are UTC ms, intervals half-open. Where two state or two window records overlap,
 * the later line is the better knowledge and wins: idle time is known only minutes after it began,
 * and a clock may be set back.
 */
/** What a Date can hold: a page that is given more throws. */
export const instantSchema = z.number().int().nonnegative().max(8_640_000_000_000_000);
const instant = instantSchema;
/** Texts are cut far earlier where they are read; this is what a page and a search can take. */
const text = z.string().max(10_000);
/** Sums of as many as a day may hold stay whole numbers. */
const count = z
  .number()
  .int()
  .nonnegative()
  .max(2 ** 32);
const pixels = z
  .number()
  .int()
  .positive()
  .max(2 ** 32);
const interval = { start: instant, end: instant };

/** The states of presence. `unknown` is never shown as idle nor as active. */
export const presenceStates = [
  'active',
  'idle',
  'call',
  'paused',
  'locked',
  'suspended',
  'off-hours',
  'unknown',
] as const;
export const presenceStateSchema = z.enum(presenceStates);
export type PresenceState = z.infer<typeof presenceStateSchema>;

/** Whether a sensor works, and if not why, so that a gap in a day explains itself. */
export const sensorReportSchema = z.object({
  sensor: sensorNameSchema,
  ok: z.boolean(),
  reason: reasonSchema.nullable(),
});
export type SensorReport = z.infer<typeof sensorReportSchema>;

export const monitorSchema = z.object({
  name: text,
  x: z.number().int(),
  y: z.number().int(),
  width: pixels,
  height: pixels,
  primary: z.boolean(),
});

/** Opens every run of the agent in a day: the machine and the settings of its records. */
export const headerRecordSchema = z.object({
  kind: z.literal('header'),
  at: instant,
  format: z.literal(1),
  appVersion: text,
  host: z.enum(['electron', 'node']),
  os: z.object({ name: text, version: text }),
  zone: text,
  monitors: z.array(monitorSchema).max(100),
  sensors: z.array(sensorReportSchema).max(100),
  shotIntervalMs: z.number().int().positive(),
  idleAfterMs: z.number().int().positive(),
  /** Where the person gave consent: on their page, or in a terminal of theirs. */
  consentGiven: z.enum([...consentChannels, 'none']),
  /** When recording may happen; null: at any time. A gap outside of it is off hours. */
  hours: workingHoursSchema.nullable(),
});
export type HeaderRecord = z.infer<typeof headerRecordSchema>;

/** Why an interval has less than the window showed. A refused purpose leaves no trace. */
export const withheldSchema = z.enum(['rule']);

/** One window in focus. With `withheld: 'rule'` app, title and site are null. */
export const windowRecordSchema = z.object({
  kind: z.literal('window'),
  ...interval,
  appId: text.nullable(),
  appName: text.nullable(),
  title: text.nullable(),
  site: text.nullable(),
  /** The path of the page, where the terms asked for it. */
  path: text.optional(),
  withheld: withheldSchema.nullable(),
});
export type WindowRecord = z.infer<typeof windowRecordSchema>;

/** Whether two windows show the same, whenever they did. */
export function showsSame(a: ShownWindow, b: ShownWindow): boolean {
  return (
    a.appId === b.appId &&
    a.appName === b.appName &&
    a.title === b.title &&
    a.site === b.site &&
    a.path === b.path &&
    a.withheld === b.withheld
  );
}

type ShownWindow = Omit<WindowRecord, 'kind' | 'start' | 'end'>;

export const stateRecordSchema = z.object({
  kind: z.literal('state'),
  ...interval,
  state: presenceStateSchema,
  reason: reasonSchema.nullable(),
});
export type StateRecord = z.infer<typeof stateRecordSchema>;

/** Keys, clicks and wheel steps in `[start, end)`, which lies within one minute. */
export const countsRecordSchema = z.object({
  kind: z.literal('counts'),
  ...interval,
  keys: count,
  clicks: count,
  scrolls: count,
});
export type CountsRecord = z.infer<typeof countsRecordSchema>;

/**
 * How many seconds of the clock had any input, of those that begin in `[start, end)`, which lies
 * within one minute. It is told where keys and clicks cannot be counted, and adds up with no count.
 */
export const inputSecondsRecordSchema = z.object({
  kind: z.literal('input-seconds'),
  ...interval,
  seconds: z.number().int().nonnegative().max(60),
});
export type InputSecondsRecord = z.infer<typeof inputSecondsRecordSchema>;

/** One picture of one monitor. `sameAs`: the equal earlier picture; then no object exists. */
export const shotRecordSchema = z.object({
  kind: z.literal('shot'),
  at: instant,
  id: shotIdSchema,
  monitor: text,
  width: pixels,
  height: pixels,
  sameAs: shotIdSchema.nullable(),
  /** How many windows were filled with a solid colour before encoding. */
  covered: count,
});
export type ShotRecord = z.infer<typeof shotRecordSchema>;

/** The employee removed this picture while it was theirs alone. Not held against anyone. */
export const removedRecordSchema = z.object({ kind: z.literal('removed'), at: instant, id: shotIdSchema });

/**
 * The employee removed this span while it was theirs alone. It takes away whatever records of it
 * are written before or after, and says nothing of what they were; a page shows the span as any
 * other in which nothing was recorded.
 */
export const removedSpanRecordSchema = z.object({ kind: z.literal('removed-span'), at: instant, ...interval });

/** Time added by hand, such as a meeting. It stands beside what was recorded. */
export const manualRecordSchema = z.object({
  kind: z.literal('manual'),
  id: recordIdSchema,
  at: instant,
  ...interval,
  label: z.string().min(1).max(200),
  category: z.string().max(100).nullable(),
  note: z.string().max(500).nullable(),
  isCall: z.boolean(),
  /** Whether it counts only once a manager has approved it. */
  needsApproval: z.boolean(),
});
export type ManualRecord = z.infer<typeof manualRecordSchema>;

/**
 * The employee's correction of what was recorded of a span, or of an entry of their own (`of`). The
 * original stays as it is; null leaves a part of it as it was, an empty text clears it. A later
 * correction of the same span or entry takes the place of an earlier one.
 */
export const correctionRecordSchema = z.object({
  kind: z.literal('correction'),
  id: recordIdSchema,
  at: instant,
  ...interval,
  /** The entry that is corrected, by any of its records; null: what was recorded in the span. */
  of: recordIdSchema.nullable(),
  label: z.string().min(1).max(200).nullable(),
  category: z.string().max(100).nullable(),
  note: z.string().max(500).nullable(),
  /** True: the span was a call. */
  isCall: z.boolean(),
  /** True: the entry `of` is taken back. */
  isTakenBack: z.boolean(),
  needsApproval: z.boolean(),
});
export type CorrectionRecord = z.infer<typeof correctionRecordSchema>;

/**
 * The employee's question about a look at their days, in the day that was looked at. What it says
 * of the look is what the receipt said; the search and what else was typed is left out.
 */
export const questionRecordSchema = z.object({
  kind: z.literal('question'),
  id: recordIdSchema,
  at: instant,
  /** The receipt that is asked about. */
  receipt: recordIdSchema,
  /** Who looked, and what the organisation calls them. */
  viewer: viewerIdSchema,
  viewerName: z.string().max(200),
  look: lookKindSchema,
  /** By the viewer's clock. */
  lookedAt: instant,
  /** The first and the last day that was looked at. */
  day: daySchema,
  to: daySchema,
  reason: z.string().max(500),
  text: z.string().min(1).max(500),
});
export type QuestionRecord = z.infer<typeof questionRecordSchema>;

/** The person's own words about a day. */
export type OwnRecord = ManualRecord | CorrectionRecord | QuestionRecord;

export const sensorRecordSchema = z.object({ kind: z.literal('sensor'), at: instant, report: sensorReportSchema });

export const activityRecordSchema = z.discriminatedUnion('kind', [
  headerRecordSchema,
  windowRecordSchema,
  stateRecordSchema,
  countsRecordSchema,
  inputSecondsRecordSchema,
  shotRecordSchema,
  removedRecordSchema,
  removedSpanRecordSchema,
  manualRecordSchema,
  correctionRecordSchema,
  questionRecordSchema,
  sensorRecordSchema,
]);
export type ActivityRecord = z.infer<typeof activityRecordSchema>;

/** Records as NDJSON: one JSON object a line, each line ended by `\n`. */
export function formatRecords(records: readonly ActivityRecord[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}

/** Records from NDJSON. Throws a `SyntaxError` with the line's number, never its content. */
export function parseRecords(text: string): ActivityRecord[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line, index) => {
    const parsed = activityRecordSchema.safeParse(readJson(line));
    if (!parsed.success) throw new SyntaxError(`line ${index + 1} is not an activity record`);
    return parsed.data;
  });
}
