import { z } from 'zod';
import { isAllowed } from '../auth/authorisation.ts';
import { notImplemented, S3Error } from '../http/s3-error.ts';
import { verifyChecksums } from '../storage/checksums.ts';
import type { PutCondition } from '../storage/object-index.ts';
import { bodyHeaders, defineOperation, nothing } from './operation.ts';

const maxMetadataBytes = 2048;

const headers = bodyHeaders.extend({
  'content-type': z.string().default('binary/octet-stream'),
  'content-md5': z.string().optional(),
  'if-match': z.string().optional(),
  'if-none-match': z.literal('*').optional(),
  metadata: z.record(z.string(), z.string()),
});

/**
 * `PUT /<bucket>/<key>`: keeps the body under the key, whole or not at all. With `If-None-Match: *` only where nothing is yet, which the right `create`
 * is enough for; with `If-Match` only in the place of that ETag. Every checksum that is claimed is compared.
 */
export const putObject = defineOperation({
  name: 'PutObject',
  method: 'PUT',
  path: 'object',
  query: nothing,
  headers,
  takesBody: true,
  // Whoever may only create is refused any other put, whether something is there or not.
  mayAsk: ({ grant, bucket, key, headers }) =>
    isAllowed(grant, headers['if-none-match'] === undefined ? 'put' : 'create', bucket, key),
  answer: async ({ bucket, key, headers, grant, accessKeyId, payloadHash, length, body }, parts) => {
    const condition = conditionOf(headers);
    if (length === null) throw new S3Error(411, 'MissingContentLength', 'The length of the body must be declared.');
    if (
      Object.entries(headers.metadata).reduce((sum, [name, value]) => sum + name.length + value.length, 0) >
      maxMetadataBytes
    )
      throw new S3Error(400, 'MetadataTooLarge', `Metadata has at most ${maxMetadataBytes} bytes.`);
    await parts.allowance.spend(grant, accessKeyId, length);
    const bytes = await body(parts.largestObjectBytes);
    const claimed = { crc32: headers['x-amz-checksum-crc32'], sha256: headers['x-amz-checksum-sha256'] };
    const checksums = verifyChecksums(bytes, { payloadHash, md5: headers['content-md5'], ...claimed });
    const { 'content-type': contentType, metadata } = headers;
    const object = { key, ...checksums, modifiedAt: parts.now(), contentType, metadata };
    await parts.shelf.put(bucket, object, bytes, condition);
    const echoed = (['crc32', 'sha256'] as const)
      .filter((name) => claimed[name] !== undefined)
      .map((name) => [`x-amz-checksum-${name}`, checksums[name]]);
    const expiry = parts.lifecycles.headers(bucket, object);
    return { status: 200, headers: { ETag: `"${checksums.etag}"`, ...Object.fromEntries(echoed), ...expiry } };
  },
});

function conditionOf({ 'if-match': match, 'if-none-match': none }: z.output<typeof headers>): PutCondition | undefined {
  if (none !== undefined && match !== undefined) throw notImplemented('If-Match and If-None-Match together');
  if (none !== undefined) return { kind: 'absent' };
  return match === undefined ? undefined : { kind: 'etag', etag: match.replace(/^"|"$/g, '') };
}
