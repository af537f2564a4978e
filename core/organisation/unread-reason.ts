import { z } from 'zod';

/**
 * Why an object that a viewer left with a person cannot be told: `foreign` (not sealed to this key,
 * not signed by whom the organisation vouches for, or of somebody else), `copy` (it says another
 * name than it has), `too-large`, `missing` (listed and gone), `refused` (the bucket does not give
 * it out: another storage class, a key of its own), `silent` (no answer about it in time).
 */
export const unreadReasons = ['foreign', 'copy', 'too-large', 'missing', 'refused', 'silent'] as const;
export const unreadReasonSchema = z.enum(unreadReasons);
export type UnreadReason = z.infer<typeof unreadReasonSchema>;
