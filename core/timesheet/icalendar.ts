import type { RecordId } from '../ids.ts';
import { nextDay } from '../time/calendar.ts';
import type { Instant } from '../time/interval.ts';
import type { Timesheet } from './timesheet.ts';

/** What a calendar of a week says beside it. */
export interface CalendarWords {
  /** Whose week it is, as it stands in the calendar's name. */
  readonly name: string;
}

/**
 * A week as iCalendar (RFC 5545): an event of the whole day for each project of each day, since a
 * sheet tells how long and not from when. Such an event takes no time in a calendar (TRANSP). `ref`
 * names the version: one that is imported again replaces itself.
 */
export function timesheetCalendar(sheet: Timesheet, ref: RecordId, at: Instant, words: CalendarWords): string {
  const events = sheet.lines.map(({ day, project, minutes, note }, index) => [
    'BEGIN:VEVENT',
    `UID:${ref}-${index}@plainsight`,
    `DTSTAMP:${stampOf(at)}`,
    `DTSTART;VALUE=DATE:${dateOf(day)}`,
    `DTEND;VALUE=DATE:${dateOf(nextDay(day))}`,
    `SUMMARY:${escaped(`${project.name} · ${durationText(minutes)}`)}`,
    ...(note === '' ? [] : [`DESCRIPTION:${escaped(note)}`]),
    'TRANSP:TRANSPARENT',
    `X-PLAINSIGHT-MINUTES:${minutes}`,
    'END:VEVENT',
  ]);
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Plainsight//Timesheet 1//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(`${words.name} · ${sheet.week}`)}`,
    `X-WR-TIMEZONE:${escaped(sheet.zone)}`,
    ...events.flat(),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

/** `7:30 h`: the same in every language. */
function durationText(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')} h`;
}

/** TEXT of RFC 5545, 3.3.11: other people's words end no line and begin no property. */
function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll(';', '\\;')
    .replaceAll(',', '\\,')
    .replaceAll(/\r\n|\r|\n|\u2028|\u2029/g, '\\n')
    .replaceAll(/[\p{Cc}\p{Cs}]/gu, '');
}

const mostOctets = 75;

/** Lines of at most 75 octets (3.1); no character is cut in two. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const character of line) {
    const size = new TextEncoder().encode(character).length;
    // The space that a continued line begins with counts too.
    if (octets + size > mostOctets - (parts.length === 0 ? 0 : 1)) {
      parts.push(part);
      part = '';
      octets = 0;
    }
    part += character;
    octets += size;
  }
  return [...parts, part].join('\r\n ');
}

function stampOf(at: Instant): string {
  return `${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

function dateOf(day: string): string {
  return day.replaceAll('-', '');
}
