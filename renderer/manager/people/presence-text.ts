import { dayOf, type Zone, zoneSchema } from '../../../core/time/calendar.ts';
import type { Person, Presence } from '../../../ipc/manager.ts';
import { durationText, shortDayText, timeText, whenText } from '../../parts/formats.ts';
import { tPeople as t } from '../messages.ts';

/** What was last recorded of a person, in a line that neither praises nor blames. */
export function heardText(latest: Presence['latest'], now: number): string {
  if (latest === null || latest.last === null) return t('never-recorded');
  const zone = zoneSchema.safeParse(latest.zone);
  const today = dayOf(now, zone.success ? zone.data : utc);
  const length = durationText(latest.recordedMs);
  if (latest.day < today) return t('today-nothing', { day: shortDayText(latest.day), length });
  return t('until-today', { time: timeText(latest.last, zone.success ? zone.data : utc), length });
}

export function uploadText(uploadedAt: number | null, zone: string, now: number): string {
  return uploadedAt === null ? t('never-uploaded') : whenText(uploadedAt, now, zone);
}

/** The zone in which a person's times are said: their own, as far as this page knows it. */
export function zoneOf(person: Person, presence: Presence | undefined): Zone {
  return (
    [presence?.latest?.zone, person.zone].reduce<Zone | null>((found, each) => {
      if (found !== null) return found;
      const parsed = zoneSchema.safeParse(each);
      return parsed.success ? parsed.data : null;
    }, null) ?? utc
  );
}

const utc = zoneSchema.parse('UTC');
