/**
 * The rows of a table as CSV (RFC 4180): comma, lines that end with CRLF or LF, quotes where they
 * are needed, a byte order mark or none. Null where a quote stands in a cell without quotes or is
 * not closed. Empty lines are none.
 */
export function readTable(text: string): string[][] | null {
  const rows: string[][] = [];
  let row: string[] = [];
  let place = text.startsWith('\ufeff') ? 1 : 0;
  while (place < text.length) {
    let cell = '';
    if (text[place] === '"') {
      for (place += 1; text[place] !== '"' || text[place + 1] === '"'; place += 1) {
        if (place >= text.length) return null;
        if (text[place] === '"') place += 1;
        cell += text[place];
      }
      place += 1;
    } else {
      for (; place < text.length && !',\r\n'.includes(text[place] ?? ''); place += 1) {
        if (text[place] === '"') return null;
        cell += text[place];
      }
    }
    row.push(cell);
    if (text[place] === ',') {
      place += 1;
      // A comma at the end of the text has an empty cell behind it.
      if (place < text.length) continue;
      row.push('');
    } else if (text[place] === '\r' && text[place + 1] === '\n') place += 2;
    else if (text[place] === '\n') place += 1;
    else if (place < text.length) return null;
    if (row.some((each) => each !== '')) rows.push(row);
    row = [];
  }
  return rows;
}
