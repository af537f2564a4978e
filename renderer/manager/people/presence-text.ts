import { dayOf, knownZone, type Zone } from '../../../core/time/calendar.ts';
import type { Person, Presence } from '../../../ipc/manager.ts';
import { timeText, whenText } from '../../parts/formats.ts';
import { tPeople as t } from '../messages.ts';

type Latest = NonNullable<Presence['latest']>;

/** Whether it is the person's day of today; one that a clock ahead wrote is. */
export function isTodays({ day, zone }: Pick<Latest, 'day' | 'zone'>, now: number): boolean {
  return day >= dayOf(now, knownZone(zone));
}

/** Up to when something was received, in a word that neither praises nor blames. */
export function receivedText(latest: Latest | null, now: number): string {
  if (latest === null || latest.last === null) return t('never-recorded');
  return isTodays(latest, now) ? timeText(latest.last, knownZone(latest.zone)) : t('today-nothing');
}

export function uploadText(uploadedAt: number | null, zone: string, now: number): string {
  return uploadedAt === null ? t('never-uploaded') : t('uploaded', { when: whenText(uploadedAt, now, zone) });
}

/** The zone in which a person's times are said: their own, as far as this page knows it. */
export function zoneOf(person: Person, presence: Presence | undefined): Zone {
  return knownZone(presence?.latest?.zone, person.zone);
}
