import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { scratchStore } from '../../scratch.ts';
import type { RawRequest } from './raw-request.ts';
import { ask, sendRequest, signRequest } from './raw-request.ts';

const md5 = (text: string): string => createHash('md5').update(text).digest('base64');
const put: RawRequest = {
  method: 'PUT',
  path: '/plainsight/k',
  body: 'body',
  headers: { 'content-md5': md5('body') },
  payloadHash: 'UNSIGNED-PAYLOAD',
};

describe('a body that only a signed Content-MD5 covers', () => {
  it('is refused unless the store was told to take it', async () => {
    const store = await scratchStore();
    const key = store.credentials.add({ role: 'owner' });
    expect(await ask(store, key, put)).toMatchObject({ status: 403, code: 'AccessDenied' });
  });

  it('is kept, whole, by a store that was', async () => {
    const store = await scratchStore({ acceptsMd5: true });
    const key = store.credentials.add({ role: 'owner' });
    expect(await ask(store, key, put)).toMatchObject({ status: 200 });
    expect(await ask(store, key, { method: 'GET', path: '/plainsight/k' })).toMatchObject({
      status: 200,
      body: 'body',
    });
  });

  it.each([
    ['another body', { ...put, body: 'other' }, 400, 'BadDigest'],
    ['no Content-MD5', { ...put, headers: {} }, 403, 'AccessDenied'],
    ['a Content-MD5 that is not signed', { ...put, unsigned: ['content-md5'] }, 403, 'AccessDenied'],
    ['an address instead of a header', { ...put, expires: 60 }, 403, 'AccessDenied'],
    [
      'a list of what to delete',
      { ...put, method: 'POST', path: '/plainsight', query: { delete: '' } },
      400,
      'XAmzContentSHA256Mismatch',
    ],
  ] satisfies [string, RawRequest, number, string][])(
    'is refused by it all the same with %s',
    async (_, request, status, code) => {
      const store = await scratchStore({ acceptsMd5: true });
      const key = store.credentials.add({ role: 'owner' });
      expect(await ask(store, key, request)).toMatchObject({ status, code });
    },
  );

  it('is refused by it when both body and Content-MD5 were altered on the way', async () => {
    const store = await scratchStore({ acceptsMd5: true });
    const wire = signRequest(store, store.credentials.add({ role: 'owner' }), put);
    wire.body = Buffer.from('other');
    wire.headers['content-md5'] = md5('other');
    expect(await sendRequest(store, wire)).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch' });
  });
});
