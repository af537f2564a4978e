/** What a cell holds: null is written as nothing, a boolean as `yes` or `no`. */
export type Cell = string | number | boolean | null;

/**
 * A table as CSV (RFC 4180): comma, CRLF, quotes where they are needed. It begins with a byte order
 * mark, without which Excel does not take it for UTF-8.
 *
 * Titles and notes are other people's words, and spreadsheets run what begins like a formula. A
 * text that begins with `=`, `+`, `-`, `@`, a tab, a carriage return or a line feed gets an
 * apostrophe before it (OWASP, "CSV Injection"); numbers are left as they are.
 */
export function formatCsv(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return `\ufeff${[head, ...rows].map((row) => `${row.map(cellText).join(',')}\r\n`).join('')}`;
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  const harmless = /^[=+\-@\t\r\n]/.test(cell) ? `'${cell}` : cell;
  return /[",;\t\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
