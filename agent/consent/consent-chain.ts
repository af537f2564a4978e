import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ConsentRecord } from '../../core/consent/consent.ts';
import { type ConsentDocument, readConsentDocument } from '../../core/consent/consent-record.ts';
import type { DeviceId, PersonId } from '../../core/ids.ts';
import { type Problem, problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { type PrivateKey, type PublicKey, readDocument, readUnverified, signDocument } from '../../seal/signing.ts';

/**
 * The chain of one device's decisions. The file of a record is the signed document, filled up with
 * spaces to a multiple of 8 KiB, so that the size of its sealed form says next to nothing about
 * what was decided. Each record holds the SHA-256 of the file before it.
 */
const blockBytes = 8_192;

export interface ConsentLink {
  readonly entry: ConsentRecord;
  readonly seq: number;
  readonly hash: string;
}

/** The newest record, kept beside the chain: else removing the newest would go unnoticed. */
const headSchema = z.object({ seq: z.number().int().nonnegative(), hash: z.string() });
export type ConsentHead = z.infer<typeof headSchema>;

export interface ChainOwner {
  readonly person: PersonId;
  readonly device: DeviceId;
  readonly publicKey: PublicKey;
}

/** The file of a record, and its hash. */
export function writeConsentFile(document: ConsentDocument, key: PrivateKey): { bytes: Uint8Array; hash: string } {
  const signed = signDocument(document, key);
  const bytes = Buffer.alloc(Math.ceil(signed.length / blockBytes) * blockBytes, ' ');
  bytes.set(signed);
  return { bytes, hash: hashOf(bytes) };
}

/**
 * Checks the files of a chain, in the order in which they were found; null is one that did not
 * open. Anything that is not as it was written refuses all of it: codes `ledger-decision`, which
 * names the record and what is wrong with it, `ledger-end-unknown`, `ledger-shortened` and
 * `ledger-end-altered`.
 */
export function readConsentChain(
  files: readonly (Uint8Array | null)[],
  head: string | null,
  owner: ChainOwner,
): Result<ConsentLink[]> {
  const links: ConsentLink[] = [];
  for (const [index, file] of files.entries()) {
    const wrong = (fault: Fault, made = 0) =>
      fail(problem('ledger-decision', { number: index + 1, count: files.length, made, fault }));
    if (file === null) return wrong('sealed');
    const document = readDocument(file, owner.publicKey);
    if (document === undefined) {
      const claimed = readConsentDocument(readUnverified(file));
      return wrong(claimed === null ? 'altered' : 'signed');
    }
    const read = readConsentDocument(document);
    if (read === null) return wrong('unclear');
    if (read.person !== owner.person || read.device !== owner.device) return wrong('foreign');
    if (read.seq !== index) return wrong('misplaced', read.seq + 1);
    if (read.previous !== (links.at(-1)?.hash ?? null)) return wrong('unconnected');
    links.push({ entry: read.entry, seq: read.seq, hash: hashOf(file) });
  }
  const last = links.at(-1);
  const kept = headOf(head);
  if (last === undefined && kept === null) return ok(links);
  if (last === undefined || kept === 'damaged' || kept === null || kept.seq !== last.seq || kept.hash !== last.hash)
    return fail(endIsMissing(links.length, kept));
  return ok(links);
}

export function headText(head: ConsentHead): string {
  return JSON.stringify(head);
}

function endIsMissing(now: number, head: ConsentHead | 'damaged' | null): Problem {
  if (head === null || head === 'damaged') return problem('ledger-end-unknown');
  const before = head.seq + 1;
  return problem(before > now ? 'ledger-shortened' : 'ledger-end-altered', { before, now });
}

function headOf(text: string | null): ConsentHead | 'damaged' | null {
  if (text === null) return null;
  try {
    return headSchema.parse(JSON.parse(text));
  } catch {
    return 'damaged';
  }
}

type Fault = 'sealed' | 'altered' | 'signed' | 'unclear' | 'foreign' | 'misplaced' | 'unconnected';

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
