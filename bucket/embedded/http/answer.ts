import type { FileHandle } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { S3Error } from './s3-error.ts';
import { element, xmlDocument } from './xml.ts';

/** Bytes `[start, end)` of an object. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** What goes back. `file` is read for `range` and closed. */
export interface StoreResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly text?: string;
  readonly file?: { readonly handle: FileHandle; readonly range: ByteRange };
}

/** Up to here one read is quicker than a stream. */
const readAtOnce = 1024 * 1024;

export function xmlAnswer(text: string, status = 200): StoreResponse {
  return { status, headers: { 'Content-Type': 'application/xml' }, text };
}

export function errorAnswer(error: S3Error, requestId: string): StoreResponse {
  const details = Object.entries(error.details).map(([name, value]) => element(name, value));
  return xmlAnswer(
    xmlDocument('Error', [
      element('Code', error.code),
      element('Message', error.message),
      ...details,
      element('RequestId', requestId),
    ]),
    error.status,
  );
}

/** Writes `answer`. Throws when the file cannot be read; then the connection is cut, so that nobody takes it for whole. */
export async function send(response: ServerResponse, answer: StoreResponse, isHead: boolean): Promise<void> {
  try {
    response.statusCode = answer.status;
    for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
    if (answer.file === undefined) {
      const body = Buffer.from(answer.text ?? '');
      if (!isHead && answer.status !== 204 && answer.status !== 304) response.setHeader('Content-Length', body.length);
      response.end(isHead ? undefined : body);
      return;
    }
    const { handle, range } = answer.file;
    const length = range.end - range.start;
    response.setHeader('Content-Length', length);
    if (length > readAtOnce) {
      await pipeline(handle.createReadStream({ start: range.start, end: range.end - 1, autoClose: false }), response);
      return;
    }
    const body = Buffer.allocUnsafe(length);
    let read = 0;
    while (read < length) {
      const { bytesRead } = await handle.read(body, read, length - read, range.start + read);
      if (bytesRead === 0) throw new Error('the file is shorter than its row says');
      read += bytesRead;
    }
    response.end(body);
  } finally {
    await answer.file?.handle.close();
  }
}
