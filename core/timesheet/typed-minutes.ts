import { mostMinutes } from './timesheet.ts';

/**
 * Minutes as somebody types them: `7:30`, `7.5`, `7,5`, `7 h`, `7 h 30`, `45 min`; nothing is none.
 * Null where it is something else, or more than a day has.
 */
export function typedMinutes(text: string): number | null {
  const typed = text.trim().toLowerCase();
  if (typed === '') return 0;
  const clock = /^(\d{1,2}):([0-5]\d)(?: ?h)?$/.exec(typed) ?? /^(\d{1,2}) ?h ?([0-5]?\d)(?: ?min)?$/.exec(typed);
  const minutes = /^(\d{1,4}) ?min$/.exec(typed);
  const hours = /^(\d{1,2}(?:[.,]\d{1,2})?)(?: ?h)?$/.exec(typed);
  const found =
    clock !== null
      ? Number(clock[1]) * 60 + Number(clock[2])
      : minutes !== null
        ? Number(minutes[1])
        : hours !== null
          ? Math.round(Number((hours[1] ?? '').replace(',', '.')) * 60)
          : null;
  return found !== null && found <= mostMinutes ? found : null;
}

/** `7:30`; nothing for none. */
export function minutesText(minutes: number): string {
  return minutes === 0 ? '' : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}
