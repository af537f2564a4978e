import { z } from 'zod';
import { daySchema, deviceIdSchema, personIdSchema, recordIdSchema } from '../ids.ts';
import { erasedClasses } from '../organisation/erasure.ts';
import { utcDay } from '../time/calendar.ts';
import { laws } from './right-deadline.ts';

/**
 * What somebody asks of their rights. `access` is access and portability in one (GDPR Art. 15, 20),
 * then Art. 16, 17, 18 and 21. Consent is taken back on the Consent page, and needs nobody's answer.
 */
export const rightKinds = ['access', 'rectification', 'erasure', 'restriction', 'objection'] as const;
export const rightKindSchema = z.enum(rightKinds);
export type RightKind = z.infer<typeof rightKindSchema>;

const words = z.string().max(2_000);

/** What is to be erased. `to` null: up to whatever day is over everywhere when it is carried out. */
const wantedErasureSchema = z
  .strictObject({
    from: daySchema.nullable(),
    to: daySchema.nullable(),
    classes: z.array(z.enum(erasedClasses)).min(1).max(erasedClasses.length),
  })
  .refine(({ from, to }) => from === null || to === null || from <= to, 'ends before it begins');

export const askedRightSchema = z
  .strictObject({ kind: rightKindSchema, text: words, erasure: wantedErasureSchema.nullable() })
  .refine(({ kind, erasure }) => (kind === 'erasure') === (erasure !== null), 'is an erasure without what, or another')
  .refine(({ kind, text }) => !needsWords(kind) || text.trim() !== '', 'does not say what');
export type AskedRight = z.infer<typeof askedRightSchema>;

/** What is wrong, or what is objected to, nobody can tell without words. */
export function needsWords(kind: RightKind): boolean {
  return kind === 'rectification' || kind === 'objection';
}

/** Up to the year 9000: a date beyond 9999 is written otherwise. */
const instant = z.number().int().nonnegative().max(221_845_392_000_000);
/** Objects are numbered from 0, so that one that is missing is seen. */
const seq = z.number().int().nonnegative().max(999_999);
export const mostRightObjects = 1_000;

/** The calendar day where it was said: no clock on earth shows another than that of UTC or one beside it. */
function isDayOf({ at, on }: { readonly at: number; readonly on: string }): boolean {
  // Asked of what is out of bounds, too.
  if (!instant.safeParse(at).success) return false;
  return [-1, 0, 1].some((by) => utcDay(Math.max(0, at + by * 86_400_000)) === on);
}

/**
 * What the person said, signed with the key of one of their devices and sealed to them and to the
 * administrators: a request, or that an earlier one is withdrawn.
 */
export const rightRequestSchema = z
  .object({
    format: z.literal('plainsight-right-request/1'),
    id: recordIdSchema,
    person: personIdSchema,
    device: deviceIdSchema,
    /** Of this device. It is the object's name. */
    seq,
    at: instant,
    on: daySchema,
    says: z.discriminatedUnion('does', [
      z.object({ does: z.literal('ask'), law: z.enum(laws), asked: askedRightSchema }),
      z.object({ does: z.literal('withdraw'), of: recordIdSchema }),
    ]),
  })
  .refine(isDayOf, 'is of another day than its instant');
export type SignedRightRequest = z.infer<typeof rightRequestSchema>;

/** By letter: who asked, when it came, and how it was established that it was them. */
export const rightLetterSchema = z.object({
  does: z.literal('receive'),
  law: z.enum(laws),
  asked: askedRightSchema,
  receivedOn: daySchema,
  identityBy: z.string().min(3).max(500),
});

/**
 * What the organisation said about a request, signed by it and sealed to the person and to the
 * administrators. Numbered through for each person.
 */
export const rightAnswerSchema = z
  .object({
    format: z.literal('plainsight-right-answer/1'),
    id: recordIdSchema,
    person: personIdSchema,
    seq,
    at: instant,
    on: daySchema,
    /** The request; for a letter, the id that it gets. */
    of: recordIdSchema,
    /** Who answered, as they call themselves. */
    by: z.string().min(1).max(200),
    says: z.discriminatedUnion('does', [
      rightLetterSchema,
      z.object({ does: z.literal('begin') }),
      z.object({ does: z.literal('extend'), reason: words.min(3) }),
      /** `order`: the order to erase that was carried out. */
      z.object({ does: z.literal('fulfil'), note: words, order: recordIdSchema.nullable() }),
      z.object({ does: z.literal('refuse'), reason: words.min(3), complainTo: words.min(3) }),
    ]),
  })
  .refine(isDayOf, 'is of another day than its instant');
export type SignedRightAnswer = z.infer<typeof rightAnswerSchema>;
