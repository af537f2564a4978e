import { z } from 'zod';
import { daySchema } from '../ids.ts';

/**
 * `outdated`: what is replaced as a day goes on (pack and sums) is an earlier one than the closed
 * day has. `unconfirmed`: a device wrote something of the day and the organisation did not confirm
 * that it is the person's; `revoked`: the device's last day was before it; the fault's name is the device's id. `not-erased`: the organisation ordered that it be
 * erased, and it is there: it has not gone yet, or was put back. It is not opened. `old-notice`: the organisation's
 * document in the bucket is older than the one that the day was recorded under, so that nobody knows what is over.
 */
export const chainFaultKinds = [
  'missing',
  'altered',
  'unexpected',
  'out-of-order',
  'bad-signature',
  'wrong-day',
  'outdated',
  'unreadable',
  'unconfirmed',
  'revoked',
  'not-erased',
  'old-notice',
] as const;

/** What is wrong with one object of a day. `name` is relative to the day's folder. */
export const chainFaultSchema = z.object({
  kind: z.enum(chainFaultKinds),
  name: z.string(),
});
export type ChainFault = z.infer<typeof chainFaultSchema>;

/**
 * The state of a day's chain. `verified`: every link and object is there, signed and unaltered, and
 * the day is closed; `open`: the same, but the day has not been closed by its device yet; `broken`:
 * the faults say what is wrong.
 */
export const chainReportSchema = z.object({
  state: z.enum(['verified', 'open', 'broken']),
  links: z.number().int(),
  objects: z.number().int(),
  faults: z.array(chainFaultSchema),
  /**
   * How many pictures and sheets are no longer there because the notice kept them until `on`: no fault. Only the date decides, so
   * that nobody can pass a picture that is gone too early off as one.
   */
  expired: z.object({ objects: z.number().int().positive(), on: daySchema }).optional(),
  /** How many pictures and sheets are no longer there because the organisation had them erased on request, by an order of `on`: no fault. */
  erased: z.object({ objects: z.number().int().positive(), on: daySchema }).optional(),
  /** How many faults there are besides, where a page is not sent all of them. */
  unnamed: z.number().int().nonnegative().optional(),
});
export type ChainReport = z.infer<typeof chainReportSchema>;

/** A page is sent so many faults of a device's day; a hostile device can make any number. */
const mostNamed = 200;

/** The report as a page is sent it. */
export function shortReport(report: ChainReport): ChainReport {
  const { faults } = report;
  if (faults.length <= mostNamed) return report;
  return { ...report, faults: faults.slice(0, mostNamed), unnamed: faults.length - mostNamed };
}

export function faultCount({ faults, unnamed = 0 }: Pick<ChainReport, 'faults' | 'unnamed'>): number {
  return faults.length + unnamed;
}
