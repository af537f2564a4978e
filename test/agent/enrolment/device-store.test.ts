import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { credentialPath, presentCredential } from '../../../agent/enrolment/device-credential.ts';
import { openS3Store } from '../../../bucket/s3/s3-store.ts';
import { Secret } from '../../../bucket/secret.ts';
import type { BucketSettings } from '../../../bucket/settings.ts';
import { ok, unwrap } from '../../../core/result.ts';
import { hourMs } from '../../../core/time/calendar.ts';
import { codeOf } from '../../bucket/contract.ts';
import { scratchFolder, scratchStore } from '../../bucket/scratch.ts';
import { english } from '../../fixtures/problems.ts';
import { isPrivate } from '../../fixtures/systems.ts';
import { bytes, computer, cut, handOut, identity, key } from './device-store-scene.ts';

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
    expect(isPrivate(credentialPath(folder))).toBe(true);
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
