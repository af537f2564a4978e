import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DayKeeper } from '../agent/record/day-keeper.ts';
import { Vault } from '../agent/vault/vault.ts';
import { zoneSchema } from '../core/calendar.ts';
import { deviceIdSchema, idFromRandom, personIdSchema } from '../core/ids.ts';
import { unwrap } from '../core/result.ts';
import { newKeyPair } from '../seal/age.ts';
import { newSigningPair, signerOf } from '../seal/signing.ts';

/** The product's vault and keeper in a folder of their own, with the recipients that an organisation has: employee, two recovery, one viewer. */
export async function openBenchVault(
  holdMs = 0,
): Promise<{ vault: Vault; keeper: DayKeeper; folder: string; close: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'plainsight-bench-'));
  const vault = unwrap(Vault.open(folder));
  const others = [(await newKeyPair()).recipient, (await newKeyPair()).recipient, (await newKeyPair()).recipient];
  const keeper = new DayKeeper({
    vault,
    person: personIdSchema.parse(idFromRandom(randomBytes(26))),
    device: deviceIdSchema.parse(idFromRandom(randomBytes(26))),
    prefix: '',
    zone: zoneSchema.parse('UTC'),
    employee: await newKeyPair(),
    sign: signerOf(newSigningPair().privateKey),
    recipients: () => others,
    holdMs: () => holdMs,
  });
  return {
    vault,
    keeper,
    folder,
    close: () => {
      vault.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
