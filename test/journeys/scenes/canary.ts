import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A secret as somebody would type it: both cases, digits and a sign, never seen before. `needsShift` of it take Shift. */
export function newSecret(): string {
  return `Tr0ub4dor!${randomBytes(6).toString('hex')}Xy`;
}

/** A word of eight letters that no program writes by chance. */
export function rareWord(): string {
  return Array.from(randomBytes(8), (byte) => 'bcdfghjklmnpqrstvwxz'.charAt(byte % 20)).join('');
}

/** `text` as it could stand in bytes: as it is, reversed, in UTF-16, hexadecimal, base64 at each of its three places, escaped. */
export function disguises(text: string): ReadonlyMap<string, Buffer> {
  const utf8 = Buffer.from(text);
  const wide = Buffer.from(text, 'utf16le');
  const reversed = [...text].reverse().join('');
  return new Map<string, Buffer>([
    ['utf8', utf8],
    ['reversed', Buffer.from(reversed)],
    ['utf16le', wide],
    ['utf16be', Buffer.from(wide).swap16()],
    ['hex', Buffer.from(utf8.toString('hex'))],
    ['HEX', Buffer.from(utf8.toString('hex').toUpperCase())],
    ['base64 of utf16le', Buffer.from(middleOfBase64(wide, 0))],
    ['url', Buffer.from(encodeURIComponent(text))],
    ...[0, 1, 2].map((shift): [string, Buffer] => [`base64 +${shift}`, Buffer.from(middleOfBase64(utf8, shift))]),
  ]);
}

/** What base64 has of `bytes` wherever they stand behind `shift` others: without the characters that share bits with neighbours. */
function middleOfBase64(bytes: Buffer, shift: number): string {
  const whole = Buffer.concat([Buffer.alloc(shift), bytes])
    .toString('base64')
    .replace(/=+$/, '');
  const first = Math.ceil((shift * 8) / 6);
  const last = Math.floor(((shift + bytes.length) * 8) / 6);
  return whole.slice(first, last);
}

export interface Haystack {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Where any of `texts` is found, in any disguise or `only` in some: `<haystack>: <n>th text as <disguise>`. The text itself is never in the answer. */
export function findings(
  haystacks: Iterable<Haystack>,
  texts: readonly string[],
  only: readonly string[] | null = null,
): string[] {
  const needles = texts.map((text) => [...disguises(text)].filter(([way]) => only === null || only.includes(way)));
  const found: string[] = [];
  for (const { name, bytes } of haystacks) {
    const hay = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (const [index, ways] of needles.entries())
      for (const [way, needle] of ways) if (hay.includes(needle)) found.push(`${name}: text ${index} as ${way}`);
  }
  return found;
}

/** Every file below `folder`, with its path and its bytes; databases and their write-ahead logs are files like others. */
export async function filesBelow(folder: string): Promise<Haystack[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const read = await Promise.all(files.map(async (name) => ({ name, bytes: await readFile(name).catch(ifGone) })));
  return read.flatMap(({ name, bytes }) => (bytes === null ? [] : [{ name, bytes }]));
}

/** A store that still runs moves its files from where they arrive to where they stay; those are found there. */
function ifGone(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
