import { type ConsentRecord, standingOf } from '../../core/consent/consent.ts';
import { recoveryFingerprint } from '../../core/consent/terms.ts';
import type { Organisation } from '../../core/organisation/organisation.ts';
import { purposes } from '../../core/organisation/purpose.ts';
import type { Recipient } from '../../core/organisation/recipient.ts';

/**
 * The organisation's present recovery keys without those of which nobody on this computer has read:
 * what is sealed to a key can be opened with it for ever. A key counts as read when it was in the
 * enrolment that was accepted, or in the terms of a purpose that is agreed to.
 */
export function knownRecovery(
  current: Pick<Organisation, 'recovery'>,
  accepted: Pick<Organisation, 'recovery'>,
  ledger: readonly ConsentRecord[] | null,
): Recipient[] {
  const known = new Set(accepted.recovery.map(recoveryFingerprint));
  for (const purpose of purposes) {
    const { isAllowed, terms } = standingOf(ledger ?? [], purpose, Number.POSITIVE_INFINITY);
    if (isAllowed) for (const key of terms?.recovery ?? []) known.add(key);
  }
  return current.recovery.filter((recipient) => known.has(recoveryFingerprint(recipient)));
}
