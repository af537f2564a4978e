import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviceIdSchema, personIdSchema, recordIdSchema } from '../../../core/ids.ts';
import { zoneSchema } from '../../../core/time/calendar.ts';
import { daysIn, isoWeekSchema } from '../../../core/time/iso-week.ts';
import { timesheetCalendar } from '../../../core/timesheet/icalendar.ts';
import { type Timesheet, timesheetSchema } from '../../../core/timesheet/timesheet.ts';
import { timesheetCsv } from '../../../core/timesheet/timesheet-csv.ts';
import { readCsv } from '../../fixtures/csv.ts';

const week = isoWeekSchema.parse('2026-W01');
const ref = recordIdSchema.parse('1'.repeat(26));
const at = Date.parse('2026-01-05T08:09:10Z');

function sheetOf(lines: readonly { name: string; minutes: number; note: string }[]): Timesheet {
  return timesheetSchema.parse({
    format: 'plainsight-timesheet/1',
    person: personIdSchema.parse('a'.repeat(26)),
    device: deviceIdSchema.parse('b'.repeat(26)),
    ...{ week, zone: zoneSchema.parse('UTC'), version: 1, earlier: [], at, organisation: 1 },
    lines: lines.map(({ name, minutes, note }, index) => ({
      day: daysIn(week)[index % 7],
      project: { id: null, name: `${index} ${name}` },
      ...{ minutes, note },
    })),
  });
}

/** A content line of RFC 5545, 3.1: a name, and a value without control characters. */
const contentLine = /^([A-Z-]+)((?:;[A-Z-]+=[^":;,\p{Cc}]+)*):([^\p{Cc}]*)$/u;
/** TEXT of 3.3.11: every separator and backslash is escaped. */
const textValue = /^(?:[^\\;,\p{Cc}]|\\[\\;,nN])*$/u;

/** The lines as a reader has them, each unfolded; throws where the file is none. */
function linesIn(file: string): { name: string; value: string }[] {
  expect(file.endsWith('\r\n')).toBe(true);
  const physical = file.slice(0, -2).split('\r\n');
  for (const line of physical) {
    expect(line).not.toMatch(/[\r\n]/);
    expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
    expect(line).not.toMatch(/\p{Cs}/u);
  }
  return file
    .replaceAll('\r\n ', '')
    .slice(0, -2)
    .split('\r\n')
    .map((line) => {
      const parts = contentLine.exec(line);
      expect(parts, line).not.toBeNull();
      return { name: parts?.[1] ?? '', value: parts?.[3] ?? '' };
    });
}

const unescaped = (text: string) => text.replaceAll(/\\(.)/g, (_, sign: string) => (/n/i.test(sign) ? '\n' : sign));

describe('a week as iCalendar', () => {
  it('is by its grammar, whatever notes say, and gives them back', () => {
    const name = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
      .filter((text) => /^[^\p{C}\p{Z}]+$/u.test(text));
    const note = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 300 }).filter((text) => text.length <= 300),
      fc.constantFrom('a,b;c\\d', 'one\ntwo\r\nthree', 'END:VEVENT\r\nEND:VCALENDAR', 'ü'.repeat(150), '😀'.repeat(60)),
    );
    fc.assert(
      fc.property(
        fc.array(fc.record({ name, minutes: fc.integer({ min: 1, max: 200 }), note }), { maxLength: 14 }),
        (lines) => {
          const sheet = sheetOf(lines);
          const read = linesIn(timesheetCalendar(sheet, ref, at, { name: 'Ada; Example, Ltd' }));
          const names = read.map((line) => line.name);
          expect(names.filter((each) => each === 'BEGIN')).toHaveLength(1 + lines.length);
          expect(names.filter((each) => each === 'END')).toHaveLength(1 + lines.length);
          expect(read.slice(0, 3)).toEqual([
            { name: 'BEGIN', value: 'VCALENDAR' },
            { name: 'VERSION', value: '2.0' },
            { name: 'PRODID', value: '-//Plainsight//Timesheet 1//EN' },
          ]);
          const texts = read.filter((line) => ['SUMMARY', 'DESCRIPTION', 'X-WR-CALNAME'].includes(line.name));
          for (const { value } of texts) expect(value).toMatch(textValue);
          const told = read.filter((line) => line.name === 'DESCRIPTION').map(({ value }) => unescaped(value));
          const plain = (text: string) =>
            text.replaceAll(/\r\n|\r|\n|\u2028|\u2029/g, '\n').replaceAll(/[^\n\P{Cc}]|\p{Cs}/gu, '');
          expect(told).toEqual(sheet.lines.filter((line) => line.note !== '').map((line) => plain(line.note)));
          const uids = read.filter((line) => line.name === 'UID').map(({ value }) => value);
          expect(new Set(uids).size).toBe(lines.length);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('has whole days over the turn of the year, and the stamp in UTC', () => {
    const file = timesheetCalendar(sheetOf([3, 4, 5].map((minutes) => ({ name: 'A', minutes, note: '' }))), ref, at, {
      name: 'Ada',
    });
    expect(file).toContain('DTSTART;VALUE=DATE:20251231\r\nDTEND;VALUE=DATE:20260101\r\n');
    expect(file).toContain('DTSTAMP:20260105T080910Z\r\n');
    expect(file).toContain('SUMMARY:0 A · 0:03 h\r\n');
  });
});

describe('a week as a table', () => {
  it('runs no formula that somebody wrote into a note or a name', () => {
    const sheet = sheetOf([{ name: 'x', minutes: 60, note: '=HYPERLINK("http://example.org")' }]);
    const [head, row] = readCsv(timesheetCsv(sheet, { name: '@Ada', organisation: '-Example', standing: 'waiting' }));
    expect(head).toEqual([
      ...[
        'person',
        'organisation',
        'week',
        'version',
        'state',
        'day',
        'project',
        'project_id',
        'minutes',
        'note',
        'zone',
      ],
    ]);
    expect(row).toEqual([
      ...["'@Ada", "'-Example", '2026-W01', '1', 'waiting', '2025-12-29', '0 x', '', '60'],
      ...['\'=HYPERLINK("http://example.org")', 'UTC'],
    ]);
  });
});
