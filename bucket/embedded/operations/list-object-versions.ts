import { z } from 'zod';
import { isAllowed } from '../auth/authorisation.ts';
import { encodePart } from '../auth/sigv4.ts';
import { xmlAnswer } from '../http/answer.ts';
import { element, xmlDocument } from '../http/xml.ts';
import { listPage } from './list-objects-v2.ts';
import { defineOperation, nothing } from './operation.ts';

const maxPage = 1000;

const query = z.object({
  versions: z.literal('', 'versions takes no value.'),
  prefix: z.string().default(''),
  /** Keys after this one only; '' for all. */
  'key-marker': z.string().default(''),
  /** Nothing goes on within a key: each has one version. */
  'version-id-marker': z.literal(['', 'null'], 'The version-id-marker is not one of this store.').default(''),
  'max-keys': z
    .string()
    .regex(/^\d{1,9}$/, 'max-keys is not a number from 0 up.')
    .transform((digits) => Math.min(maxPage, Number(digits)))
    .default(maxPage),
  'encoding-type': z.literal('url', 'encoding-type can only be url.').optional(),
});

/** `GET /<bucket>?versions`: as S3 answers it for a bucket that keeps no versions. Each object has the one that is called `null`. */
export const listObjectVersions = defineOperation({
  name: 'ListObjectVersions',
  method: 'GET',
  path: 'bucket',
  isMeant: (asked) => asked.has('versions'),
  query,
  headers: nothing,
  takesBody: false,
  mayAsk: ({ grant, bucket, query: { prefix } }) => isAllowed(grant, 'list', bucket, prefix),
  answer: ({ bucket, query: asked }, { shelf }) => {
    const { prefix, 'key-marker': after, 'max-keys': most, 'encoding-type': encoding } = asked;
    const range = (from: Uint8Array, to: Uint8Array | undefined) => shelf.index.range(bucket, from, to);
    const page = listPage(range, { prefix, delimiter: '', 'start-after': after, 'max-keys': most });
    const name = (text: string): string => (encoding === undefined ? text : text.split('/').map(encodePart).join('/'));
    const last = page.next === undefined ? undefined : page.objects.at(-1)?.key;
    return xmlAnswer(
      xmlDocument('ListVersionsResult', [
        element('Name', bucket),
        element('Prefix', name(prefix)),
        element('KeyMarker', name(after)),
        element('VersionIdMarker', asked['version-id-marker']),
        ...(encoding === undefined ? [] : [element('EncodingType', encoding)]),
        ...(last === undefined ? [] : [element('NextKeyMarker', name(last)), element('NextVersionIdMarker', 'null')]),
        element('MaxKeys', most),
        element('IsTruncated', last !== undefined),
        ...page.objects.map((row) =>
          element('Version', [
            element('Key', name(row.key)),
            element('VersionId', 'null'),
            element('IsLatest', true),
            element('LastModified', new Date(row.modifiedAt).toISOString()),
            element('ETag', `"${row.etag}"`),
            element('Size', row.bytes),
            element('StorageClass', 'STANDARD'),
          ]),
        ),
      ]),
    );
  },
});
