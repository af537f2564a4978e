import type { ObjectStore } from '../../bucket/object-store.ts';
import { ok, type Result } from '../../core/result.ts';
import { keyPairOf } from '../../seal/age.ts';
import { type Consent, openConsent } from '../consent/open-consent.ts';
import { DeviceStore, type ReachedStore } from '../enrolment/device-store.ts';
import type { Enrolled } from '../enrolment/enrolment.ts';
import type { AgentKeys } from '../enrolment/keys.ts';
import { fitting, openBoundVault } from '../enrolment/location.ts';
import { OrganisationKeeper } from '../policy/organisation-keeper.ts';
import type { Clock } from '../ports.ts';
import { Uploader } from '../upload/uploader.ts';

export interface OfflineDecisionsOptions {
  readonly folder: string;
  readonly enrolled: Enrolled;
  readonly keys: AgentKeys;
  readonly openStore: (bucket: Enrolled['bucket']) => ReachedStore;
  readonly clock: Clock;
  readonly random: () => number;
}

/** Decides about consent in a folder whose agent does not run: nothing is recorded. */
export interface OfflineDecisions extends Consent {
  readonly organisation: OrganisationKeeper;
  readonly store: ObjectStore;
  /** Tries for `ms` at most to send what is owed; answers how many objects are still queued. */
  flush(ms: number): Promise<number>;
  close(): Promise<void>;
}

/**
 * Problem codes: `vault-in-use` while an agent runs there, the others of opening the vault, and
 * those of another device or bucket. A ledger that cannot be read is told by the decisions.
 */
export async function openOfflineDecisions(options: OfflineDecisionsOptions): Promise<Result<OfflineDecisions>> {
  const { folder, enrolled, keys, openStore, clock, random } = options;
  const fit = fitting(enrolled, keys);
  if (!fit.ok) return fit;
  const opened = openBoundVault(folder, keys);
  if (!opened.ok) return opened;
  const vault = opened.value;
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
    const employee = await keyPairOf(keys.identity);
    const consent = await openConsent({
      ...{ vault, enrolled, keys, employee, organisation, clock },
      change: async (mutate) => mutate(),
      onWritten: () => {},
    });
    const flush = async (ms: number): Promise<number> => {
      await uploader.flush(ms);
      return outbox.state().waiting;
    };
    return ok({ ...consent, organisation, store, flush, close });
  } catch (error) {
    // The vault must not stay locked by nobody.
    await close();
    throw error;
  }
}
