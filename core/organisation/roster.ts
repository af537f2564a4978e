import { z } from 'zod';
import { administratorIdSchema } from '../ids.ts';
import { recipientSchema } from './recipient.ts';

/**
 * Who signs for an organisation. The key that it was made with is the one that everybody pins, and signs alone at first. From then on the
 * administrators are told by steps, each signed by one of those before it: whoever pinned the first key walks from there to the last
 * (docs/adr/0041-administrators.md).
 */
export const mostAdministrators = 20;
/** So that `org.json` stays small. */
const mostSteps = 400;

/**
 * An administrator, signed with the very key that it names, so that nobody is made one without having it. It names nobody: what they are
 * called is known to administrators alone.
 */
export const administratorClaimSchema = z.object({
  format: z.literal('plainsight-administrator/1'),
  administrator: administratorIdSchema,
  /** Ed25519 public key (base64 SPKI) that they sign with. */
  publicKey: z.base64().min(40).max(200),
  /** What the log is sealed to for them. */
  recipient: recipientSchema,
  at: z.number().int().nonnegative(),
});
export type AdministratorClaim = z.infer<typeof administratorClaimSchema>;

/** One change of who the administrators are. */
export const rosterStepSchema = z.object({
  format: z.literal('plainsight-roster/1'),
  /** Of which organisation, so that a step of another one is none. */
  organisationKey: z.base64().min(40).max(200),
  /** 1 for the first, which names everybody anew: the founder too, if they stay. */
  version: z.number().int().positive(),
  /** SHA-256 (hex) of the step before it, as it was signed; null for the first. */
  previous: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  at: z.number().int().nonnegative(),
  /** Claims (base64). Who is added under an id that is there has a new key from then on. */
  adds: z.array(z.base64().max(8_000)).max(mostAdministrators),
  removes: z.array(administratorIdSchema).max(mostAdministrators),
});
export type RosterStep = z.infer<typeof rosterStepSchema>;

/** The steps as they were signed (base64), from the first on. */
export const rosterStepsSchema = z.array(z.base64().max(200_000)).max(mostSteps);
