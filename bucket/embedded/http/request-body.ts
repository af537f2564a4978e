import type { IncomingMessage } from 'node:http';
import { S3Error } from './s3-error.ts';

/** The length that the request declares, in bytes; null where it declares none, and so has no body. Throws for a body of unknown length. */
export function declaredLength(headers: ReadonlyMap<string, string>): number | null {
  if (headers.has('transfer-encoding'))
    throw new S3Error(411, 'MissingContentLength', 'The length of the body must be declared.');
  const text = headers.get('content-length');
  if (text === undefined) return null;
  if (!/^\d{1,15}$/.test(text)) throw new S3Error(400, 'InvalidArgument', 'The Content-Length cannot be read.');
  return Number(text);
}

/** A body comes within this, and this for each byte: what is slower holds memory that others need. */
const patienceMs = 20_000;
const slowestBytesPerMs = 64;

/** Reads a body of exactly `length` bytes into memory. Call after the request was authorised, never before. */
export async function readBody(
  request: IncomingMessage,
  length: number,
  longestMs = patienceMs + length / slowestBytesPerMs,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let at = 0;
  let isLate = false;
  const late = setTimeout(() => {
    isLate = true;
    request.destroy();
  }, longestMs);
  late.unref();
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      at += chunk.length;
      chunks.push(chunk);
    }
  } catch {
    const why = isLate ? 'The body came too slowly.' : 'The connection was cut before the whole body had come.';
    throw new S3Error(400, 'RequestTimeout', why);
  } finally {
    clearTimeout(late);
  }
  if (at !== length) throw new S3Error(400, 'IncompleteBody', 'The body is shorter than declared.');
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, length);
}
