import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DayKeeper } from '../agent/day/day-keeper.ts';
import { Vault } from '../agent/vault/vault.ts';
import { type DeviceId, deviceIdSchema, type PersonId, personIdSchema } from '../core/ids.ts';
import type { Recipient } from '../core/organisation/recipient.ts';
import { unwrap } from '../core/result.ts';
import { type KeyPair, newKeyPair } from '../seal/age.ts';
import { randomId } from '../seal/random-id.ts';
import { newSigningPair, type PrivateKey, signerOf } from '../seal/signing.ts';
import { keeperOf } from '../test/fixtures/agent/keepers.ts';

export interface BenchVault {
  readonly vault: Vault;
  readonly keeper: DayKeeper;
  readonly folder: string;
  readonly person: PersonId;
  readonly device: DeviceId;
  readonly employee: KeyPair;
  readonly privateKey: PrivateKey;
  /** Whom days are sealed to: employee, recovery and a viewer. */
  readonly recipients: readonly Recipient[];
  readonly close: () => void;
}

/** The product's vault and keeper in a folder of their own, with the recipients that an organisation has: employee, two recovery, one viewer. */
export async function openBenchVault(holdMs = 0): Promise<BenchVault> {
  const folder = mkdtempSync(join(tmpdir(), 'plainsight-bench-'));
  const vault = unwrap(Vault.open(folder));
  const others = [(await newKeyPair()).recipient, (await newKeyPair()).recipient, (await newKeyPair()).recipient];
  const person = randomId(personIdSchema);
  const device = randomId(deviceIdSchema);
  const employee = await newKeyPair();
  const { privateKey } = newSigningPair();
  const keeper = await keeperOf(vault, {
    ...{ person, device, employee, sign: signerOf(privateKey) },
    recipients: () => others,
    holdMs: () => holdMs,
  });
  return {
    vault,
    keeper,
    folder,
    ...{ person, device, employee },
    privateKey,
    recipients: [...others, employee.recipient],
    close: () => {
      vault.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
