import type { DaySpan } from '../../../core/organisation/access.ts';
import { mediumDayText } from '../../parts/formats.ts';
import { tAdminViewers as t } from '../messages.ts';

/** Which days a span holds, in words. */
export function grantedDaysText({ from, to }: DaySpan): string {
  if (from === null) return to === null ? t('every-day') : t('until', { to: mediumDayText(to) });
  if (to === null) return t('since', { from: mediumDayText(from) });
  return t('between', { from: mediumDayText(from), to: mediumDayText(to) });
}
