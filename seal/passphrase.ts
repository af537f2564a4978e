import { randomBytes } from 'node:crypto';
import { idFromRandom } from '../core/ids.ts';

/** Shortest passphrase, in characters, that new keys are made with. */
export const shortestPassphrase = 12;

/** A new passphrase: 100 random bits in four groups of five characters that can be read out. */
export function newPassphrase(): string {
  const letters = idFromRandom(randomBytes(26)).slice(0, 20);
  return (letters.match(/.{5}/g) ?? []).join('-');
}
