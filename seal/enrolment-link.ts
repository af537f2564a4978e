import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';

/** An enrolment file is never longer than this, in UTF-8 bytes, packed into a link or not. */
export const longestEnrolment = 65_536;

/**
 * An enrolment file as a link, for where a file cannot be handed over: `plainsight://enrol?d=` and the file as raw DEFLATE (RFC 1951) in
 * base64url without padding (RFC 4648 §5). It holds the same secrets as the file.
 */
export function enrolmentLink(file: Uint8Array): string {
  return `plainsight://enrol?d=${deflateRawSync(file).toString('base64url')}`;
}

/** Whether a text is meant as a link of any kind rather than as the content of a file. */
export function isLink(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:/i.test(text);
}

/**
 * The file inside a link. Problem codes: `link-address`, `link-parameters`, `link-encoding`, `link-broken`, `enrolment-too-long`. Inflating
 * stops at the longest enrolment, so that a small link cannot fill the memory.
 */
export function readEnrolmentLink(link: string): Result<string> {
  const url = URL.canParse(link) ? new URL(link) : null;
  if (url === null || !isEnrolmentAddress(url)) return fail(problem('link-address'));
  const names = [...url.searchParams.keys()];
  if (names.length !== 1 || names[0] !== 'd') return fail(problem('link-parameters'));
  const packed = url.searchParams.get('d') ?? '';
  if (!/^[A-Za-z0-9_-]+$/.test(packed)) return fail(problem('link-encoding'));
  return inflate(Buffer.from(packed, 'base64url'));
}

function isEnrolmentAddress({ protocol, username, password, host, pathname, hash, href }: URL): boolean {
  // Some programs put a slash between host and query; an empty fragment is none.
  return (
    protocol === 'plainsight:' &&
    `${username}${password}` === '' &&
    host === 'enrol' &&
    (pathname === '' || pathname === '/') &&
    hash === '' &&
    !href.includes('#')
  );
}

function inflate(packed: Buffer): Result<string> {
  try {
    const unpacked = inflateRawSync(packed, { maxOutputLength: longestEnrolment, info: true }) as unknown as {
      buffer: Buffer;
      engine: { bytesWritten: number };
    };
    // What follows the end of the data was not put there by the one who made the link.
    if (unpacked.engine.bytesWritten !== packed.length) return fail(brokenLink);
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(unpacked.buffer));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    return fail(code === 'ERR_BUFFER_TOO_LARGE' ? tooLongEnrolment : brokenLink);
  }
}

const brokenLink = problem('link-broken');

export const tooLongEnrolment = problem('enrolment-too-long');
