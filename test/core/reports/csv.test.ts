import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCsv } from '../../../core/reports/csv.ts';
import { readCsv } from '../../fixtures/csv.ts';

describe('a CSV table', () => {
  it('is as RFC 4180 says, with a mark that tells Excel that it is UTF-8', () =>
    expect(
      formatCsv(
        ['a', 'b'],
        [
          ['1,5', 'say "hi"'],
          ['two\nlines', null],
          [3, true],
        ],
      ),
    ).toBe('\ufeffa,b\r\n"1,5","say ""hi"""\r\n"two\nlines",\r\n3,yes\r\n'));

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '=cmd|"/c calc"!A1'])(
    'shows %j as text, never as a formula',
    (text) => expect(readCsv(formatCsv(['a'], [[text]]))[1]).toEqual([`'${text}`]),
  );

  it('leaves numbers as they are, below zero too', () =>
    expect(formatCsv(['a'], [[-1.5]])).toBe('\ufeffa\r\n-1.5\r\n'));

  it('reads back as what was written, whatever it is', () =>
    fc.assert(
      fc.property(fc.array(fc.array(fc.string({ unit: 'binary' }), { minLength: 2, maxLength: 2 })), (rows) => {
        const read = readCsv(formatCsv(['a', 'b'], rows)).slice(1);
        const expected = rows.map((row) => row.map((cell) => (/^[=+\-@\t\r\n]/.test(cell) ? `'${cell}` : cell)));
        expect(read).toEqual(expected);
      }),
    ));

  it('has no cell that a spreadsheet takes for a formula', () =>
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('=', '+', '-', '@', '\t', '\r'), (rest, first) => {
        const cell = readCsv(formatCsv(['a'], [[first + rest]]))[1]?.[0] ?? '';
        expect(cell.startsWith("'")).toBe(true);
      }),
    ));
});
