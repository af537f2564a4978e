import { z } from 'zod';
import type { Circumstances } from '../core/consent.ts';
import type { Result } from '../core/result.ts';
import type { Vault } from './vault/vault.ts';

const pauseSchema = z.object({ since: z.number(), until: z.number().nullable() }).nullable();

const fact = 'pause';

/** The pause that was on when the agent last ran. One that cannot be read holds until the person resumes. */
export function readPause(vault: Vault): Circumstances['pause'] {
  const text = vault.fact(fact);
  if (text === null) return null;
  try {
    return pauseSchema.parse(JSON.parse(text));
  } catch {
    return { since: 0, until: null };
  }
}

export function writePause(vault: Vault, pause: Circumstances['pause']): Result<void> {
  return vault.setFact(fact, JSON.stringify(pause));
}
