import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { connect, type Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { StoreGrant } from '../../../../bucket/embedded/auth/authorisation.ts';
import type { NewCredential } from '../../../../bucket/embedded/auth/credentials.ts';
import { readBody } from '../../../../bucket/embedded/http/request-body.ts';
import type { EmbeddedStore } from '../../../../bucket/embedded/server.ts';
import { unwrap } from '../../../../core/result.ts';
import { told } from '../../../fixtures/problems.ts';
import { onlyOn } from '../../../fixtures/systems.ts';
import { codeOf, open } from '../../contract.ts';
import { scratchStore, settingsFor } from '../../scratch.ts';
import { ask, signRequest } from './raw-request.ts';

const device = (prefix: string): StoreGrant => ({
  role: 'limited',
  allow: [{ bucket: 'plainsight', actions: ['put', 'get'], prefix }],
});

const until = async (isSo: () => boolean) => {
  while (!isSo()) await new Promise((done) => setTimeout(done, 20));
};

/** A client that is in nobody's way, with connections of its own. */
async function goesOn(store: EmbeddedStore): Promise<void> {
  const other = open(settingsFor(store, device('other/')));
  for (let i = 0; i < 5; i++) unwrap(await other.put(`other/${i}`, Buffer.from('x')));
  expect(Buffer.from(unwrap(await other.get('other/1'))).toString()).toBe('x');
}

async function idle(store: EmbeddedStore, how: 'plain' | 'tls'): Promise<Socket> {
  const to = { port: store.port, host: '127.0.0.1' };
  const socket =
    how === 'plain' ? connect(to) : connectTls({ ...to, servername: 'localhost', ca: store.caCertificate });
  socket.on('error', () => undefined);
  onTestFinished(() => void socket.destroy());
  await Promise.race([once(socket, how === 'plain' ? 'connect' : 'secureConnect'), once(socket, 'close')]);
  return socket;
}

/** A put whose body never comes to its end. */
function stall(store: EmbeddedStore, key: NewCredential, at: number, agent: Agent): Promise<string> {
  const { method, target, headers } = signRequest(store, key, {
    method: 'PUT',
    path: `/plainsight/greedy/${at}`,
    body: 'x'.repeat(1000),
  });
  return new Promise((resolve) => {
    const outgoing = request(store.endpoint, {
      ...{ method, path: target, agent, ca: store.caCertificate, servername: 'localhost' },
      headers: { ...headers, 'content-length': 1000 },
    });
    onTestFinished(() => void outgoing.destroy());
    outgoing.on('error', () => resolve('cut'));
    outgoing.on('response', (incoming) => {
      incoming.resume();
      resolve(String(incoming.statusCode));
    });
    outgoing.write('x');
  });
}

describe('a client that takes what it can', () => {
  it.each(['plain', 'tls'] as const)('keeps nobody away with 700 idle connections (%s)', async (how) => {
    const store = await scratchStore();
    const sockets: Socket[] = [];
    for (let at = 0; at < 700; at++) sockets.push(await idle(store, how));
    await goesOn(store);
    await until(() => sockets.filter(({ closed, destroyed }) => !closed && !destroyed).length <= 64);
  });

  it('is closed where it signs nothing in its time', async () => {
    const store = await scratchStore({ limits: { introductionMs: 100 } });
    const sockets = [await idle(store, 'plain'), await idle(store, 'tls')];
    await Promise.all(sockets.map((socket) => socket.closed || once(socket, 'close')));
  });

  it('is closed after a request that it did not sign', async () => {
    const store = await scratchStore();
    const socket = await idle(store, 'tls');
    socket.write(`GET /plainsight/k HTTP/1.1\r\nHost: 127.0.0.1:${store.port}\r\n\r\n`);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 403[\s\S]*\r\nConnection: close/);
    if (!socket.closed) await once(socket.resume(), 'close');
  });

  it('has a share of requests and connections, and the others go on', async () => {
    const store = await scratchStore();
    const key = store.credentials.add(device('greedy/'));
    const agent = new Agent({ maxSockets: 200 });
    onTestFinished(() => agent.destroy());
    const answers: string[] = [];
    for (let at = 0; at < 200; at++) void stall(store, key, at, agent).then((answer) => answers.push(answer));
    await until(() => answers.length >= 200 - 64);
    // A client of Windows that still sends when it is refused reads nothing more, the answer neither.
    expect(new Set(answers.filter((answer) => onlyOn('win32') || answer !== 'cut'))).toEqual(new Set(['503']));
    await goesOn(store);
  });

  it('has a share of the memory for bodies, and the others go on', async () => {
    const store = await scratchStore({ limits: { bodyBytesEach: 5_500 } });
    const key = store.credentials.add(device('greedy/'));
    const agent = new Agent({ maxSockets: 50 });
    onTestFinished(() => agent.destroy());
    const answers: string[] = [];
    for (let at = 0; at < 20; at++) void stall(store, key, at, agent).then((answer) => answers.push(answer));
    await until(() => answers.length >= 15);
    expect(answers).toEqual(answers.map(() => '503'));
    await goesOn(store);
  });

  it('does not keep a body open for as long as it likes', async () => {
    const socket = new PassThrough();
    const body = readBody(socket as unknown as IncomingMessage, 1000, 50);
    socket.write('x');
    await expect(body).rejects.toMatchObject({ code: 'RequestTimeout', status: 400 });
    expect(socket.destroyed).toBe(true);
  });

  it('is told to come later, and comes to its end then', async () => {
    const store = await scratchStore({ limits: { requestsEach: 1 } });
    const client = open(settingsFor(store, device('a/')));
    const results = await Promise.all(Array.from({ length: 8 }, (_, at) => client.put(`a/${at}`, Buffer.from('x'))));
    expect(new Set(results.map(codeOf)).size).toBeLessThanOrEqual(2);
    for (const result of results) expect(['ok', 'store-busy']).toContain(codeOf(result));
    for (let at = 0; at < 8; at++) unwrap(await client.put(`a/${at}`, Buffer.from('x')));
  });

  it('writes so much a day and no more; tomorrow it goes on, others and the owner all the time', async () => {
    let now = Date.now();
    const store = await scratchStore({ now: () => now, allowance: { bytesADay: 2_500, objectsADay: 10 } });
    const client = open(settingsFor(store, device('a/')));
    for (let at = 0; at < 2; at++) unwrap(await client.put('a/same', Buffer.alloc(1000)));
    const full = await client.put('a/same', Buffer.alloc(1000));
    expect(told(full)).toMatchObject({ code: 'store-quota', what: expect.stringContaining('used up') });
    for (let at = 0; at < 8; at++) unwrap(await client.put(`a/${at}`, Buffer.alloc(1)));
    expect(codeOf(await client.put('a/9', Buffer.alloc(1)))).toBe('store-quota');
    expect(codeOf(await client.get('a/1'))).toBe('ok');
    await goesOn(store);
    const owner = open(settingsFor(store));
    unwrap(await owner.put('large', Buffer.alloc(10_000)));
    const key = store.credentials.add(device('a/'));
    now += 24 * 3_600_000;
    expect((await ask(store, key, { method: 'PUT', path: '/plainsight/a/k', body: 'x', at: now })).status).toBe(200);
  });

  it('leaves room on the disk for the owner', async () => {
    const store = await scratchStore({ allowance: { reserveBytes: Number.MAX_SAFE_INTEGER } });
    const client = open(settingsFor(store, device('a/')));
    expect(told(await client.put('a/k', Buffer.from('x')))).toMatchObject({
      code: 'store-full',
      what: expect.stringContaining('full'),
    });
    unwrap(await open(settingsFor(store)).put('k', Buffer.from('x')));
  });
});
