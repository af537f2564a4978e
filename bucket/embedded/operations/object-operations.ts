import type { StoreResponse } from '../http/answer.ts';
import { parseRange } from '../http/byte-range.ts';
import type { RequestTarget } from '../http/request-target.ts';
import { notImplemented, S3Error } from '../http/s3-error.ts';
import { verifyChecksums } from '../storage/checksums.ts';
import type { IndexedObject, PutCondition } from '../storage/object-index.ts';
import type { ObjectShelf } from '../storage/object-shelf.ts';
import { preconditionFailed } from '../storage/object-shelf.ts';

type Headers = ReadonlyMap<string, string>;

const maxMetadataBytes = 2048;

/** What a put asks for besides its bytes, read before the body is. */
export function parseCondition(headers: Headers): PutCondition | undefined {
  const none = headers.get('if-none-match');
  const match = headers.get('if-match');
  if (none !== undefined && match !== undefined) throw notImplemented('If-Match and If-None-Match together');
  if (none !== undefined && none !== '*') throw notImplemented('If-None-Match with anything but * on a put');
  if (none !== undefined) return { kind: 'absent' };
  return match === undefined ? undefined : { kind: 'etag', etag: match.replace(/^"|"$/g, '') };
}

export async function putObject(
  shelf: ObjectShelf,
  target: RequestTarget,
  headers: Headers,
  body: Buffer,
  payloadHash: string | null,
  now: number,
): Promise<StoreResponse> {
  const checksums = verifyChecksums(body, {
    payloadHash,
    md5: headers.get('content-md5'),
    crc32: headers.get('x-amz-checksum-crc32'),
    sha256: headers.get('x-amz-checksum-sha256'),
  });
  const object = {
    key: target.key,
    ...checksums,
    modifiedAt: now,
    contentType: headers.get('content-type') ?? 'binary/octet-stream',
    metadata: metadataOf(headers),
  };
  await shelf.put(target.bucket, object, body, parseCondition(headers));
  const sent = ['crc32', 'sha256'] as const;
  const echoed = sent
    .filter((name) => headers.has(`x-amz-checksum-${name}`))
    .map((name) => [`x-amz-checksum-${name}`, checksums[name]]);
  return { status: 200, headers: { ETag: `"${checksums.etag}"`, ...Object.fromEntries(echoed) } };
}

export function headObject(shelf: ObjectShelf, target: RequestTarget, headers: Headers): StoreResponse {
  const row = shelf.row(target.bucket, target.key);
  if (headers.has('range')) throw notImplemented('Range on HeadObject');
  return isUnchanged(row, headers)
    ? { status: 304, headers: describe(row, headers) }
    : { status: 200, headers: { ...describe(row, headers), 'Content-Length': String(row.bytes) } };
}

export async function getObject(shelf: ObjectShelf, target: RequestTarget, headers: Headers): Promise<StoreResponse> {
  const { row, handle } = await shelf.open(target.bucket, target.key);
  try {
    if (isUnchanged(row, headers)) {
      await handle.close();
      return { status: 304, headers: describe(row, headers) };
    }
    const asked = headers.get('range');
    const range = asked === undefined ? { start: 0, end: row.bytes } : parseRange(asked, row.bytes);
    const partial =
      asked === undefined ? {} : { 'Content-Range': `bytes ${range.start}-${range.end - 1}/${row.bytes}` };
    return {
      status: asked === undefined ? 200 : 206,
      headers: { ...describe(row, headers), ...partial },
      file: { handle, range },
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function isUnchanged(row: IndexedObject, headers: Headers): boolean {
  const names = (text: string): boolean =>
    text === '*' || text.split(',').some((each) => each.trim().replace(/^"|"$/g, '') === row.etag);
  const match = headers.get('if-match');
  const none = headers.get('if-none-match');
  if (match !== undefined && !names(match)) throw preconditionFailed();
  return none !== undefined && names(none);
}

function describe(row: IndexedObject, headers: Headers): Record<string, string> {
  const described: Record<string, string> = {
    'Content-Type': row.contentType,
    ETag: `"${row.etag}"`,
    'Last-Modified': new Date(row.modifiedAt).toUTCString(),
    'Accept-Ranges': 'bytes',
  };
  for (const [name, value] of Object.entries(row.metadata)) described[`x-amz-meta-${name}`] = value;
  // A checksum is of the whole object, so it would not fit a part of it.
  if (headers.get('x-amz-checksum-mode') === 'ENABLED' && !headers.has('range')) {
    described['x-amz-checksum-sha256'] = row.sha256;
    described['x-amz-checksum-crc32'] = row.crc32;
  }
  return described;
}

function metadataOf(headers: Headers): Record<string, string> {
  const beginning = 'x-amz-meta-';
  const metadata: Record<string, string> = {};
  let bytes = 0;
  for (const [name, value] of headers) {
    if (!name.startsWith(beginning)) continue;
    metadata[name.slice(beginning.length)] = value;
    bytes += name.length - beginning.length + value.length;
  }
  if (bytes > maxMetadataBytes)
    throw new S3Error(400, 'MetadataTooLarge', `Metadata has at most ${maxMetadataBytes} bytes.`);
  return metadata;
}
