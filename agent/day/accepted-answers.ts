import { z } from 'zod';
import type { AcceptedAnswers } from '../../bucket/answers.ts';
import type { Vault } from '../vault/vault.ts';

const fact = 'accepted-answers';
const hashesSchema = z.array(z.string().regex(/^[0-9a-f]{64}$/));

/**
 * The answers that were valid when this computer first read them, by the SHA-256 of their sealed
 * bytes. Whose access ends later has answered all the same; whose access had ended before has not.
 * Where it cannot be kept it holds until the next start.
 */
export function acceptedAnswers(vault: Pick<Vault, 'fact' | 'setFact'>): AcceptedAnswers {
  const known = new Set(kept(vault.fact(fact)));
  return {
    has: (hash) => known.has(hash),
    add: (hashes) => {
      for (const hash of hashes) known.add(hash);
      vault.setFact(fact, JSON.stringify([...known]));
    },
  };
}

function kept(text: string | null): readonly string[] {
  try {
    return hashesSchema.parse(JSON.parse(text ?? '[]'));
  } catch {
    return [];
  }
}
