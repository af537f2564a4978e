import { z } from 'zod';
import { storageSchema, termsSchema } from '../core/consent/terms.ts';
import { recordIdSchema } from '../core/ids.ts';
import { controllerSchema } from '../core/organisation/organisation.ts';

const nothing = z.object({}).strict();

/** What an enrolment file or link says, checked and not yet answered: nothing has been kept, nothing runs. */
export const invitationSchema = z.object({
  id: recordIdSchema,
  /** The person it was made for. */
  name: z.string(),
  organisation: z.string(),
  controller: controllerSchema,
  /** SHA-256 of the organisation's public key in groups of four hexadecimal digits, to compare with what the organisation published. */
  fingerprint: z.string(),
  minimumAge: z.number().int(),
  /** One entry a purpose that is asked for, in the fixed order. */
  terms: z.array(termsSchema),
  /** Host name and bucket that sealed data would be sent to. */
  storage: storageSchema,
  issuedAt: z.number(),
  expiresAt: z.number(),
  /** Whether a passphrase has to be chosen; false where a keychain keeps the keys. */
  needsPassphrase: z.boolean(),
});
export type Invitation = z.infer<typeof invitationSchema>;

/** Calls before a person belongs to an organisation on this computer. */
export const enrolmentCalls = {
  /** What the program was opened with and is not answered yet. A file or link that was refused is the problem, until it is dismissed. */
  invitation: { args: nothing, result: invitationSchema.nullable() },
  /** Reads the content of an enrolment file, or a link; it then waits for an answer. */
  openInvitation: { args: z.object({ text: z.string().min(1).max(65_536) }).strict(), result: invitationSchema },
  /** Puts the invitation, or why it was refused, aside. Nothing of it is kept. */
  dismissInvitation: { args: nothing, result: z.null() },
  /** Makes keys and keeps the enrolment sealed with them. Nothing is recorded yet: each purpose is decided after this. */
  acceptInvitation: {
    args: z
      .object({ id: recordIdSchema, isOfAge: z.boolean(), passphrase: z.string().min(1).max(1024).nullable() })
      .strict(),
    result: z.null(),
  },
} as const;
