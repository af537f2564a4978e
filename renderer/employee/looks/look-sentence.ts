import { dayOf, nextDay, zoneSchema } from '../../../core/time/calendar.ts';
import type { AccessLogEntry } from '../../../ipc/employee-access-log.ts';
import { viewReasonIn } from '../../../messages/manager/frame.ts';
import { dayRangeText, shortDayText, timeText } from '../../parts/formats.ts';
import { pageLanguage } from '../../parts/language.ts';
import { tLooks as t } from '../messages.ts';

/** When the receipt of a look came, as a sentence begins: `Yesterday at 16:36`. */
export function lookTime({ at, arrivedAt }: AccessLogEntry, now: number, ownZone: string): string {
  const zone = zoneSchema.parse(ownZone);
  const came = arrivedAt ?? at;
  const [day, today] = [dayOf(came, zone), dayOf(now, zone)];
  const time = timeText(came, zone);
  if (day === today) return t('today-at', { time });
  return nextDay(day) === today ? t('yesterday-at', { time }) : t('day-at', { day: shortDayText(day), time });
}

/** `Yesterday at 16:36, Payroll opened your day Tue 17 Nov.` */
export function lookSentence(look: AccessLogEntry, now: number, zone: string): string {
  const { day, to, viewer, detail } = look;
  return t(`said-${look.look}`, {
    at: lookTime(look, now, zone),
    who: viewer,
    days: day === to ? shortDayText(day) : dayRangeText(day, to),
    detail: look.look === 'export' ? (detail ?? '').toUpperCase() : (detail ?? ''),
  });
}

export function lookReason({ reason }: AccessLogEntry): string {
  return reason === '' ? t('no-reason') : t('reason', { reason: viewReasonIn(pageLanguage(), reason) });
}
