import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import { BlockList, isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { z } from 'zod';
import { daySchema, personIdSchema } from '../core/ids.ts';
import { isShowable } from '../core/shown-text.ts';
import { zoneSchema } from '../core/time/calendar.ts';
import { shownText } from '../core/typed-text.ts';

/** What an option takes. Each value is judged by its kind before a command does anything, so that nothing is half done for a typing error. */
export interface OptionKind {
  /** How the value is called in a help: `FILE`. */
  readonly sign: string;
  /** What is right, with an example; it is read after “--port takes”. */
  readonly takes: string;
  /** What is wrong with `value`, read after “What was given”; null where nothing is. Says no value that may be a secret. */
  wrong(value: string): string | null;
  /** The words that are right, where it is one of a few. */
  readonly words?: readonly string[];
  /** Whether it is the path of a file or folder. */
  readonly isPath?: boolean;
}

const longestName = 200;
const longestPath = 4_096;

/** What is wrong with any text: nothing in it, more than can be meant, or something that nobody sees. */
function wrongText(value: string, most: number): string | null {
  if (value === '') return 'is empty';
  if (value.length > most) return `has ${value.length} characters, more than ${most}`;
  if (value.trim() === '') return 'is nothing but spaces';
  if (isShowable(value)) return null;
  const unseen = [...value].find((each) => !isShowable(`x${each}`)) ?? '';
  return `holds a character that cannot be seen (U+${(unseen.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')})`;
}

/** A kind of one line of text, and what more is asked of it. */
function kind(sign: string, takes: string, most: number, more: (value: string) => string | null): OptionKind {
  return { sign, takes, wrong: (value) => wrongText(value, most) ?? more(value) };
}

export function text(sign: string, takes: string, most = longestName, least = 1): OptionKind {
  return kind(sign, takes, most, (value) => (value.length >= least ? null : `is shorter than ${least} characters`));
}

/** What a schema takes; `wrong` says what is wrong with everything else. */
export function parsed(sign: string, takes: string, schema: z.ZodType, wrong: string, most = longestName): OptionKind {
  return kind(sign, takes, most, (value) => (schema.safeParse(value).success ? null : wrong));
}

/** A whole number as people write it: the digits 0 to 9 and nothing else. What JavaScript takes besides (`''`, `0x50`, `1e3`) is a typing error. */
export function wholeNumber(least: number, most: number, example: number, unit = ''): OptionKind {
  const takes = `a number from ${least} to ${most}${unit}, such as ${example}`;
  return kind('N', takes, longestPath, (value) => {
    if (!/^[0-9]{1,9}$/.test(value)) return 'is not written in the digits 0 to 9 alone';
    const number = Number(value);
    return number < least ? `is less than ${least}` : number > most ? `is more than ${most}` : null;
  });
}

export const port = wholeNumber(0, 65_535, 8421);

export function oneOf(sign: string, ...words: readonly string[]): OptionKind {
  const takes = words.join(', ').replace(/, ([^,]+)$/, ' or $1');
  return { ...kind(sign, takes, longestName, (value) => (words.includes(value) ? null : 'is another word')), words };
}

export function name(what: string, example: string): OptionKind {
  return text('NAME', `the name of ${what} of at most ${longestName} characters, such as "${example}"`);
}

export function nameOrId(what: string, list: string): OptionKind {
  return text('ID|NAME', `a name or an id of ${what}, as ${list} lists them`);
}

export const day = parsed('DAY', 'a day such as 2026-03-31', daySchema, 'is no day of the calendar');
export const zone = parsed('ZONE', 'a time zone such as Europe/Berlin', zoneSchema, 'is none that this computer knows');

export function id(sign: string, from: string): OptionKind {
  const takes = `an id of 26 letters and digits, as ${from} printed it`;
  return parsed(sign, takes, personIdSchema, 'is no id');
}

export const severalIds = kind(
  'ID,…',
  'ids of 26 letters and digits, as plainsight org enrol printed them, with commas in between',
  100_000,
  (value) =>
    value.split(',').every((each) => personIdSchema.safeParse(each).success) ? null : 'holds something that is no id',
);

export const severalNames = kind(
  'ID|NAME,…',
  'names or ids of people with commas in between, or all',
  100_000,
  (value) => {
    for (const each of value.split(',')) {
      const wrong = wrongText(each, longestName);
      if (wrong !== null) return `holds a name that ${wrong}`;
    }
    return null;
  },
);

const hostLabel = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/i;

function isHostName(value: string): boolean {
  // What ends in a number is an address that was mistyped (RFC 3696, 2).
  return value.length <= 253 && value.split('.').every((each) => hostLabel.test(each)) && !/(^|\.)\d+$/.test(value);
}

function isHost(value: string): boolean {
  return isIP(value) !== 0 ? !value.includes('%') : isHostName(value);
}

export const listenAddress = kind(
  'ADDRESS',
  'an address of this computer, such as 127.0.0.1, or 0.0.0.0 for all',
  253,
  (value) => {
    if (value === 'localhost') return null;
    const family = isIP(value);
    if (family === 0) return 'is no address';
    if (/^(127\.|0\.0\.0\.0$)/.test(value) || ['::', '::1'].includes(value)) return null;
    const own = new BlockList();
    for (const each of Object.values(networkInterfaces()).flatMap((all) => all ?? []))
      own.addAddress(each.address, each.family === 'IPv6' ? 'ipv6' : 'ipv4');
    return own.check(value, family === 6 ? 'ipv6' : 'ipv4') ? null : 'is an address of another computer';
  },
);

export const serverName = kind(
  'NAME',
  'a name or address of this computer for its certificate, such as store.example.com',
  253,
  (value) => (isHost(value) ? null : 'has other characters than letters, digits, dots and hyphens, or is mistyped'),
);

/** Where something on the disk may be a secret that was typed in its place, only what looks like a path is repeated. */
function shownPath(path: string): string {
  const shown = shownText(path);
  return shown === path && /[/\\.]/.test(path) ? `: ${path}` : '';
}

/** A file to read. Of a secret one nothing is repeated: who types the secret itself in place of its path must not find it in a log. */
export function fileToRead(what: string, example: string, { isSecret = false } = {}): OptionKind {
  return path('FILE', `the path of ${what}, such as ${example}`, (at) => {
    const named = isSecret ? '' : shownPath(at);
    if (!existsSync(at)) return `names nothing that is there${named}`;
    if (statSync(at).isDirectory()) return `names a folder${named}`;
    return may(at, constants.R_OK) ? null : `names a file that this account cannot read${named}`;
  });
}

/** A file that is to be made: in a folder that is there, and over nothing unless it `mayReplace` an older one. */
export function fileToMake(what: string, example: string, { mayReplace = false } = {}): OptionKind {
  return path('FILE', `the path of a ${mayReplace ? '' : 'new '}file for ${what}, such as ${example}`, (at) => {
    const folder = dirname(resolve(at));
    if (/[/\\]$/.test(at) || isFolder(at)) return `names a folder${shownPath(at)}`;
    if (existsSync(at) && !mayReplace) return `is already there${shownPath(at)}`;
    if (!isFolder(folder)) return `is in a folder that is not there${shownPath(at)}`;
    return may(folder, constants.W_OK) ? null : `is in a folder that this account cannot write to${shownPath(at)}`;
  });
}

/** A folder that has to be there, and what has to be in it. */
export function folderThere(what: string, example: string, more: (at: string) => string | null = () => null) {
  return path('DIR', `the folder of ${what}, such as ${example}`, (at) => {
    if (!existsSync(at)) return `names no folder that is there${shownPath(at)}`;
    return isFolder(at) ? more(at) : `names a file${shownPath(at)}`;
  });
}

/** A folder that is made where it is not there. `isNew`: it may hold nothing. */
export function folderToMake(what: string, example: string, { isNew = false } = {}): OptionKind {
  return path('DIR', `a ${isNew ? 'new or empty ' : ''}folder for ${what}, such as ${example}`, (at) => {
    let above = resolve(at);
    while (!existsSync(above)) above = dirname(above);
    if (!isFolder(above))
      return above === resolve(at) ? `names a file${shownPath(at)}` : `is inside of a file${shownPath(at)}`;
    if (!may(above, constants.W_OK)) return `is where this account cannot write${shownPath(at)}`;
    return isNew && above === resolve(at) && readdirSync(at).length > 0
      ? `names a folder that is not empty${shownPath(at)}`
      : null;
  });
}

function path(sign: string, takes: string, more: (at: string) => string | null): OptionKind {
  const judged = kind(sign, takes, longestPath, (value) => {
    try {
      return more(value);
    } catch {
      return 'names something that this account cannot look at';
    }
  });
  return { ...judged, isPath: true };
}

function isFolder(at: string): boolean {
  return statSync(at, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function may(at: string, mode: number): boolean {
  try {
    accessSync(at, mode);
    return true;
  } catch {
    return false;
  }
}

export const viewerFile = fileToRead('a viewer’s file', 'viewer.json');
export const agentSettings = fileToRead('the settings of an agent', 'settings.json');
export const bucketFile = fileToRead('the settings of a bucket', 'bucket.json');
export const passphraseFile = fileToRead('a file that holds a passphrase', 'passphrase.txt', { isSecret: true });
export const recoveryFile = fileToRead('a recovery key', 'recovery-1.age', { isSecret: true });

/** Opening credentials makes them; an administrator's typing error must not make a second store. */
export const storeFolder = folderThere('an embedded store', '/var/lib/plainsight-store', (at) =>
  existsSync(join(at, 'credentials.sqlite')) ? null : `names a folder in which there is no store${shownPath(at)}`,
);
export const orgFolder = folderThere('an organisation', '/home/admin/org', (at) =>
  existsSync(join(at, 'organisation.age')) ? null : `names a folder in which there is no organisation${shownPath(at)}`,
);
