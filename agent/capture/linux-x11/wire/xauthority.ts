import { readFile } from 'node:fs/promises';
import { homedir, hostname } from 'node:os';
import { join } from 'node:path';
import type { Environment } from './display-address.ts';

/** What an X server wants before it talks; texts have one byte a character. */
export interface Cookie {
  readonly name: string;
  readonly data: string;
}

const noCookie: Cookie = { name: '', data: '' };
const familyLocal = 256;
const familyWild = 65535;

/**
 * The cookie for a local display from XAUTHORITY, else from `~/.Xauthority`. An unreadable or
 * damaged file gives the empty cookie: many servers ask for none, and one that does refuses with a
 * reason.
 */
export async function cookieFor(displayNumber: number, env: Environment): Promise<Cookie> {
  const path = env.XAUTHORITY || join(env.HOME || homedir(), '.Xauthority');
  try {
    return findCookie(await readFile(path), displayNumber, hostname());
  } catch {
    return noCookie;
  }
}

/** The first entry that fits. Fields: family, address, display, name, data (2-byte lengths). */
export function findCookie(file: Uint8Array, displayNumber: number, host: string): Cookie {
  const bytes = Buffer.from(file);
  let at = 0;
  const field = (): string => {
    const length = bytes.readUInt16BE(at);
    const end = at + 2 + length;
    if (end > bytes.length) throw new RangeError('the file ends inside an entry');
    const text = bytes.toString('latin1', at + 2, end);
    at = end;
    return text;
  };
  while (at < bytes.length) {
    const family = bytes.readUInt16BE(at);
    at += 2;
    const address = field();
    const display = field();
    const cookie = { name: field(), data: field() };
    const fits = family === familyWild || (family === familyLocal && address === host);
    if (fits && (display === '' || Number(display) === displayNumber)) return cookie;
  }
  return noCookie;
}
