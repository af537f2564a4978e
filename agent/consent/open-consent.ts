import { storageOf } from '../../bucket/settings.ts';
import type { Organisation } from '../../core/organisation/organisation.ts';
import type { KeyPair } from '../../seal/age.ts';
import type { Enrolled } from '../enrolment/enrolment.ts';
import type { AgentKeys } from '../enrolment/keys.ts';
import { ConsentDecisions, type ConsentDecisionsOptions, controllerOf } from './consent-decisions.ts';
import { ConsentLedger } from './consent-ledger.ts';

export interface ConsentOptions extends Pick<ConsentDecisionsOptions, 'vault' | 'clock' | 'change' | 'onWritten'> {
  readonly enrolled: Enrolled;
  readonly keys: AgentKeys;
  readonly employee: KeyPair;
  readonly organisation: { readonly current: Organisation };
}

export interface Consent {
  readonly ledger: ConsentLedger;
  readonly decisions: ConsentDecisions;
}

/** The ledger of one enrolment, read from the vault, and what decides by it. */
export async function openConsent(options: ConsentOptions): Promise<Consent> {
  const { enrolled, keys, employee, organisation, vault, clock, change, onWritten } = options;
  const { enrolment, bucket } = enrolled;
  const { prefix } = bucket;
  const ledger = await ConsentLedger.open({
    ...{ vault, employee, prefix, person: enrolment.person, device: keys.device, signing: keys },
    controller: () => controllerOf(organisation.current, enrolment),
    recovery: () => organisation.current.recovery,
  });
  const decisions = new ConsentDecisions({
    ...{ ledger, enrolment, prefix, vault, clock, change, onWritten },
    organisation: () => organisation.current,
    storage: storageOf(bucket),
    publicKey: keys.publicKey,
  });
  return { ledger, decisions };
}
