import type { Day } from '../../core/ids.ts';
import type { DirectoryPerson } from '../../core/organisation/access.ts';
import type { Result } from '../../core/result.ts';
import { dayOf, knownZone } from '../../core/time/calendar.ts';
import type { Instant } from '../../core/time/interval.ts';
import type { OpenViewer } from '../ports.ts';

type Receipts = Map<string, Promise<Result<Instant>>>;

/** Of each open key, by person and day. */
const left = new WeakMap<object, Receipts>();

/**
 * The receipt of whatever tells that a person was there, or on which days they were: the list of
 * people, of days, of what waits for an answer. One a person and `day`, the person's today where
 * none is said, is enough while the key is open. Without it nothing may be told.
 */
export function presenceReceipt(
  viewer: Pick<OpenViewer, 'writeReceipt' | 'now'>,
  person: DirectoryPerson,
  day: Day = todayOf(person, viewer.now()),
): Promise<Result<Instant>> {
  const receipts: Receipts = left.get(viewer) ?? new Map();
  left.set(viewer, receipts);
  const name = `${person.person} ${day}`;
  const known = receipts.get(name);
  if (known !== undefined) return known;
  const look = { look: 'presence', day, to: day, reason: '', detail: null } as const;
  const written = viewer.writeReceipt(person, look).then((receipt) => {
    if (!receipt.ok) receipts.delete(name);
    return receipt;
  });
  receipts.set(name, written);
  return written;
}

/** The person's own day; by UTC where their zone is not known. */
export function todayOf({ zone }: Pick<DirectoryPerson, 'zone'>, now: Instant): Day {
  return dayOf(now, knownZone(zone));
}
