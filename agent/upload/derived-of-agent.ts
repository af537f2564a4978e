import type { Day } from '../../core/ids.ts';
import type { Organisation } from '../../core/organisation/organisation.ts';
import type { Recipient } from '../../core/organisation/recipient.ts';
import type { Zone } from '../../core/time/calendar.ts';
import { problemText } from '../../messages/problem-text.ts';
import type { DayKeeper } from '../day/day-keeper.ts';
import type { DeviceStore } from '../enrolment/device-store.ts';
import type { Enrolled } from '../enrolment/enrolment.ts';
import type { AgentKeys } from '../enrolment/keys.ts';
import type { Clock } from '../ports.ts';
import type { Vault } from '../vault/vault.ts';
import { DayDigests } from './derived-objects.ts';

export interface DerivedOptions {
  readonly vault: Vault;
  readonly store: DeviceStore;
  readonly clock: Clock;
  readonly random: () => number;
  readonly zone: Zone;
  readonly enrolled: Enrolled;
  readonly keys: AgentKeys;
  readonly log: (line: string) => void;
}

export interface DigestParts {
  readonly keeper: DayKeeper;
  readonly organisation: () => Organisation;
  readonly viewers: (day: Day) => readonly Recipient[];
  /** Those recovery keys of which the person has read. */
  readonly recovery: () => readonly Recipient[];
  readonly employee: Recipient;
}

/** What an agent lays beside the chains of its days. */
export function digestsOf(
  { vault, store, clock, random, zone, enrolled, keys, log }: DerivedOptions,
  { keeper, organisation, viewers, recovery, employee }: DigestParts,
): DayDigests {
  return new DayDigests({
    vault,
    keeper,
    store,
    prefix: enrolled.bucket.prefix,
    person: enrolled.enrolment.person,
    device: keys.device,
    zone,
    privateKey: keys.privateKey,
    organisation,
    viewers,
    always: () => [...recovery(), employee],
    clock,
    random,
    onProblem: (problem) => log(`What lies beside a day was not renewed yet. ${problemText('en', problem).what}`),
  });
}
