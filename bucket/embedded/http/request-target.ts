import { S3Error } from './s3-error.ts';

/** What a request is about, decoded exactly once. `bucket` and `key` are '' when the path names none. */
export interface RequestTarget {
  /** Decoded, as it was signed. */
  readonly path: string;
  readonly bucket: string;
  readonly key: string;
  /** Decoded parameters in the order sent. A name never appears twice. */
  readonly query: ReadonlyMap<string, string>;
}

const maxKeyBytes = 1024;

/**
 * Reads the raw request target of a path-style request. The path is never normalised: `a/../b` and `a//b` are names of
 * objects, not places on a disk. Throws S3Error for what is not well-formed.
 */
export function parseTarget(raw: string): RequestTarget {
  const at = raw.indexOf('?');
  const path = at < 0 ? raw : raw.slice(0, at);
  if (!path.startsWith('/') || /[^\x21-\x7e]/.test(raw) || raw.includes('#')) throw invalidUri();
  const slash = path.indexOf('/', 1);
  const bucket = decode(slash < 0 ? path.slice(1) : path.slice(1, slash));
  const key = slash < 0 ? '' : decode(path.slice(slash + 1));
  checkKey(key);
  return { path: decode(path), bucket, key, query: at < 0 ? new Map() : parseQuery(raw.slice(at + 1)) };
}

/** Refuses keys that S3 does not have either, and the NUL character. */
export function checkKey(key: string): void {
  if (Buffer.byteLength(key) > maxKeyBytes)
    throw new S3Error(400, 'KeyTooLongError', `A key has at most ${maxKeyBytes} bytes.`);
  if (key.includes('\0') || !key.isWellFormed())
    throw new S3Error(400, 'InvalidArgument', 'The key holds characters that no key may hold.');
}

function parseQuery(text: string): Map<string, string> {
  const query = new Map<string, string>();
  for (const part of text.split('&')) {
    if (part === '') continue;
    const at = part.indexOf('=');
    const name = decode(at < 0 ? part : part.slice(0, at));
    if (query.has(name)) throw new S3Error(400, 'InvalidArgument', `The parameter ${name} appears twice.`);
    query.set(name, at < 0 ? '' : decode(part.slice(at + 1)));
  }
  return query;
}

/** `+` stays a plus: S3 clients write a space as %20, and signatures are computed so. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalidUri();
  }
}

function invalidUri(): S3Error {
  return new S3Error(400, 'InvalidURI', 'The address of the request cannot be read.');
}
