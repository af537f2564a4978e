import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewCredential } from '../../../../bucket/embedded/auth/credentials.ts';
import { emptyPayloadHash, sha256Hex } from '../../../../bucket/embedded/auth/sigv4.ts';
import type { EmbeddedStore } from '../../../../bucket/embedded/server.ts';
import { startEmbeddedStore } from '../../../../bucket/embedded/server.ts';
import { unwrap } from '../../../../core/result.ts';
import { scratchStore } from '../../scratch.ts';
import type { RawRequest, WireRequest } from '../http/raw-request.ts';
import { ask, sendRequest, signRequest } from '../http/raw-request.ts';

const minuteMs = 60_000;
const put: RawRequest = { method: 'PUT', path: '/plainsight/k', body: 'body' };
const get: RawRequest = { method: 'GET', path: '/plainsight/k' };
const presigned: RawRequest = { ...get, expires: 60 };

let folder: string;
let store: EmbeddedStore;
let key: NewCredential;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plainsight-rejection-'));
  store = unwrap(await startEmbeddedStore({ folder, buckets: ['plainsight'] }));
  key = store.credentials.add({ role: 'owner' });
  expect((await ask(store, key, put)).status).toBe(200);
});

afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

type Tamper = (wire: WireRequest) => void;

const without =
  (name: string): Tamper =>
  (wire) => {
    delete wire.headers[name];
  };
const withHeader =
  (name: string, change: (value: string) => string): Tamper =>
  (wire) => {
    wire.headers[name] = change(wire.headers[name] ?? '');
  };
const withTarget =
  (change: (target: string) => string): Tamper =>
  (wire) => {
    wire.target = change(wire.target);
  };
const withMethod =
  (method: string): Tamper =>
  (wire) => {
    wire.method = method;
  };
const alteredBody: Tamper = (wire) => {
  wire.body.set([1]);
};

