import type { Day } from '../../core/ids.ts';
import { type Access, spanHolds } from '../../core/organisation/access.ts';
import type { Recipient } from '../../core/organisation/recipient.ts';

/** Who may open each of `days`: nobody learns of a day that they may not open. */
export function readersOf({ viewers }: Pick<Access, 'viewers'>, days: readonly Day[]): Recipient[] {
  return mayRead(viewers, days).map(({ recipient }) => recipient);
}

export function mayRead<V extends Pick<Access['viewers'][number], 'spans'>>(
  viewers: readonly V[],
  days: readonly Day[],
): V[] {
  return viewers.filter(({ spans }) => days.every((day) => spans.some((span) => spanHolds(span, day))));
}
