import { z } from 'zod';

/** An age recipient: X25519 (`age1…`) or post-quantum hybrid (`age1pq1…`). Public; whoever it belongs to can open what is sealed to it. */
export const recipientSchema = z
  .string()
  .regex(/^age1(pq1)?[02-9ac-hj-np-z]{50,}$/, 'is not an age recipient (age1…)')
  .brand<'Recipient'>();
export type Recipient = z.infer<typeof recipientSchema>;

/** The two kinds never share a file: it would be no stronger than the weaker. */
export function isHybrid(recipient: Recipient): boolean {
  return recipient.startsWith('age1pq1');
}