describe('what the signature covers', () => {
  it('accepts the untampered requests that the table below tampers with', async () => {
    for (const each of [put, get, presigned]) expect((await ask(store, key, each)).status).toBe(200);
  });

  it.each<[string, RawRequest, Tamper, number, string]>([
    ['no signature on a put', put, without('authorization'), 403, 'AccessDenied'],
    ['no signature on a get', get, without('authorization'), 403, 'AccessDenied'],
    ['an altered body', put, alteredBody, 400, 'XAmzContentSHA256Mismatch'],
    ['another key', put, withTarget(() => '/plainsight/other'), 403, 'SignatureDoesNotMatch'],
    ['another bucket', put, withTarget(() => '/elsewhere/k'), 403, 'SignatureDoesNotMatch'],
    ['another method', put, withMethod('DELETE'), 403, 'SignatureDoesNotMatch'],
    ['an added parameter', get, withTarget((target) => `${target}?x-id=GetObject`), 403, 'SignatureDoesNotMatch'],
    [
      'an altered signed header',
      { ...put, headers: { 'x-amz-meta-a': '1' } },
      withHeader('x-amz-meta-a', () => '2'),
      403,
      'SignatureDoesNotMatch',
    ],
    ['an added x-amz header', put, withHeader('x-amz-meta-a', () => '2'), 403, 'AccessDenied'],
    [
      'a removed signed header',
      { ...put, headers: { 'x-amz-meta-a': '1' } },
      without('x-amz-meta-a'),
      403,
      'SignatureDoesNotMatch',
    ],
    ['an unsigned host', { ...put, unsigned: ['host'] }, () => undefined, 403, 'AccessDenied'],
    [
      'an altered payload hash',
      put,
      withHeader('x-amz-content-sha256', () => emptyPayloadHash),
      403,
      'SignatureDoesNotMatch',
    ],
    ['a missing payload hash', put, without('x-amz-content-sha256'), 400, 'InvalidRequest'],
    ['a missing date', put, without('x-amz-date'), 403, 'AccessDenied'],
    [
      'a shortened signature',
      put,
      withHeader('authorization', (value) => value.slice(0, -1)),
      400,
      'AuthorizationHeaderMalformed',
    ],
    [
      'a changed signature',
      put,
      withHeader('authorization', (value) => value.replace(/.{4}$/, '0000')),
      403,
      'SignatureDoesNotMatch',
    ],
    ['another scheme', put, withHeader('authorization', () => 'AWS AK:signature'), 400, 'AuthorizationHeaderMalformed'],
    [
      'a header and a presigned address',
      presigned,
      withHeader('authorization', () => 'AWS4-HMAC-SHA256 x'),
      400,
      'InvalidArgument',
    ],
    ['an unsigned body', { ...put, payloadHash: 'UNSIGNED-PAYLOAD' }, () => undefined, 403, 'AccessDenied'],
    [
      'an aws-chunked body',
      { ...put, payloadHash: 'STREAMING-UNSIGNED-PAYLOAD-TRAILER' },
      () => undefined,
      501,
      'NotImplemented',
    ],
    [
      'a signed aws-chunked body',
      { ...put, payloadHash: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD' },
      () => undefined,
      501,
      'NotImplemented',
    ],
    ['a payload hash that is none', { ...put, payloadHash: 'AB' }, () => undefined, 400, 'InvalidArgument'],
    ['another region', { ...put, region: 'eu-west-1' }, () => undefined, 400, 'AuthorizationHeaderMalformed'],
    [
      'a body with a get',
      { ...get, body: 'x', headers: { 'content-length': '1' } },
      () => undefined,
      400,
      'InvalidRequest',
    ],
    [
      'a tampered presigned key',
      presigned,
      withTarget((target) => target.replace('/k?', '/l?')),
      403,
      'SignatureDoesNotMatch',
    ],
    [
      'a prolonged presigned address',
      presigned,
      withTarget((target) => target.replace('Expires=60', 'Expires=600')),
      403,
      'SignatureDoesNotMatch',
    ],
    ['a presigned address used for a put', presigned, withMethod('PUT'), 403, 'AccessDenied'],
    ['a presigned put of unsigned bytes', { ...put, expires: 60 }, () => undefined, 403, 'AccessDenied'],
    [
      'a presigned address for ever',
      { ...get, expires: 604_801 },
      () => undefined,
      400,
      'AuthorizationQueryParametersError',
    ],
    [
      'a presigned address that has expired',
      { ...get, expires: 60, at: Date.now() - 2 * minuteMs },
      () => undefined,
      403,
      'AccessDenied',
    ],
    [
      'a presigned address of the future',
      { ...get, expires: 60, at: Date.now() + 20 * minuteMs },
      () => undefined,
      403,
      'RequestTimeTooSkewed',
    ],
    [
      'a presigned address twice signed',
      presigned,
      withTarget((target) => `${target}&X-Amz-Expires=600`),
      400,
      'InvalidArgument',
    ],
    [
      'a clock 16 minutes behind',
      { ...put, at: Date.now() - 16 * minuteMs },
      () => undefined,
      403,
      'RequestTimeTooSkewed',
    ],
    [
      'a clock 16 minutes ahead',
      { ...put, at: Date.now() + 16 * minuteMs },
      () => undefined,
      403,
      'RequestTimeTooSkewed',
    ],
    ['another host name', { ...put, headers: { host: 'plainsight.example' } }, () => undefined, 400, 'InvalidRequest'],
  ])('refuses %s', async (_, wanted, tamper, status, code) => {
    const wire = signRequest(store, key, wanted);
    tamper(wire);
    expect(await sendRequest(store, wire)).toMatchObject({ status, code });
    expect((await ask(store, key, get)).body).toBe('body');
    expect((await ask(store, key, { method: 'GET', path: '/plainsight', query: { 'list-type': '2' } })).body).toContain(
      '<KeyCount>1</KeyCount>',
    );
  });

  it('tells a skewed client both times', async () => {
    const { body } = await ask(store, key, { ...put, at: Date.now() - 60 * minuteMs });
    expect(body).toMatch(
      /<RequestTime>\d{8}T\d{6}Z<\/RequestTime><ServerTime>[^<]+Z<\/ServerTime><MaxAllowedSkewMilliseconds>900000</,
    );
  });

  it('refuses a wrong secret, an unknown key and a removed one', async () => {
    expect(await ask(store, { ...key, secretAccessKey: 'wrong' }, put)).toMatchObject({
      status: 403,
      code: 'SignatureDoesNotMatch',
    });
    expect(await ask(store, { ...key, accessKeyId: 'PSX' }, put)).toMatchObject({
      status: 403,
      code: 'InvalidAccessKeyId',
    });
    const removed = store.credentials.add({ role: 'owner' });
    expect((await ask(store, removed, get)).status).toBe(200);
    store.credentials.remove(removed.accessKeyId);
    expect(await ask(store, removed, put)).toMatchObject({ status: 403, code: 'InvalidAccessKeyId' });
  });
});

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
    'lifecycle',
    'location',
    'logging',
    'object-lock',
    'policy',
    'replication',
    'tagging',
    'uploads',
    'versioning',
    'versions',
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
