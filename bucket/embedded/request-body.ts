import type { IncomingMessage } from 'node:http';
import { S3Error } from './s3-error.ts';

/** The length that the request declares, in bytes; 0 when it has no body. Throws for a body of unknown length. */
export function declaredLength(headers: ReadonlyMap<string, string>): number {
  if (headers.has('transfer-encoding'))
    throw new S3Error(411, 'MissingContentLength', 'The length of the body must be declared.');
  const text = headers.get('content-length') ?? '0';
  if (!/^\d{1,15}$/.test(text)) throw new S3Error(400, 'InvalidArgument', 'The Content-Length cannot be read.');
  return Number(text);
}

/** Reads a body of exactly `length` bytes into memory. Call after the request was authorised, never before. */
export async function readBody(request: IncomingMessage, length: number): Promise<Buffer> {
  const body = Buffer.allocUnsafe(length);
  let at = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      at += chunk.copy(body, at);
    }
  } catch {
    throw new S3Error(400, 'RequestTimeout', 'The connection was cut before the whole body had come.');
  }
  if (at !== length) throw new S3Error(400, 'IncompleteBody', 'The body is shorter than declared.');
  return body;
}
