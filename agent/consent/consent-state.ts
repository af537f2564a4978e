import { type ConsentRecord, consentChannels, standingOf } from '../../core/consent/consent.ts';
import { purposes } from '../../core/organisation/purpose.ts';
import type { Instant } from '../../core/time/interval.ts';
import type { EmployeeStatus } from '../../ipc/employee.ts';

type Word = EmployeeStatus['consentGiven'];

/** Where the person last decided anything. For themselves only: nobody else sees a no. */
export function lastWord(ledger: readonly ConsentRecord[] | null): Word {
  return wordOf(ledger?.findLast(({ event }) => event !== 'narrowed'));
}

/** By what the person said the latest yes that still holds: what a day's header may tell. */
export function heldWord(ledger: readonly ConsentRecord[] | null, now: Instant): Word {
  const held = purposes.flatMap((purpose) => {
    const { isAllowed, last } = standingOf(ledger ?? [], purpose, now);
    return isAllowed && last !== null ? [last] : [];
  });
  return wordOf(held.sort((a, b) => a.at - b.at).at(-1));
}

function wordOf(record: ConsentRecord | undefined): Word {
  return consentChannels.find((place) => record?.given === place) ?? 'none';
}
