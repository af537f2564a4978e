import type { DayTime } from '../../../core/day/day-time.ts';
import { durationText, listText } from '../formats.ts';
import { tDayTime as t } from '../messages.ts';

const standings = ['approved', 'waiting', 'declined', 'unknown'] as const;

/** `19 min recorded + 35 min added, of which 20 min approved`; `19 min recorded` where nothing was added. */
export function dayTimeText(time: DayTime): string {
  const recorded = t('recorded', { length: durationText(time.recordedMs) });
  if (time.addedMs === 0) return recorded;
  const parts = standings.flatMap((standing) => {
    const ms = time[`${standing}Ms`];
    return ms === 0 ? [] : [t(standing, { length: durationText(ms) })];
  });
  const values = { recorded, added: durationText(time.addedMs) };
  return parts.length === 0 ? t('added', values) : t('added-of-which', { ...values, parts: listText(parts) });
}
