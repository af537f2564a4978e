import type { ObjectStore } from '../bucket/object-store.ts';
import { storageOf } from '../bucket/settings.ts';
import { ok, type Result } from '../core/result.ts';
import { keyPairOf } from '../seal/age.ts';
import type { SecretProtector } from '../seal/protector.ts';
import type { Agent } from './agent.ts';
import { ConsentDesk, controllerOf } from './consent-desk.ts';
import { ConsentLedger } from './consent-ledger.ts';
import type { Enrolled } from './enrolment.ts';
import { hasKeys, openKeys } from './keys.ts';
import { OrganisationKeeper } from './organisation-keeper.ts';
import type { Clock } from './ports.ts';
import { Outbox } from './upload/outbox.ts';
import { Uploader } from './upload/uploader.ts';
import { Vault } from './vault/vault.ts';
import { isMarked, mark, unmark } from './withdrawal-mark.ts';

export interface WithdrawalOptions {
  readonly folder: string;
  readonly enrolled: Enrolled;
  readonly protector: SecretProtector;
  readonly openStore: (bucket: Enrolled['bucket']) => ObjectStore;
  readonly clock: Clock;
  readonly random: () => number;
  /** How long sending what is owed may take. */
  readonly flushMs: number;
}

/**
 * Withdraws everything of the agent in `folder` without starting it: no sensor is opened. Answers how many objects still wait to be sent.
 * Problem codes: those of the keys and the vault, `vault-in-use` among them, and `ledger-unreadable`.
 */
export async function withdrawHere(options: WithdrawalOptions): Promise<Result<{ waiting: number }>> {
  const { folder, enrolled, protector, openStore, clock, random, flushMs } = options;
  // An agent that never had keys was never told anything.
  if (!hasKeys(folder)) return ok({ waiting: 0 });
  const keys = await openKeys(folder, protector);
  if (!keys.ok) return keys;
  const vault = Vault.open(folder);
  if (!vault.ok) return vault;
  const store = openStore(enrolled.bucket);
  const outbox = new Outbox(vault.value.database);
  const uploader = new Uploader({ folder, outbox, store, clock, random, onChange: () => {} });
  try {
    const organisation = new OrganisationKeeper(enrolled, vault.value);
    const { enrolment, bucket } = enrolled;
    const ledger = await ConsentLedger.open({
      vault: vault.value,
      employee: await keyPairOf(keys.value.identity),
      person: enrolment.person,
      device: keys.value.device,
      signing: keys.value,
      prefix: bucket.prefix,
      controller: () => controllerOf(organisation.current, enrolment),
      recovery: () => organisation.current.recovery,
    });
    const desk = new ConsentDesk({
      ledger,
      organisation: () => organisation.current,
      enrolment,
      storage: storageOf(bucket),
      prefix: bucket.prefix,
      publicKey: keys.value.publicKey,
      vault: vault.value,
      clock,
      change: async (mutate) => mutate(),
      onWritten: () => {},
    });
    const withdrawn = await desk.withdrawAll('uninstall');
    if (!withdrawn.ok) return withdrawn;
    await unmark(folder);
    await Promise.race([uploader.flush(), new Promise((done) => setTimeout(done, flushMs).unref())]);
    return ok({ waiting: outbox.state().waiting });
  } finally {
    await uploader.stop();
    store.close();
    vault.value.close();
  }
}

/**
 * Withdraws everything because the program is removed while its host runs; `agent` is null while its keys are locked. Answers how many objects
 * still wait after trying for `flushMs` to send them, or null where only the mark could be left. Fails where neither was possible.
 */
export async function withdrawRunning(
  folder: string,
  agent: Agent | null,
  flushMs: number,
): Promise<Result<{ waiting: number | null }>> {
  const withdrawn = await agent?.consent.withdrawAll('uninstall');
  if (agent === null || !withdrawn?.ok) {
    const marked = isMarked(folder) ? ok(undefined) : await mark(folder);
    return marked.ok ? ok({ waiting: null }) : marked;
  }
  await unmark(folder);
  await agent.flush(flushMs);
  return ok({ waiting: agent.outbox.state().waiting });
}
