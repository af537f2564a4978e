import type { PersonStanding } from '../../../ipc/administrator/administrator.ts';

export const enrolledFilters = ['all', 'asking', 'unused', 'silent'] as const;
export type EnrolledFilter = (typeof enrolledFilters)[number];

/** Of whom nothing came for so long is silent. */
const silentAfterMs = 7 * 24 * 3_600_000;

/** When something of any of their computers last arrived; null: never. */
export function lastHeardOf({ computers }: PersonStanding): number | null {
  const heard = computers.flatMap(({ sentAt }) => sentAt ?? []);
  return heard.length === 0 ? null : Math.max(...heard);
}

/** Whether somebody is one of those whom the filter shows; of whom nothing is known is none of them. */
export function isShownBy(filter: EnrolledFilter, standing: PersonStanding | undefined, now: number): boolean {
  if (filter === 'all') return true;
  if (standing === undefined || standing.problem !== null) return false;
  if (filter !== 'silent') return standing.computers.some(({ state }) => state === filter);
  const heard = lastHeardOf(standing);
  const isConfirmed = standing.computers.some(({ state }) => state === 'confirmed' || state === 'confirmed-other');
  return isConfirmed && (heard === null || now - heard >= silentAfterMs);
}
