import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { credentialPath } from '../../../agent/enrolment/device-credential.ts';
import { openS3Store } from '../../../bucket/s3/s3-store.ts';
import { Secret } from '../../../bucket/secret.ts';
import { unwrap } from '../../../core/result.ts';
import { hourMs, minuteMs } from '../../../core/time/calendar.ts';
import { codeOf } from '../../bucket/contract.ts';
import { scratchStore } from '../../bucket/scratch.ts';
import { standIn } from '../../bucket/stand-in.ts';
import { computer, handOut } from './device-store-scene.ts';

describe('a store that does not know the exchange', () => {
  const xml = (code: string) => `<?xml version="1.0"?><Error><Code>${code}</Code><Message>no</Message></Error>`;
  const exchanged = JSON.stringify({ format: 'plainsight-credential/1', accessKeyId: 'ANOTHER' });
  /** Answers puts, and to anything else what it is told to. */
  async function foreign(status: number, text: string) {
    const seen = { posts: 0, secrets: [] as string[] };
    const settings = await standIn((request, response) => {
      request.resume();
      if (request.method === 'PUT') return void response.writeHead(200, { etag: '"e"' }).end();
      seen.posts += 1;
      response.writeHead(status, { 'content-type': 'application/xml' }).end(text);
    });
    return { seen, ...computer(settings) };
  }

  it.each([
    ['405 of Ceph', 405, xml('MethodNotAllowed')],
    ['400', 400, xml('InvalidArgument')],
    ['403', 403, xml('AccessDenied')],
    ['404', 404, xml('NoSuchKey')],
    ['412 of AWS', 412, xml('PreconditionFailed')],
    ['501', 501, xml('NotImplemented')],
    ['a redirect', 301, xml('PermanentRedirect')],
    ['204', 204, ''],
    ['200 with nothing', 200, ''],
    ['200 with nonsense', 200, '<html>Sign in</html>'],
    ['200 about another key', 200, exchanged],
    ['200 with deep JSON', 200, '['.repeat(16_000)],
    ['200 with a megabyte', 200, 'x'.repeat(1024 * 1024)],
    ['403 with a megabyte', 403, 'x'.repeat(1024 * 1024)],
  ])('%s: goes on with the credential that came, and is not asked at every start', async (_, status, text) => {
    const { seen, start, send, world } = await foreign(status, text);
    for (let run = 0; run < 3; run++) {
      const store = start();
      expect([await send(store), await send(store), store.credential]).toEqual(['ok', 'ok', 'of-link']);
      store.close();
    }
    expect(seen.posts).toBe(1);
    expect(world.calls).toBe(6);
    // What said so may have been replaced since.
    world.now += 8 * 24 * hourMs;
    const later = start();
    expect([await send(later), later.credential, seen.posts]).toEqual(['ok', 'of-link', 2]);
    later.close();
  });

  it('is asked when it is another store, though it was not at the one before', async () => {
    const before = await foreign(501, xml('NotImplemented'));
    const first = before.start();
    await before.send(first);
    first.close();
    const embedded = await scratchStore();
    const { bucket } = handOut(embedded);
    const after = computer(bucket, before.folder);
    const second = after.start();
    expect([await after.send(second), second.credential]).toEqual(['ok', 'own']);
    second.close();
  });

  it.each([
    ['500', 500, xml('InternalError')],
    ['503', 503, xml('SlowDown')],
    ['429', 429, ''],
    ['502 of something on the way', 502, '<html>'],
    ['a wrong signature', 403, xml('SignatureDoesNotMatch')],
  ])('%s: goes on, and asks again after a while, for the same secret', async (_, status, text) => {
    const { seen, start, send, world } = await foreign(status, text);
    const store = start();
    expect([await send(store), await send(store), store.credential]).toEqual(['ok', 'ok', 'not-asked']);
    expect(seen.posts).toBe(1);
    world.now += hourMs;
    expect(await send(store)).toBe('ok');
    expect(seen.posts).toBeGreaterThan(1);
    store.close();
  });

  it('cuts the connection over it: after three times everything goes on without', async () => {
    const settings = await standIn((request, response) => {
      request.resume();
      if (request.method === 'PUT') response.writeHead(200, { etag: '"e"' }).end();
      else request.socket.destroy();
    });
    const { start, send, world } = computer(settings);
    const store = start();
    const sent = [await send(store), await send(store), await send(store), await send(store)];
    expect(sent).toEqual(['store-unreachable', 'store-unreachable', 'ok', 'ok']);
    const before = world.exchanges;
    world.now += 15 * minuteMs;
    expect(await send(store)).toBe('ok');
    expect(world.exchanges).toBeGreaterThan(before);
    store.close();
  });

  it('drips an answer for ever: it is cut off', async () => {
    const settings = await standIn((request, response) => {
      request.resume();
      if (request.method === 'PUT') return void response.writeHead(200, { etag: '"e"' }).end();
      response.writeHead(200);
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(drip));
    });
    const store = openS3Store(settings, { silenceTimeoutMs: 300 });
    expect(codeOf(await store.exchange(new Secret('n'.repeat(40))))).toBe('store-unreachable');
    store.close();
  });

  it('is not asked where the bucket is part of the host’s name', async () => {
    const { seen, folder } = await foreign(200, '');
    const settings = { ...(await standIn(() => {})), forcePathStyle: false };
    const store = openS3Store(settings);
    expect(unwrap(await store.exchange(new Secret('n'.repeat(40))))).toBe('cannot');
    store.close();
    expect([seen.posts, existsSync(credentialPath(folder))]).toEqual([0, false]);
  });
});
