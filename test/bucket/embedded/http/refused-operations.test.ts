import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../../bucket/embedded/auth/sigv4.ts';
import { scratchStore } from '../../scratch.ts';
import { get, key, prepareStore, put, store } from '../auth/rejection-scene.ts';
import type { RawRequest } from './raw-request.ts';
import { ask, sendRequest, signRequest } from './raw-request.ts';

prepareStore();

describe('checksums of a body', () => {
  const md5 = (text: string): string => createHash('md5').update(text).digest('base64');
  const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64');
  const crc = (text: string): string => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(crc32(text));
    return bytes.toString('base64');
  };

  it.each([
    ['content-md5', md5],
    ['x-amz-checksum-crc32', crc],
    ['x-amz-checksum-sha256', sha256],
  ])('verifies %s', async (name, of) => {
    const claimed = (value: string): RawRequest => ({
      ...put,
      path: '/plainsight/checked',
      headers: { [name]: value },
    });
    expect(await ask(store, key, claimed(of('other')))).toMatchObject({ status: 400, code: 'BadDigest' });
    expect(await ask(store, key, claimed(''))).toMatchObject({ status: 400, code: 'BadDigest' });
    expect((await ask(store, key, { ...get, path: '/plainsight/checked' })).status).toBe(404);
    expect((await ask(store, key, claimed(of('body')))).status).toBe(200);
    expect((await ask(store, key, { method: 'DELETE', path: '/plainsight/checked' })).status).toBe(204);
  });
});

describe('what the store does not do', () => {
  const inBucket = [
    'acl',
    'accelerate',
    'analytics',
    'cors',
    'encryption',
    'location',
    'logging',
    'object-lock',
    'policy',
    'replication',
    'tagging',
    'uploads',
    'versioning',
    'website',
    'invented',
  ];
  const inObject = [
    'acl',
    'attributes',
    'legal-hold',
    'partNumber',
    'retention',
    'tagging',
    'torrent',
    'uploads',
    'uploadId',
    'versionId',
    'response-content-type',
    'invented',
  ];

  it.each([
    ...inBucket.flatMap((name) =>
      ['GET', 'PUT'].map((method): [string, string, string] => [method, '/plainsight', name]),
    ),
    ...inObject.flatMap((name) =>
      ['GET', 'PUT', 'DELETE', 'POST'].map((method): [string, string, string] => [method, '/plainsight/k', name]),
    ),
  ])('answers 501 to %s %s?%s', async (method, path, name) => {
    expect(await ask(store, key, { method, path, query: { [name]: '' } })).toMatchObject({
      status: 501,
      code: 'NotImplemented',
    });
  });

  it.each([
    ['x-amz-acl', 'public-read'],
    ['x-amz-copy-source', '/plainsight/k'],
    ['x-amz-grant-read', 'id=1'],
    ['x-amz-object-lock-mode', 'COMPLIANCE'],
    ['x-amz-object-lock-legal-hold', 'ON'],
    ['x-amz-object-lock-retain-until-date', '2030-01-01T00:00:00Z'],
    ['x-amz-server-side-encryption', 'AES256'],
    ['x-amz-server-side-encryption-customer-algorithm', 'AES256'],
    ['x-amz-storage-class', 'GLACIER'],
    ['x-amz-tagging', 'a=b'],
    ['x-amz-website-redirect-location', '/'],
    ['x-amz-checksum-sha1', 'x'],
    ['x-amz-security-token', 'x'],
    ['x-amz-expected-bucket-owner', '1'],
    ['x-amz-invented', '1'],
    ['content-encoding', 'gzip'],
    ['content-encoding', 'aws-chunked'],
    ['cache-control', 'no-store'],
    ['if-none-match', '"etag"'],
  ])('answers 501 to a put with %s: %s', async (name, value) => {
    expect(await ask(store, key, { ...put, headers: { [name]: value } })).toMatchObject({
      status: 501,
      code: 'NotImplemented',
    });
  });

  it.each<[string, RawRequest, number, string]>([
    ['a listing of the old kind', { method: 'GET', path: '/plainsight' }, 501, 'NotImplemented'],
    ['versions to be put', { method: 'PUT', path: '/plainsight', query: { versions: '' } }, 501, 'NotImplemented'],
    ['a deletion of a bucket', { method: 'DELETE', path: '/plainsight' }, 501, 'NotImplemented'],
    ['a form upload', { method: 'POST', path: '/plainsight', body: 'x' }, 501, 'NotImplemented'],
    ['OPTIONS', { method: 'OPTIONS', path: '/plainsight/k' }, 501, 'NotImplemented'],
    ['several ranges', { ...get, headers: { range: 'bytes=0-1,2-3' } }, 501, 'NotImplemented'],
    ['a range outside', { ...get, headers: { range: 'bytes=99-' } }, 416, 'InvalidRange'],
    ['a range that is none', { ...get, headers: { range: 'lines=1-2' } }, 400, 'InvalidArgument'],
    [
      'max-keys that is no number',
      { method: 'GET', path: '/plainsight', query: { 'list-type': '2', 'max-keys': '-1' } },
      400,
      'InvalidArgument',
    ],
    [
      'a token of somebody else',
      { method: 'GET', path: '/plainsight', query: { 'list-type': '2', 'continuation-token': '!' } },
      400,
      'InvalidArgument',
    ],
    ['a bucket with a bad name', { method: 'PUT', path: '/UPPER' }, 400, 'InvalidBucketName'],
    ['a bucket that is there', { method: 'PUT', path: '/plainsight' }, 409, 'BucketAlreadyOwnedByYou'],
    ['a configuration for a new bucket', { method: 'PUT', path: '/another', body: '<x/>' }, 400, 'EntityTooLarge'],
    ['a key of 1025 bytes', { ...put, path: `/plainsight/${'k'.repeat(1025)}` }, 400, 'KeyTooLongError'],
    ['a key with NUL', { ...put, path: '/plainsight/a\0b' }, 400, 'InvalidArgument'],
    ['too much metadata', { ...put, headers: { 'x-amz-meta-a': 'x'.repeat(2100) } }, 400, 'MetadataTooLarge'],
    ['another x-id', { ...get, query: { 'x-id': 'PutObject' } }, 400, 'InvalidArgument'],
  ])('refuses %s', async (_, wanted, status, code) => {
    expect(await ask(store, key, wanted)).toMatchObject({ status, code });
  });

  it('refuses a body larger than it takes, without reading it', async () => {
    const small = await scratchStore({ largestObjectBytes: 1000 });
    const own = small.credentials.add({ role: 'owner' });
    expect(await ask(small, own, { ...put, body: Buffer.alloc(1001) })).toMatchObject({
      status: 400,
      code: 'EntityTooLarge',
    });
    expect((await ask(small, own, { ...put, body: Buffer.alloc(1000) })).status).toBe(200);
  });

  it('refuses a body of undeclared length', async () => {
    const wire = signRequest(store, key, { ...put, payloadHash: sha256Hex('body') });
    wire.headers['transfer-encoding'] = 'chunked';
    expect(await sendRequest(store, wire)).toMatchObject({ status: 411, code: 'MissingContentLength' });
  });

  it.each(['/plainsight/%', '/plainsight/%ff', '/plainsight/%C3%28', '*', 'https://elsewhere/plainsight/k'])(
    'refuses the address %s',
    async (target) => {
      const wire = { ...signRequest(store, key, get), target };
      expect([400, 403]).toContain((await sendRequest(store, wire)).status);
    },
  );
});
