import type { DayView } from '../day/view.ts';
import type { Day } from '../ids.ts';
import { pictureName } from '../reports/export.ts';
import type { Instant } from '../time/interval.ts';
import { localText } from '../time/local-time.ts';

/** What the pages of an archive say, in the language of whoever it is for. */
export const archiveWords = [
  ...['title', 'about', 'days', 'day', 'first', 'last', 'recorded', 'screenshots', 'apps', 'time', 'app', 'window'],
  ...[
    'looks',
    'consent',
    'requests',
    'files',
    'missing',
    'back',
    'who',
    'when',
    'what',
    'why',
    'none',
    'watch',
    'organisation',
    'receipts',
  ],
] as const;
export type ArchiveWords = Readonly<Record<(typeof archiveWords)[number], string>>;

/** What a day is in the list of days. */
export interface ArchivedDay {
  readonly day: Day;
  readonly first: string;
  readonly last: string;
  readonly recordedMs: number;
  readonly pictures: number;
}

/** Nothing is fetched from anywhere, and nothing runs: whoever opens the file is told by nobody. */
const policy =
  "default-src 'none'; img-src 'self' file:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
const style =
  ':root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;margin:.5rem 0 2rem}td,th{text-align:left;padding:.2rem .8rem .2rem 0;border-bottom:1px solid #8884;vertical-align:top}img{max-width:100%;height:auto;margin:.3rem 0 1rem}figure{margin:0}';

export type Row = readonly (string | PageLink)[];
/** A place within the archive, by its own name. */
export interface PageLink {
  readonly href: string;
  readonly text: string;
}

export function archivePage(language: string, title: string, parts: readonly string[]): string {
  return `<!doctype html>
<html lang="${escaped(language)}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title><style>${style}</style></head>
<body><h1>${escaped(title)}</h1>
${parts.join('\n')}
</body></html>
`;
}

export function section(title: string, ...parts: readonly string[]): string {
  return `<h2>${escaped(title)}</h2>\n${parts.join('\n')}`;
}

export function paragraph(text: string | PageLink): string {
  return `<p>${cell(text)}</p>`;
}

export function table(head: readonly string[], rows: readonly Row[]): string {
  const line = (cells: readonly string[], tag: string) =>
    `<tr>${cells.map((each) => `<${tag}>${each}</${tag}>`).join('')}</tr>`;
  return `<table><thead>${line(head.map(escaped), 'th')}</thead><tbody>\n${rows
    .map((row) => line(row.map(cell), 'td'))
    .join('\n')}\n</tbody></table>`;
}

/** A day as a page to read: what was in front, when, and every picture. */
export function dayPage(view: DayView, words: ArchiveWords, language: string): string {
  const clock = (at: Instant) => localText(at, view.zone).slice(11, 19);
  const windows = view.windows.map(({ start, end, appId, appName, title, site }) => [
    `${clock(start)} – ${clock(end)}`,
    appName ?? appId ?? '–',
    [title, site].filter((each) => each !== null).join(' · '),
  ]);
  const pictures = view.shots
    .filter(({ sameAs }) => sameAs === null)
    .map(
      ({ at, id }) =>
        `<figure><figcaption>${escaped(clock(at))}</figcaption><img loading="lazy" alt="${escaped(
          `${words.screenshots} ${clock(at)}`,
        )}" src="../${escaped(pictureName(view.day, id))}"></figure>`,
    );
  return archivePage(language, `${view.day} (${view.zone})`, [
    paragraph({ href: '../index.html', text: words.back }),
    section(words.apps, table([words.time, words.app, words.window], windows)),
    section(words.screenshots, ...(pictures.length === 0 ? [paragraph(words.none)] : pictures)),
  ]);
}

function cell(said: string | PageLink): string {
  return typeof said === 'string' ? escaped(said) : `<a href="${escaped(said.href)}">${escaped(said.text)}</a>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
