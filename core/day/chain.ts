import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { daySchema, deviceIdSchema, personIdSchema, shotIdSchema } from '../ids.ts';
import { readJson } from '../json.ts';
import { type Problem, problem } from '../problem.ts';
import { shownName } from '../shown-text.ts';
import type { ChainFault, ChainReport } from './chain-report.ts';
import { mostTiles } from './contact-sheet.ts';

/**
 * The chain of one device's day. Each link names the objects that were sealed since the one before,
 * with size and hash, and the hash of that link's own file; the device signs it (Ed25519, RFC
 * 8032). age has no associated data: this is what binds an object to its name, its day and its
 * place in it.
 */
/** Of an object that a link may name; sums of them stay whole numbers. */
const largestBytes = 2 ** 32;
/** A day of pictures each second on a few monitors. */
const mostEntries = 100_000;

const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/);

const entrySchema = z.object({
  /** Relative to the device's day folder. */
  name: z
    .string()
    .max(100)
    .regex(/^(activity|shots|sheets)\/[0-9a-z]+(\.[0-9a-z]+)+$/),
  bytes: z.number().int().nonnegative().max(largestBytes),
  sha256: sha256Hex,
  /** Of a sheet: the pictures whose thumbnails it holds, in the order of its tiles. */
  cells: z.array(shotIdSchema).max(mostTiles).optional(),
});
export type ChainEntry = z.infer<typeof entrySchema>;

const recipientText = z.string().max(2200);

export const linkSchema = z.object({
  format: z.literal('plainsight-link/1'),
  person: personIdSchema,
  device: deviceIdSchema,
  day: daySchema,
  seq: z.number().int().nonnegative(),
  /** SHA-256 of the file of the link before; null in the first. */
  previous: sha256Hex.nullable(),
  /** The day's age recipient, so that no other day's key can be put in its place. */
  recipient: recipientText,
  /** That of the day's pictures, once there was one. */
  shots: recipientText.optional(),
  at: z.number().int().nonnegative(),
  entries: z.array(entrySchema).max(mostEntries),
  /** The day is closed: the end, or before a link without entries that opens it again. */
  final: z.boolean(),
});
export type Link = z.infer<typeof linkSchema>;

/** An Ed25519 signature is 88 characters; a longer text is none, and is not looked at. */
const signedLinkSchema = z.object({ link: z.string(), signature: z.string().regex(/^[A-Za-z0-9+/]{80,100}={0,2}$/) });

export type Sign = (message: Uint8Array) => Uint8Array;
export type Verify = (message: Uint8Array, signature: Uint8Array) => boolean;

export function hashOf(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes));
}

/** The file of a link: its JSON as signed, and the signature over exactly those bytes. */
export function writeLink(link: Link, sign: Sign): Uint8Array {
  const text = JSON.stringify(link);
  const signature = toBase64(sign(utf8(text)));
  return utf8(JSON.stringify({ link: text, signature }));
}

export type ReadLink = { readonly link: Link } | { readonly fault: 'unreadable' | 'bad-signature' };

export function readLink(bytes: Uint8Array, verify: Verify): ReadLink {
  const signed = signedLinkSchema.safeParse(readJson(bytes));
  if (!signed.success || !isAsWritten(signed.data, bytes)) return { fault: 'unreadable' };
  if (!verify(utf8(signed.data.link), fromBase64(signed.data.signature))) return { fault: 'bad-signature' };
  const link = linkSchema.safeParse(readJson(signed.data.link));
  return link.success ? { link: link.data } : { fault: 'unreadable' };
}

/** Base64 and JSON have several spellings: only `writeLink`'s passes, so any change shows. */
function isAsWritten({ link, signature }: z.infer<typeof signedLinkSchema>, bytes: Uint8Array): boolean {
  const written = utf8(JSON.stringify({ link, signature: toBase64(fromBase64(signature)) }));
  return written.length === bytes.length && written.every((byte, index) => byte === bytes[index]);
}

/** Whose day it is, and on which device: what a chain, a key and a folder of the bucket are of. */
export interface DeviceDayId {
  readonly person: Link['person'];
  readonly device: Link['device'];
  readonly day: Link['day'];
}

/** An object as a listing shows it. */
export interface PresentObject {
  readonly name: string;
  readonly bytes: number;
}

export interface ChainInput {
  readonly expected: DeviceDayId;
  /** The files of the links; `number`: the place that the name says, or null. */
  readonly links: readonly { readonly name: string; readonly number: number | null; readonly bytes: Uint8Array }[];
  /** What a listing shows of the day apart from its links, and of which names it would show any. */
  readonly present: readonly PresentObject[];
  readonly isListed: (name: string) => boolean;
  readonly verify: Verify;
}

export interface CheckedChain {
  readonly report: ChainReport;
  /** What the valid links vouch for, in the order of the chain. */
  readonly entries: readonly ChainEntry[];
  readonly recipient: string | null;
  /** To whom its pictures are sealed; null: no link says so. */
  readonly shots: string | null;
  /** Whether the last valid link closes the day, whatever else is wrong with it. */
  readonly isFinal: boolean;
}

