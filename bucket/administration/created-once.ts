import { randomBytes } from 'node:crypto';
import { ok, type Result } from '../../core/result.ts';
import type { PrefixedStore } from '../object-store.ts';
import { adminProbeKey } from './log-layout.ts';

/**
 * Whether the store keeps what is created once: everything that several administrators do stands on that. Tried on the store itself, by an object of
 * its own, which stays there. Problem codes: those of the store.
 */
export async function keepsWhatIsCreated({ store, prefix }: PrefixedStore): Promise<Result<boolean>> {
  const key = adminProbeKey(prefix);
  const first = await store.create(key, randomBytes(32));
  if (!first.ok && first.problem.code !== 'object-exists') return first;
  const before = await store.get(key);
  if (!before.ok) return before;
  const second = await store.create(key, randomBytes(32));
  if (!second.ok && second.problem.code !== 'object-exists') return second;
  const after = await store.get(key);
  if (!after.ok) return after;
  return ok(!second.ok && Buffer.compare(before.value, after.value) === 0);
}
