import { z } from 'zod';
import { shotIdSchema } from '../../core/ids.ts';

/** What a worker is to do in a vault that no one else has open. */
export const errandSchema = z.object({
  folder: z.string(),
  /** The employee's identity file. */
  identity: z.string(),
  work: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('remove'), span: z.object({ start: z.number(), end: z.number() }), at: z.number() }),
    z.object({
      kind: z.literal('cover'),
      id: shotIdSchema,
      part: z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }),
    }),
  ]),
  /** It kills itself before this step, counted from 1; null: it does not. */
  dieBefore: z.number().nullable(),
});
export type Errand = z.infer<typeof errandSchema>;