/**
 * Checks a day's chain against what the bucket holds. Contents are checked one by one with
 * `checkObject` as they are fetched; here a listing is enough to find what is missing, added, of
 * another size, or out of order.
 */
export function checkChain({ expected, links, present, isListed, verify }: ChainInput): CheckedChain {
  const faults: ChainFault[] = [];
  const entries: ChainEntry[] = [];
  const sorted = [...links].sort((a, b) => (a.number ?? -1) - (b.number ?? -1));
  /** Hash of the link before; undefined when that one was not whole. */
  let previous: string | null | undefined = null;
  let next = 0;
  let recipient: string | null = null;
  let shots: string | null = null;
  let final = false;
  for (const { name, number, bytes } of sorted) {
    if (number === null) {
      faults.push(fault('unexpected', name));
      continue;
    }
    if (next < number) {
      faults.push(fault('missing', next === number - 1 ? `link ${next}` : `links ${next} to ${number - 1}`));
      next = number;
      previous = undefined;
    }
    const read = readLink(bytes, verify);
    const found = 'fault' in read ? read.fault : misplaced(read.link, number, next, expected);
    if (found !== null) faults.push(fault(found, name));
    next = Math.max(next, number + 1);
    if (found !== null || 'fault' in read) {
      previous = undefined;
      continue;
    }
    const { link } = read;
    if ((final && !isReopening(link)) || (previous !== undefined && link.previous !== previous))
      faults.push(fault('out-of-order', name));
    const isOther = recipient !== null && link.recipient !== recipient;
    // Once said it is said in every link.
    if (isOther || (shots !== null && link.shots !== shots)) faults.push(fault('altered', name));
    recipient ??= link.recipient;
    shots ??= link.shots ?? null;
    for (const entry of link.entries) entries.push(entry);
    previous = hashOf(bytes);
    final = link.final;
  }
  for (const each of repeated(entries)) faults.push(each);
  const listed = entries.filter(({ name }) => isListed(name));
  for (const each of compareListing(listed, present, final)) faults.push(each);
  const state = faults.length > 0 ? 'broken' : final ? 'verified' : 'open';
  return {
    report: { state, links: links.length, objects: entries.length, faults },
    entries,
    recipient,
    shots,
    isFinal: final,
  };
}

/** Announces that the person adds to a closed day, so that it is not taken for a stranger's. */
function isReopening({ entries, final }: Link): boolean {
  return entries.length === 0 && !final;
}

/** The fault of one link by itself at `number` (null: its name says none); null: none. */
export function linkFault(
  bytes: Uint8Array,
  number: number | null,
  { expected, verify }: Pick<ChainInput, 'expected' | 'verify'>,
): ChainFault['kind'] | null {
  if (number === null) return 'unexpected';
  const read = readLink(bytes, verify);
  return 'fault' in read ? read.fault : misplaced(read.link, number, number, expected);
}

/** The fault of a whole, signed link at `number` where `next` is due; null: none. */
function misplaced(link: Link, number: number, next: number, expected: DeviceDayId): ChainFault['kind'] | null {
  if (link.person !== expected.person || link.device !== expected.device || link.day !== expected.day)
    return 'wrong-day';
  return link.seq === number && number === next ? null : 'out-of-order';
}

/** Null when `bytes` is what the chain says of `entry`. */
export function checkObject(entry: ChainEntry, bytes: Uint8Array): ChainFault | null {
  return bytes.length === entry.bytes && hashOf(bytes) === entry.sha256 ? null : fault('altered', entry.name);
}

/** What two links vouch for. */
function repeated(entries: readonly ChainEntry[]): ChainFault[] {
  const vouched = new Set<string>();
  return entries.flatMap(({ name }) => {
    const isAgain = vouched.has(name);
    vouched.add(name);
    return isAgain ? [fault('out-of-order', name)] : [];
  });
}

/** What a listing shows to be missing, of another size, or, once the day is closed, to be nobody's. */
export function compareListing(
  entries: readonly ChainEntry[],
  present: readonly PresentObject[],
  final: boolean,
): ChainFault[] {
  const faults: ChainFault[] = [];
  const sizes = new Map(present.map(({ name, bytes }) => [name, bytes]));
  const vouched = new Set(entries.map(({ name }) => name));
  for (const entry of entries) {
    const bytes = sizes.get(entry.name);
    if (bytes === undefined) faults.push(fault('missing', entry.name));
    else if (bytes !== entry.bytes) faults.push(fault('altered', entry.name));
  }
  // Before its day is closed an object may be there whose link is still on its way.
  if (final) for (const { name } of present) if (!vouched.has(name)) faults.push(fault('unexpected', name));
  return faults;
}

export function fault(kind: ChainFault['kind'], name: string): ChainFault {
  return { kind, name };
}

/** What is wrong, for whoever looks. */
export function faultProblem({ kind, name }: ChainFault): Problem {
  return problem(`chain-${kind}`, { name: shownName(name) });
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

function fromBase64(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}
