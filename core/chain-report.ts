import { z } from 'zod';

/** What is wrong with one object of a day. `name` is relative to the day's folder. */
export const chainFaultSchema = z.object({
  kind: z.enum(['missing', 'altered', 'unexpected', 'out-of-order', 'bad-signature', 'wrong-day', 'unreadable']),
  name: z.string(),
  /** One sentence for the manager. */
  says: z.string(),
});
export type ChainFault = z.infer<typeof chainFaultSchema>;

/**
 * The state of a day's chain. `verified`: every link and object is there, signed and unaltered, and the day is closed;
 * `open`: the same, but the day has not been closed by its device yet; `broken`: the faults say what is wrong.
 */
export const chainReportSchema = z.object({
  state: z.enum(['verified', 'open', 'broken']),
  links: z.number().int(),
  objects: z.number().int(),
  faults: z.array(chainFaultSchema),
});
export type ChainReport = z.infer<typeof chainReportSchema>;
