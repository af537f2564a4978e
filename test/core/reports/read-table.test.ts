import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTable } from '../../../core/reports/read-table.ts';

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

describe('a table that is read', () => {
  it('is what was written, whatever its cells hold', () => {
    const cell = fc.oneof(fc.string(), fc.constantFrom('a,b', 'a"b', 'a\r\nb', '', ' x '));
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 5 }), (rows) => {
        const text = `\ufeff${rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join('')}`;
        expect(readTable(text)).toEqual(rows.filter((row) => row.some((each) => each !== '')));
      }),
    );
  });

  it.each([
    [
      'id,name\nbridge,Bridge',
      [
        ['id', 'name'],
        ['bridge', 'Bridge'],
      ],
    ],
    [
      'id,name,ended\r\n\r\nbridge,Bridge,\r\n',
      [
        ['id', 'name', 'ended'],
        ['bridge', 'Bridge', ''],
      ],
    ],
    ['a,', [['a', '']]],
    ['', []],
    ['a"b', null],
    ['"a', null],
    ['"a"b', null],
  ])('%j', (text, rows) => {
    expect(readTable(text)).toEqual(rows);
  });
});
