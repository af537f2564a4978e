import type { ObjectStore } from '../bucket/object-store.ts';
import { storageOf } from '../bucket/settings.ts';
import { ok, type Result } from '../core/result.ts';
import { keyPairOf } from '../seal/age.ts';
import { ConsentDesk, controllerOf } from './consent/consent-decisions.ts';
import { ConsentLedger } from './consent/consent-ledger.ts';
import { DeviceStore, type ReachedStore } from './enrolment/device-store.ts';
import type { Enrolled } from './enrolment/enrolment.ts';
import type { AgentKeys } from './enrolment/keys.ts';
import { bindVault, fitting } from './enrolment/location.ts';
import { OrganisationKeeper } from './policy/organisation-keeper.ts';
import type { Clock } from './ports.ts';
import { Uploader } from './upload/uploader.ts';
import { Vault } from './vault/vault.ts';

export interface DeskHereOptions {
  readonly folder: string;
  readonly enrolled: Enrolled;
  readonly keys: AgentKeys;
  readonly openStore: (bucket: Enrolled['bucket']) => ReachedStore;
  readonly clock: Clock;
  readonly random: () => number;
}

/** What decides about consent in a folder whose agent does not run: no sensor is opened, and nothing is recorded. */
export interface DeskHere {
  readonly desk: ConsentDesk;
  readonly ledger: ConsentLedger;
  readonly organisation: OrganisationKeeper;
  readonly store: ObjectStore;
  /** Tries for `ms` at most to send what is owed; answers how many objects still wait. */
  flush(ms: number): Promise<number>;
  close(): Promise<void>;
}

/** Problem codes: those of the vault, `vault-in-use` among them: an agent runs there; and of the place that it is bound to. A ledger that cannot be read is told by the desk. */
export async function openDeskHere(options: DeskHereOptions): Promise<Result<DeskHere>> {
  const { folder, enrolled, keys, openStore, clock, random } = options;
  const fit = fitting(enrolled, keys);
  if (!fit.ok) return fit;
  const opened = Vault.open(folder);
  if (!opened.ok) return opened;
  const vault = opened.value;
  const bound = bindVault(vault, keys);
  if (!bound.ok) {
    vault.close();
    return bound;
  }
  const store = new DeviceStore({ folder, identity: keys.identity, bucket: enrolled.bucket, openStore, clock });
  const { outbox } = vault;
  const uploader = new Uploader({ folder, outbox, store, clock, random, onChange: () => {} });
  const close = async (): Promise<void> => {
    await uploader.stop();
    store.close();
    vault.close();
  };
  try {
    const organisation = new OrganisationKeeper(enrolled, vault);
    const { enrolment, bucket } = enrolled;
    const ledger = await ConsentLedger.open({
      vault,
      employee: await keyPairOf(keys.identity),
      person: enrolment.person,
      device: keys.device,
      signing: keys,
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
      publicKey: keys.publicKey,
      vault,
      clock,
      change: async (mutate) => mutate(),
      onWritten: () => {},
    });
    const flush = async (ms: number): Promise<number> => {
      await Promise.race([uploader.flush(), new Promise((done) => setTimeout(done, ms).unref())]);
      return outbox.state().waiting;
    };
    return ok({ desk, ledger, organisation, store, flush, close });
  } catch (error) {
    // The vault must not stay locked by nobody.
    await close();
    throw error;
  }
}
