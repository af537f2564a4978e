import { type Day, daySchema } from '../../../core/ids.ts';

/** The day in what somebody typed, or null: `17/11/2026`, `17.11.26`, `2026-11-17`. All languages of the pages write the day first. */
export function typedDay(text: string): Day | null {
  const iso = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*$/.exec(text);
  const own = /^\s*(\d{1,2})[./ -]+(\d{1,2})[./ -]+(\d{4}|\d{2})\s*$/.exec(text);
  const [year = '', month = '', day = ''] = iso?.slice(1) ?? own?.slice(1).reverse() ?? [];
  const written = `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const known = daySchema.safeParse(written);
  // The thirtieth of February is none.
  const at = new Date(`${written}T12:00:00Z`);
  return known.success && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(written) ? known.data : null;
}

/** The time of day in what somebody typed as `HH:MM`, or null: `9`, `9:30`, `0930`, `9.30`, `1:30 pm`. */
export function typedTime(text: string): string | null {
  const found = /^\s*(\d{1,2})(?:\s*[:.h]?\s*(\d{2}))?\s*(?:h|([ap])\.?\s*m\.?)?\s*$/i.exec(text);
  if (found === null) return null;
  const [, hours = '', minutes = '00', half] = found;
  const twelve = Number(hours) % 12;
  const hour = half === undefined ? Number(hours) : half.toLowerCase() === 'p' ? twelve + 12 : twelve;
  if (half !== undefined && Number(hours) > 12) return null;
  if (hour === 24 && minutes === '00') return '00:00';
  return hour > 23 || Number(minutes) > 59 ? null : `${String(hour).padStart(2, '0')}:${minutes}`;
}
