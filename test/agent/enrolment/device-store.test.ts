import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { credentialPath, presentCredential } from '../../../agent/enrolment/device-credential.ts';
import { DeviceStore, type ReachedStore } from '../../../agent/enrolment/device-store.ts';
import type { CredentialExchange } from '../../../bucket/credential-exchange.ts';
import type { NewCredential } from '../../../bucket/embedded/auth/credentials.ts';
import type { EmbeddedStore } from '../../../bucket/embedded/server.ts';
import { latestKey } from '../../../bucket/layout.ts';
import { deviceGrant } from '../../../bucket/rights.ts';
import { openS3Store } from '../../../bucket/s3-store.ts';
import { Secret } from '../../../bucket/secret.ts';
import { type BucketSettings, parseBucketSettings } from '../../../bucket/settings.ts';
import { deviceIdSchema, personIdSchema } from '../../../core/ids.ts';
import { problem } from '../../../core/problem.ts';
import { fail, ok, unwrap } from '../../../core/result.ts';
import { hourMs, minuteMs } from '../../../core/time/calendar.ts';
import { newKeyPair } from '../../../seal/age.ts';
import { codeOf } from '../../bucket/contract.ts';
import { scratchFolder, scratchStore } from '../../bucket/scratch.ts';
import { standIn } from '../../bucket/stand-in.ts';
import { newFolder } from '../../fixtures/folders.ts';
import { english } from '../../fixtures/problems.ts';

const [person, device] = [personIdSchema.parse('p'.repeat(26)), deviceIdSchema.parse('d'.repeat(26))];
const key = latestKey('', person, device);
const bytes = Buffer.from('sealed');
const { identity } = await newKeyPair();
const cut = fail(problem('store-unreachable', { host: 'store.example.org', why: 'ECONNREFUSED' }));

function handOut(store: EmbeddedStore): { given: NewCredential; bucket: BucketSettings } {
  const grant = deviceGrant('plainsight', '', person, device);
  const given = store.credentials.addExchangeable(grant, 'device');
  const { endpoint, caCertificate } = store;
  return { given, bucket: unwrap(parseBucketSettings({ endpoint, caCertificate, bucket: 'plainsight', ...given })) };
}

type Exchange = CredentialExchange['exchange'];
/** What happens to a request for an exchange on its way. */
type Way = (ask: () => ReturnType<Exchange>) => ReturnType<Exchange>;

/** A device that can be ended without notice and started again on its folder. */
function computer(bucket: BucketSettings, folder = newFolder()) {
  const world = { now: Date.now(), way: ((ask) => ask()) as Way, exchanges: 0, calls: 0 };
  const openStore = (settings: BucketSettings): ReachedStore => {
    const store = openS3Store(settings);
    return {
      ...store,
      put: (...args) => {
        world.calls += 1;
        return store.put(...args);
      },
      exchange: (...args) => {
        world.exchanges += 1;
        return world.way(() => store.exchange(...args));
      },
    };
  };
  const start = () => new DeviceStore({ folder, identity, bucket, openStore, clock: { now: () => world.now } });
  const send = async (store: DeviceStore): Promise<string> => codeOf(await store.put(key, bytes));
  return { folder, world, start, send };
}

async function opens(bucket: BucketSettings): Promise<string> {
  const store = openS3Store(bucket);
  const put = await store.put(key, bytes);
  store.close();
  return codeOf(put);
}

