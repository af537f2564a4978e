import type { Day } from '../../core/ids.ts';
import type { Organisation } from '../../core/organisation/organisation.ts';
import type { Recipient } from '../../core/organisation/recipient.ts';
import { problemText } from '../../messages/problem-text.ts';
import type { AgentOptions } from '../agent-parts.ts';
import type { DayKeeper } from '../day/day-keeper.ts';
import { DayDigests } from './derived-objects.ts';

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
  { vault, store, clock, random, zone, enrolled, keys, log }: AgentOptions,
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
