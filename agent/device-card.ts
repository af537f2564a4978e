import { deviceKey } from '../bucket/layout.ts';
import type { Instant } from '../core/interval.ts';
import type { DeviceCard } from '../core/organisation.ts';
import { ok, type Result } from '../core/result.ts';
import { macDocument } from '../seal/signing.ts';
import type { Enrolled } from './enrolment.ts';
import type { AgentKeys } from './keys.ts';
import type { Vault } from './vault/vault.ts';

export interface DeviceCardOptions {
  readonly vault: Vault;
  readonly enrolled: Enrolled;
  readonly keys: AgentKeys;
  /** The person's own: receipts of views are sealed to it. */
  readonly recipient: DeviceCard['recipient'];
  readonly at: Instant;
}

/** Puts the device's card on its way to the bucket, authenticated with the enrolment key, unless it is there already. */
export async function publishDeviceCard({
  vault,
  enrolled,
  keys,
  recipient,
  at,
}: DeviceCardOptions): Promise<Result<void>> {
  const { person, enrolmentKey } = enrolled.enrolment;
  const key = deviceKey(enrolled.bucket.prefix, person, keys.device);
  if (vault.has(key)) return ok(undefined);
  const { device, publicKey } = keys;
  const card: DeviceCard = { format: 'plainsight-device/1', person, device, publicKey, recipient, at };
  const sealed = macDocument(card, enrolmentKey);
  return vault.addObject({ day: null, kind: 'other', name: 'device-card', key, sealed, at, releaseAt: at });
}
