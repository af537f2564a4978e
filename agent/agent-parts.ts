import { dayBounds, dayOf, type Zone } from '../core/time/calendar.ts';
import { problemText } from '../messages/problem-text.ts';
import { keyPairOf } from '../seal/age.ts';
import { signerOf } from '../seal/signing.ts';
import { controllerOf } from './consent/consent-decisions.ts';
import { ConsentLedger } from './consent/consent-ledger.ts';
import { DayKeeper } from './day/day-keeper.ts';
import { DeviceAdmission } from './enrolment/device-card.ts';
import type { DeviceStore } from './enrolment/device-store.ts';
import type { Enrolled } from './enrolment/enrolment.ts';
import type { AgentKeys } from './enrolment/keys.ts';
import { IdleQuestions } from './observe/idle-questions.ts';
import { AccessKeeper } from './policy/access-keeper.ts';
import { HoldTerms } from './policy/hold-terms.ts';
import { OrganisationKeeper } from './policy/organisation-keeper.ts';
import { knownRecovery } from './policy/recovery-keys.ts';
import type { CapturePlatform, Clock, RecordingSign, WebpEncoder } from './ports.ts';
import { DayDigests } from './upload/derived-objects.ts';
import type { Vault } from './vault/vault.ts';

export interface AgentOptions {
  readonly folder: string;
  readonly enrolled: Enrolled;
  readonly keys: AgentKeys;
  readonly vault: Vault;
  readonly store: DeviceStore;
  readonly platform: CapturePlatform;
  readonly sign: RecordingSign;
  readonly encoder: () => Promise<WebpEncoder>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly zone: Zone;
  readonly appVersion: string;
  readonly host: 'electron' | 'node';
  readonly onChange: () => void;
  /** Lines for the operator: what failed, never what was captured. */
  readonly log: (line: string) => void;
}

/** What is made before the rest of an agent, since it reads the vault or asks the bucket. */
export interface AgentParts {
  readonly ledger: ConsentLedger;
  readonly organisation: OrganisationKeeper;
  readonly access: AccessKeeper;
  readonly admission: DeviceAdmission;
  readonly keeper: DayKeeper;
  readonly idle: IdleQuestions;
  readonly hold: HoldTerms;
  readonly digests: DayDigests;
}

/** How long a start waits for the organisation's answers at most. */
const firstRefreshMs = 5_000;

/** Asks the organisation first where this start depends on its word; without a connection what is known has to do. */
export async function openParts(options: AgentOptions): Promise<AgentParts> {
  const { vault, enrolled, keys, zone } = options;
  const employee = await keyPairOf(keys.identity);
  const organisation = new OrganisationKeeper(enrolled, vault);
  const { person } = enrolled.enrolment;
  const { prefix } = enrolled.bucket;
  const access = new AccessKeeper(enrolled, vault);
  const aWhile = AbortSignal.timeout(firstRefreshMs);
  // The enrolment may be older than the organisation's last word.
  const isFirstStart = vault.days().length === 0;
  const asked = isFirstStart ? organisation.refresh(options.store, aWhile) : null;
  // A day's key is made for whoever may open the day when it begins: somebody who was removed since the last start no longer.
  const isNewDay = vault.day(dayOf(options.clock.now(), zone)) === null;
  if (isNewDay) await access.refresh(options.store, aWhile);
  await asked;
  const ledger = await ConsentLedger.open({
    vault,
    employee,
    person,
    device: keys.device,
    signing: keys,
    prefix,
    controller: () => controllerOf(organisation.current, enrolled.enrolment),
    recovery: () => organisation.current.recovery,
  });
  const idle = new IdleQuestions({
    vault,
    endOfDay: (at) => dayBounds(dayOf(at, zone), zone).end,
    lastKnown: vault.hold.lastAt(),
  });
  const hold = new HoldTerms({
    ledger: () => ledger.records,
    terms: (purpose) => organisation.terms(purpose),
    holdMs: () => organisation.current.settings.holdMs,
  });
  const recovery = () => knownRecovery(organisation.current, enrolled.organisation, ledger.records);
  const keeper = new DayKeeper({
    vault,
    person,
    device: keys.device,
    prefix,
    zone,
    employee,
    sign: signerOf(keys.privateKey),
    recipients: (day) => [...access.viewersOf(day), ...recovery()],
    holdMs: () => hold.of([], options.clock.now()),
    heldFrom: (now) => idle.heldFrom(now),
  });
  const digests = new DayDigests({
    ...{ vault, keeper, prefix, person, zone },
    store: options.store,
    device: keys.device,
    privateKey: keys.privateKey,
    organisation: () => organisation.current,
    viewers: (day) => access.viewersOf(day),
    // Of the recovery keys those of which the person has read.
    always: () => [...recovery(), employee.recipient],
    clock: options.clock,
    random: options.random,
    onProblem: (problem) =>
      options.log(`What lies beside a day was not renewed yet. ${problemText('en', problem).what}`),
  });
  const admission = new DeviceAdmission({
    ...options,
    recipient: employee.recipient,
    at: options.clock.now(),
    access: () => access.current,
  });
  return { ledger, organisation, access, admission, keeper, idle, hold, digests };
}
