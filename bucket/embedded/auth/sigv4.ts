import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** The arithmetic of AWS Signature Version 4 for S3, as in "Authenticating Requests (AWS Signature Version 4)". No policy here. */

export const algorithm = 'AWS4-HMAC-SHA256';
export const emptyPayloadHash = sha256Hex('');

interface CanonicalInput {
  readonly method: string;
  /** The decoded path, beginning with '/'. S3 does not normalise it. */
  readonly path: string;
  /** Decoded. `X-Amz-Signature` is left out of what is signed. */
  readonly query: ReadonlyMap<string, string>;
  /** Lower-case names. */
  readonly headers: ReadonlyMap<string, string>;
  /** Lower-case names, sorted. */
  readonly signedHeaders: readonly string[];
  readonly payloadHash: string;
}

export interface Scope {
  /** `yyyymmdd` */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

export function canonicalRequest(input: CanonicalInput): string {
  const query = [...input.query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]): [string, string] => [encodePart(name), encodePart(value)])
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const headers = input.signedHeaders.map(
    (name) => `${name}:${(input.headers.get(name) ?? '').trim().replace(/ +/g, ' ')}\n`,
  );
  const path = input.path.split('/').map(encodePart).join('/');
  return [input.method, path, query, headers.join(''), input.signedHeaders.join(';'), input.payloadHash].join('\n');
}

/** `dateTime` is `yyyymmddThhmmssZ`. */
export function stringToSign(canonical: string, dateTime: string, scope: Scope): string {
  return [
    algorithm,
    dateTime,
    `${scope.date}/${scope.region}/${scope.service}/aws4_request`,
    sha256Hex(canonical),
  ].join('\n');
}

/** The signature, in hex. */
export function sign(text: string, secret: string, scope: Scope): string {
  const key = [scope.date, scope.region, scope.service, 'aws4_request'].reduce<Buffer>(
    (from, part) => hmac(from, part),
    Buffer.from(`AWS4${secret}`),
  );
  return hmac(key, text).toString('hex');
}

/** Compares in a time that depends on the lengths only. */
export function isSameSignature(expected: string, given: string): boolean {
  const a = Buffer.from(expected);
  const b = Buffer.from(given);
  return a.length === b.length && timingSafeEqual(a, b);
}

export function sha256Hex(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** Percent-encodes everything but the unreserved characters of RFC 3986. */
export function encodePart(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

/** By code unit, which for encoded (ASCII) text is by byte. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
