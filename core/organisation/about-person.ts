import { z } from 'zod';
import { administratorIdSchema, daySchema, deviceIdSchema, viewerIdSchema } from '../ids.ts';
import { deviceEnds } from './devices.ts';

/** How many a person is told: the newest. Earlier ones are in the log of the administrators. */
export const mostAboutPerson = 60;

const spanSchema = z.object({ from: daySchema.nullable(), to: daySchema.nullable() });
/** A name, for this person's own devices alone (`seal/viewer-name.ts`). */
const sealedNameSchema = z.base64().max(1200);

/** What one of the changes is. */
export const aboutPersonChangeSchema = z.discriminatedUnion('what', [
  z.object({ what: z.literal('enrolled') }),
  /** Which days a viewer may open since: none where `spans` is empty. */
  z.object({
    what: z.literal('access'),
    viewer: viewerIdSchema,
    sealedName: sealedNameSchema.optional(),
    spans: z.array(spanSchema).max(100),
  }),
  z.object({ what: z.literal('confirmed'), device: deviceIdSchema }),
  z.object({ what: z.literal('last-day'), device: deviceIdSchema, day: daySchema, why: z.enum(deviceEnds) }),
  z.object({ what: z.literal('erasure'), from: daySchema.nullable(), to: daySchema }),
  z.object({ what: z.literal('left'), day: daySchema }),
  z.object({ what: z.literal('returned') }),
]);
export type AboutPerson = z.infer<typeof aboutPersonChangeSchema>;

/**
 * What an administrator changed about one person, in what is signed for that person: who, when and
 * what. It comes from the same change that the entry of the administrators' log holds.
 */
export const aboutPersonSchema = z.object({
  /** UTC ms. */
  at: z.number().int().nonnegative().max(8.64e15),
  by: administratorIdSchema,
  sealedBy: sealedNameSchema.optional(),
  change: aboutPersonChangeSchema,
});
export type ChangeAboutPerson = z.infer<typeof aboutPersonSchema>;