describe('the bucket as a device reaches it', () => {
  it('exchanges the credential before the first call, once for all that come at a time and for every later start', async () => {
    const store = await scratchStore();
    const { bucket, given } = handOut(store);
    const { folder, world, start, send } = computer(bucket);
    const first = start();
    expect(first.credential).toBe('not-asked');
    const sent = await Promise.all(Array.from({ length: 8 }, () => send(first)));
    expect(new Set(sent)).toEqual(new Set(['ok']));
    expect([first.credential, world.exchanges]).toEqual(['own', 1]);
    first.close();
    expect(await opens(bucket)).toBe('credential-spent');
    const second = start();
    expect([await send(second), second.credential, world.exchanges]).toEqual(['ok', 'own', 1]);
    second.close();
    expect(statSync(credentialPath(folder)).mode & 0o777).toBe(0o600);
    const there = readFileSync(credentialPath(folder)).toString('latin1');
    expect(there).toMatch(/^age-encryption/);
    expect(there).not.toContain(given.accessKeyId);
    expect(await opens(await presentCredential(folder, identity, bucket))).toBe('ok');
  });

  it('ends before it asks: the next start asks for what was noted', async () => {
    const store = await scratchStore();
    const { bucket } = handOut(store);
    const { world, start, send } = computer(bucket);
    // It is on the disk, and the request never leaves.
    world.way = () => new Promise(() => {});
    const first = start();
    void first.put(key, bytes);
    await expect.poll(() => world.exchanges).toBe(1);
    expect(store.credentials.list()[0]?.first?.exchangedAt).toBeNull();
    first.close();
    world.way = (ask) => ask();
    const second = start();
    expect([await send(second), second.credential]).toEqual(['ok', 'own']);
    second.close();
    expect(await opens(bucket)).toBe('credential-spent');
  });

  it.each([
    ['the answer is lost and it ends', async () => new Promise<never>(() => {})],
    ['the connection is cut, and it ends', async () => cut],
  ])('%s: the next start finds that the new one holds, and accuses nobody', async (_, then) => {
    const store = await scratchStore();
    const { bucket } = handOut(store);
    const { world, start, send } = computer(bucket);
    world.way = async (ask) => {
      unwrap(await ask());
      return then();
    };
    const first = start();
    void first.put(key, bytes);
    await expect.poll(() => store.credentials.list()[0]?.first?.exchangedAt).not.toBeNull();
    await expect.poll(() => world.exchanges).toBe(1);
    first.close();
    world.way = (ask) => ask();
    const second = start();
    expect([await send(second), second.credential]).toEqual(['ok', 'own']);
    second.close();
    expect(store.credentials.list()[0]?.first?.triedAt).toBeNull();
  });

  it('mends a lost answer in the same run', async () => {
    const store = await scratchStore();
    const { bucket } = handOut(store);
    const { world, start, send } = computer(bucket);
    world.way = async (ask) => {
      await ask();
      return cut;
    };
    const running = start();
    expect(await send(running)).toBe('store-unreachable');
    world.way = (ask) => ask();
    expect([await send(running), running.credential]).toEqual(['ok', 'own']);
    running.close();
    expect(store.credentials.list()[0]?.first?.triedAt).toBeNull();
  });

  it('mends it also where it has given up on answers', async () => {
    const store = await scratchStore();
    const { bucket } = handOut(store);
    const { world, start, send } = computer(bucket);
    world.way = async () => cut;
    const running = start();
    expect([await send(running), await send(running)]).toEqual(['store-unreachable', 'store-unreachable']);
    // The third time it arrives, and the answer does not: the call goes with the old one, is refused, and goes once more with the new one.
    world.way = async (ask) => {
      const answer = await ask();
      if (!answer.ok || answer.value !== 'exchanged') return answer;
      world.way = (again) => again();
      return cut;
    };
    expect(await send(running)).toBe('ok');
    expect(running.credential).toBe('own');
    running.close();
  });

  it.each([
    ['at once', 0],
    ['at the next start', 1],
  ])('keeps what the store may have taken where something on the way says %s that it cannot', async (_, starts) => {
    const store = await scratchStore();
    const { bucket } = handOut(store);
    const { world, start, send } = computer(bucket);
    const cannot = async () => ok('cannot' as const);
    world.way = async (ask) => {
      expect(unwrap(await ask())).toBe('exchanged');
      world.way = cannot;
      return starts === 0 ? cannot() : cut;
    };
    let running = start();
    expect(await send(running)).toBe(starts === 0 ? 'credential-spent' : 'store-unreachable');
    for (let run = 0; run < starts; run++) {
      running.close();
      running = start();
      expect([await send(running), running.credential]).toEqual(['credential-spent', 'of-link']);
    }
    world.way = (ask) => ask();
    expect([await send(running), running.credential]).toEqual(['ok', 'own']);
    running.close();
    const after = start();
    expect([await send(after), after.credential]).toEqual(['ok', 'own']);
    after.close();
  });

  it('was answered, and ends before that is written: the next start finds it out', async () => {
    const store = await scratchStore();
    const { bucket } = handOut(store);
    const { folder, world, start, send } = computer(bucket);
    let asked = Buffer.alloc(0);
    world.way = (ask) => {
      asked = readFileSync(credentialPath(folder));
      return ask();
    };
    const first = start();
    expect(await send(first)).toBe('ok');
    first.close();
    writeFileSync(credentialPath(folder), asked);
    const second = start();
    expect([await send(second), second.credential, world.exchanges]).toEqual(['ok', 'own', 2]);
    second.close();
    expect(store.credentials.list()[0]?.first?.triedAt).toBeNull();
  });

  it('asks for nothing where the new secret cannot be written down, and sends all the same', async () => {
    const store = await scratchStore();
    const { bucket } = handOut(store);
    const { folder, world, start, send } = computer(bucket);
    mkdirSync(`${credentialPath(folder)}.tmp`);
    writeFileSync(`${credentialPath(folder)}.tmp/in-the-way`, '');
    const running = start();
    expect([await send(running), running.credential, world.exchanges]).toEqual(['ok', 'not-asked', 0]);
    rmSync(`${credentialPath(folder)}.tmp`, { recursive: true });
    world.now += hourMs;
    expect([await send(running), running.credential]).toEqual(['ok', 'own']);
    running.close();
  });

  it('writes nothing over a note that cannot be read', async () => {
    const store = await scratchStore();
    const { bucket } = handOut(store);
    const { folder, world, start, send } = computer(bucket);
    // Root may read every file, and nobody reads a folder as one.
    mkdirSync(credentialPath(folder));
    writeFileSync(join(credentialPath(folder), 'kept'), '');
    const running = start();
    expect([await send(running), world.exchanges]).toEqual(['ok', 0]);
    running.close();
    expect(existsSync(join(credentialPath(folder), 'kept'))).toBe(true);
  });

  it('is refused by name where a thief was first, and the list of the store tells when', async () => {
    const store = await scratchStore();
    const { bucket } = handOut(store);
    const thief = openS3Store(bucket);
    expect(unwrap(await thief.exchange(new Secret('t'.repeat(40))))).toBe('exchanged');
    thief.close();
    const { start } = computer(bucket);
    const running = start();
    const put = await running.put(key, bytes);
    running.close();
    expect(put).toMatchObject({ ok: false, problem: { code: 'credential-spent' } });
    if (put.ok) throw new Error('it was taken');
    expect(english(put.problem).what).toContain('exchanged already, by somebody else');
    expect(english(put.problem).remedy).toContain('ask for a new one for this computer');
    expect(store.credentials.list()[0]?.first).toMatchObject({ triedAt: expect.any(Number) });
  });

  it('exchanges it once more where the store was put back from a copy made before', async () => {
    const folder = await scratchFolder();
    const store = await scratchStore({ folder });
    const { bucket, given } = handOut(store);
    const { world, start, send } = computer(bucket);
    const running = start();
    expect([await send(running), world.exchanges]).toEqual(['ok', 1]);
    const database = new DatabaseSync(join(folder, 'credentials.sqlite'));
    const putBack = () => {
      database.prepare('UPDATE credentials SET secret = ?').run(given.secretAccessKey);
      database.exec('UPDATE first_secrets SET spent = NULL, exchanged_at = NULL');
    };
    putBack();
    expect([await send(running), running.credential]).toEqual(['ok', 'own']);
    expect(await opens(bucket)).toBe('credential-spent');
    running.close();
    // Also while it did not run.
    putBack();
    const after = start();
    expect([await send(after), after.credential]).toEqual(['ok', 'own']);
    expect(await opens(bucket)).toBe('credential-spent');
    // Where it was taken away there is nothing to ask for, and little is asked.
    store.credentials.remove(given.accessKeyId);
    const before = world.exchanges;
    const refused = [await send(after), await send(after), await send(after)];
    expect(new Set(refused)).toEqual(new Set(['store-credential-unknown']));
    expect(world.exchanges - before).toBeLessThan(2);
    after.close();
    database.close();
  });

  it('is not put off for long by a clock that was wrong meanwhile', async () => {
    const store = await scratchStore();
    const { bucket } = handOut(store);
    const { world, start, send } = computer(bucket);
    const rightly = world.now;
    world.now += 400 * 24 * hourMs;
    world.way = async () => ok('later');
    const running = start();
    expect([await send(running), running.credential]).toEqual(['ok', 'not-asked']);
    world.now = rightly;
    world.way = (ask) => ask();
    expect([await send(running), running.credential]).toEqual(['ok', 'own']);
    running.close();
  });

  it('leaves a thief who comes later nothing', async () => {
    const store = await scratchStore();
    const { bucket } = handOut(store);
    const { start, send } = computer(bucket);
    const running = start();
    expect(await send(running)).toBe('ok');
    const thief = computer(bucket);
    const theirs = thief.start();
    expect(await thief.send(theirs)).toBe('credential-spent');
    expect(await send(running)).toBe('ok');
    running.close();
    theirs.close();
  });

  it('takes a renewed credential for a new one', async () => {
    const store = await scratchStore();
    const [old, renewed] = [handOut(store), handOut(store)];
    const before = computer(old.bucket);
    const first = before.start();
    expect(await before.send(first)).toBe('ok');
    first.close();
    const after = computer(renewed.bucket, before.folder);
    const second = after.start();
    expect([await after.send(second), second.credential, after.world.exchanges]).toEqual(['ok', 'own', 1]);
    second.close();
    expect(await opens(renewed.bucket)).toBe('credential-spent');
  });

  it('answers at once to a call that is cancelled while the store does not', async () => {
    const store = await scratchStore();
    const { bucket } = handOut(store);
    const { world, start } = computer(bucket);
    world.way = () => new Promise(() => {});
    const running = start();
    const stop = new AbortController();
    const put = running.put(key, bytes, stop.signal);
    await expect.poll(() => world.exchanges).toBe(1);
    stop.abort();
    expect(codeOf(await put)).toBe('cancelled');
    running.close();
  });
});

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
