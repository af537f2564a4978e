import { z } from 'zod';
import { purposeSchema } from '../../../core/organisation/purpose.ts';
import { reasonSchema } from '../../../core/reason.ts';
import { sensorNameSchema } from '../../../core/sensor-name.ts';
import type { ActiveWindow, ActiveWindowReading, OpenWindows, SensorState } from '../../ports.ts';
import { longestJudged } from '../window-text.ts';

/**
 * What is said between the agent and the process of its sensors. Both ends parse what they get: a
 * process in which foreign code runs may say anything.
 */

/** More windows, and more monitors, than any desktop has. */
const mostWindows = 20_000;
const mostMonitors = 64;
/** One monitor's pixels, bytes: 16,384 by 8,192. */
const mostPixelBytes = 16_384 * 8_192 * 3;

const text = z.string().max(longestJudged);
const count = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER);
/** By `sharedMs`. */
const sharedInstant = z.number();
/** ms that have passed since something. */
const agoMs = z.number().nonnegative();
const pixel = z.number().int().min(-1_000_000).max(1_000_000);
const failureSchema = z.object({ ok: z.literal(false), reason: reasonSchema });
export const stateSchema: z.ZodType<SensorState> = z.union([z.object({ ok: z.literal(true) }), failureSchema]);

const windowFields = {
  appId: text,
  appName: text,
  title: text,
  url: text.nullable(),
  pid: count.nullable(),
  handle: count.optional(),
  isCut: z.boolean().optional(),
};
/** A dialog of a dialog of … : as deep as anything on a screen, and not deeper. */
const ownerDepth = 8;
const windowSchema: z.ZodType<ActiveWindow> = windowOfDepth(ownerDepth);
function windowOfDepth(depth: number): z.ZodType<ActiveWindow> {
  const belongsTo = depth === 0 ? z.array(z.never()) : z.array(windowOfDepth(depth - 1)).max(64);
  return z.object({ ...windowFields, belongsTo: belongsTo.optional() }) as z.ZodType<ActiveWindow>;
}

const readingSchema: z.ZodType<ActiveWindowReading> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('window'), window: windowSchema }),
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('unavailable'), failure: failureSchema }),
]);

const rectangleFields = { x: pixel, y: pixel, width: pixel, height: pixel };
export const seenMonitorSchema = z.object({ ...rectangleFields, name: text, primary: z.boolean() });
export const monitorsSchema = z.array(seenMonitorSchema).max(mostMonitors);

const visibleSchema = z.object({
  ...windowFields,
  belongsTo: z.array(windowSchema).max(64).optional(),
  bounds: z.object(rectangleFields),
  content: z.object(rectangleFields).optional(),
  id: z.number().optional(),
  role: z.enum(['window', 'panel', 'notice', 'frame']).optional(),
  mayHangOut: z.literal(true).optional(),
});

const frameSchema = z
  .object({
    monitor: seenMonitorSchema,
    width: count,
    height: count,
    rgb: z.instanceof(Uint8Array).refine(({ length }) => length <= mostPixelBytes),
  })
  .refine(({ width, height, rgb }) => rgb.length === width * height * 3);

export const screenReadingSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('screen'),
    agoMs,
    frames: z.array(frameSchema).max(mostMonitors),
    windows: z.array(visibleSchema).max(mostWindows),
    elsewhere: z.array(windowSchema).max(mostWindows).optional(),
  }),
  z.object({ kind: z.literal('not-allowed') }),
  z.object({ kind: z.literal('unavailable'), failure: failureSchema }),
]);

export const openWindowsSchema: z.ZodType<OpenWindows> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('windows'), windows: z.array(windowSchema).max(mostWindows) }),
  z.object({ kind: z.literal('unavailable'), failure: failureSchema }),
]);

export const presenceReadingSchema = z.object({
  idleMs: z.number().nonnegative().nullable(),
  locked: z.boolean().nullable(),
  inCall: z.boolean().nullable(),
});

/** What the person would have to permit, by purpose; null: the system has no such permissions. */
export const lacksSchema = z.partialRecord(purposeSchema, failureSchema).nullable();
export type Lacks = z.infer<typeof lacksSchema>;

/** What can be asked; each is answered once, or never where the process ends before. */
const questions = [
  'presence',
  'presence-state',
  'screen-state',
  'monitors',
  'capture',
  'open-windows',
  'lacks',
] as const;
export type SensorQuestion = (typeof questions)[number];

/** From the agent. */
export const toSensorsSchema = z.discriminatedUnion('kind', [
  /** `run`: which start of the sensor; what an earlier one still says is not heard. */
  z.object({ kind: z.literal('window'), run: count, on: z.boolean() }),
  z.object({ kind: z.literal('counts'), on: z.boolean() }),
  z.object({ kind: z.literal('seconds'), on: z.boolean() }),
  z.object({ kind: z.literal('ask'), id: count, what: z.enum(questions), calls: z.boolean() }),
  z.object({ kind: z.literal('may-read'), id: count, may: z.boolean() }),
  /** What was recorded is kept: the session may end. */
  z.object({ kind: z.literal('kept') }),
  z.object({ kind: z.literal('end') }),
]);
export type ToSensors = z.infer<typeof toSensorsSchema>;

const inputCountsSchema = z.object({ keys: count, clicks: count, scrolls: count });

/** More stretches of input than one message tells. */
const mostSpans = 4_096;
const secondsSchema = z
  .object({ start: count.multipleOf(1_000), end: count.multipleOf(1_000) })
  .refine(({ start, end }) => start < end);

/** From the sensors. */
export const fromSensorsSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('ready'),
    name: text,
    websites: stateSchema,
    never: z.partialRecord(sensorNameSchema, failureSchema),
    lacks: lacksSchema,
    /** Whether seconds with input are told in place of counts. */
    seconds: z.boolean(),
  }),
  /** `since`: by the shared clock, since either process may be busy for seconds meanwhile. */
  z.object({ kind: z.literal('reading'), run: count, since: sharedInstant, reading: readingSchema }),
  /** When the system last said anything about windows, changed or not. */
  z.object({ kind: z.literal('heard'), agoMs }),
  z.object({ kind: z.literal('counting'), state: stateSchema }),
  z.object({ kind: z.literal('counts-lost'), failure: failureSchema }),
  /** Everything since counting began in this process: what is said twice is not counted twice. */
  z.object({ kind: z.literal('counts'), total: inputCountsSchema }),
  z.object({ kind: z.literal('telling-seconds'), state: stateSchema }),
  z.object({ kind: z.literal('seconds-lost'), failure: failureSchema }),
  /** Whole seconds of the clock (UTC ms) with input, each told once and in order. */
  z.object({ kind: z.literal('seconds'), told: z.array(secondsSchema).max(mostSpans) }),
  z.object({ kind: z.literal('may-read'), id: count }),
  z.object({ kind: z.literal('answer'), id: count, value: z.unknown() }),
  z.object({ kind: z.literal('session-ending') }),
  /** Sensors that were gone are there again, in the same process. */
  z.object({ kind: z.literal('back') }),
  /** The session was locked or unlocked, or the computer goes to sleep or woke up. */
  z.object({ kind: z.literal('session'), what: z.enum(['locked', 'asleep']), is: z.boolean() }),
]);
export type FromSensors = z.infer<typeof fromSensorsSchema>;
