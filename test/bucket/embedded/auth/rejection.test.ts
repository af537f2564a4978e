import { describe, expect, it } from 'vitest';
import { emptyPayloadHash } from '../../../../bucket/embedded/auth/sigv4.ts';
import type { RawRequest } from '../http/raw-request.ts';
import { ask, sendRequest, signRequest } from '../http/raw-request.ts';
import { get, key, prepareStore, put, store, type Tamper, without } from './rejection-scene.ts';

prepareStore();

const minuteMs = 60_000;
const presigned: RawRequest = { ...get, expires: 60 };
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
