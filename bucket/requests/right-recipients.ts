import type { Organisation } from '../../core/organisation/organisation.ts';
import type { Recipient } from '../../core/organisation/recipient.ts';
import type { Roster } from '../../seal/roster.ts';

/**
 * Whom a request about rights is sealed to beside the person: everybody who is an administrator, and
 * recovery, so that none is lost with an administrator's key. None: the organisation takes no requests here.
 */
export function rightRecipients(
  { requestsTo, recovery }: Pick<Organisation, 'requestsTo' | 'recovery'>,
  { administrators }: Pick<Roster, 'administrators'>,
): Recipient[] {
  const desk = administrators.length > 0 ? administrators.map(({ recipient }) => recipient) : [requestsTo];
  const known = desk.filter((each) => each !== undefined);
  return known.length === 0 ? [] : [...new Set([...known, ...recovery])];
}
