import type { PurposeNotice } from '../../core/organisation/organisation.ts';
import type { Purpose } from '../../core/organisation/purpose.ts';

/** Two purposes whose data cannot be kept for such times: they go together, or one cannot be looked at without the other. */
export interface KeptFault {
  readonly fault: 'different' | 'longer';
  readonly purposes: readonly [Purpose, Purpose];
  /** All whose data is sealed together. */
  readonly together: readonly Purpose[];
}

/** Whether it is of what is recorded of a day and sealed together, which is kept for one time. */
export function isOfDay(purpose: Purpose): boolean {
  return purpose !== 'screenshots' && purpose !== 'timesheets';
}

/**
 * What of a day is sealed together also goes together: people are told no other time for one purpose than for the next.
 * Pictures have a key and a rule of their own, and cannot be seen without the day that vouches for them.
 */
export function keptFault(asked: readonly PurposeNotice[]): KeptFault | null {
  const ofDay = asked.filter(({ purpose }) => isOfDay(purpose));
  const [first, ...others] = ofDay;
  if (first === undefined) return null;
  const together = ofDay.map(({ purpose }) => purpose);
  const different = others.find(({ keptDays: { least, most } }) => {
    return least !== first.keptDays.least || most !== first.keptDays.most;
  });
  if (different !== undefined) return { fault: 'different', purposes: [first.purpose, different.purpose], together };
  const pictures = asked.find(({ purpose }) => purpose === 'screenshots');
  const isLonger =
    pictures !== undefined &&
    (pictures.keptDays.least > first.keptDays.least || pictures.keptDays.most > first.keptDays.most);
  return isLonger ? { fault: 'longer', purposes: ['screenshots', first.purpose], together } : null;
}
