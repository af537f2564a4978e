import { createHmac } from 'node:crypto';
import { storageOf } from '../../bucket/settings.ts';
import { isSameStorage, type StorageLocation } from '../../core/consent/terms.ts';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { Vault } from '../vault/vault.ts';
import type { Enrolled } from './enrolment.ts';
import { otherDevice } from './enrolment-file.ts';
import type { AgentKeys } from './keys.ts';

/** An enrolment with the keys that were made for it. */
export interface Fitting {
  readonly enrolled: Enrolled;
  readonly keys: AgentKeys;
}

/**
 * An enrolment with its keys, which are of one device and for one place: whoever can write in the
 * folder may put another genuine enrolment there, and cannot write into the keys. Problem codes:
 * `enrolment-device`, `enrolment-moved`.
 */
export function fitting(enrolled: Enrolled, keys: AgentKeys): Result<Fitting> {
  if (enrolled.enrolment.device !== keys.device) return fail(otherDevice);
  const place = storageOf(enrolled.bucket);
  return isSameStorage(place, keys.place) ? ok({ enrolled, keys }) : fail(moved(place, keys.place));
}

const fact = 'place';

/**
 * Binds a new vault to the place of `keys`, and refuses one that was not bound with the same keys
 * to the same place: what waits in it was recorded to go elsewhere. Problem code besides those of
 * the disk: `vault-elsewhere`.
 */
export function bindVault(vault: Vault, { seed, place }: Pick<AgentKeys, 'seed' | 'place'>): Result<void> {
  const bond = createHmac('sha256', Buffer.from(seed, 'base64'))
    .update(JSON.stringify(['plainsight-place/1', place.host, place.bucket]))
    .digest('hex');
  const known = vault.fact(fact);
  if (known === bond) return ok(undefined);
  // Taking the fact away binds nothing anew, either.
  return known === null && vault.isEmpty() ? vault.setFact(fact, bond) : fail(vaultElsewhere);
}

/** The vault of `folder`, bound to the storage of `keys`. Problem codes: `bindVault`'s too. */
export function openBoundVault(folder: string, keys: Pick<AgentKeys, 'seed' | 'place'>): Result<Vault> {
  const vault = Vault.open(folder);
  if (!vault.ok) return vault;
  const bound = bindVault(vault.value, keys);
  if (bound.ok) return vault;
  vault.value.close();
  return bound;
}

function moved(named: StorageLocation, agreed: StorageLocation) {
  return problem('enrolment-moved', {
    named: named.bucket,
    there: named.host,
    bucket: agreed.bucket,
    host: agreed.host,
  });
}

const vaultElsewhere = problem('vault-elsewhere');
