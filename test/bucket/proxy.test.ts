import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { proxyFor } from '../../bucket/proxy.ts';
import { openS3Store } from '../../bucket/s3/s3-store.ts';
import { unwrap } from '../../core/result.ts';
import { told } from '../fixtures/problems.ts';
import { scratchStore, settingsFor } from './scratch.ts';

const proxy = 'http://proxy.example:3128';
const shown = (endpoint: string, env: Record<string, string>) => {
  const found = proxyFor(endpoint, env);
  return found.ok ? (found.value?.shown ?? null) : found.problem.code;
};

describe('proxyFor', () => {
  it.each<[string, Record<string, string>, string | null]>([
    ['nothing is named', {}, null],
    ['HTTPS_PROXY', { HTTPS_PROXY: proxy }, proxy],
    ['https_proxy', { https_proxy: proxy }, proxy],
    ['small letters first', { https_proxy: proxy, HTTPS_PROXY: 'http://other.example' }, proxy],
    ['empty counts as not set', { https_proxy: ' ', HTTPS_PROXY: proxy }, proxy],
    ['ALL_PROXY', { ALL_PROXY: proxy }, proxy],
    ['HTTPS_PROXY before ALL_PROXY', { HTTPS_PROXY: proxy, ALL_PROXY: 'socks5://x' }, proxy],
    ['HTTP_PROXY is for plain HTTP', { HTTP_PROXY: proxy, http_proxy: proxy }, null],
    ['without a scheme', { HTTPS_PROXY: 'proxy.example:3128' }, proxy],
    ['a password is not shown', { HTTPS_PROXY: 'http://me:secret@proxy.example:3128' }, proxy],
    ['https to the proxy', { HTTPS_PROXY: 'https://proxy.example' }, 'https://proxy.example'],
    ['a kind that is not supported', { HTTPS_PROXY: 'socks5://proxy.example' }, 'settings-proxy-kind'],
    ['no address', { HTTPS_PROXY: 'http://' }, 'settings-proxy'],
  ])('%s', (_, env, expected) => {
    expect(shown('https://s3.office.example', env)).toBe(expected);
  });

  it.each([
    ['*', true],
    ['s3.office.example', true],
    ['office.example', true],
    ['.office.example', true],
    ['*.office.example', true],
    ['S3.Office.Example.', true],
    ['other.example, office.example', true],
    ['other.example office.example', true],
    ['office.example:443', true],
    ['office.example:8443', false],
    ['ffice.example', false],
    ['s3.office', false],
    ['', false],
    [',', false],
  ])('NO_PROXY %j: goes around: %s', (list, isAround) => {
    expect(shown('https://s3.office.example', { HTTPS_PROXY: proxy, NO_PROXY: list })).toBe(isAround ? null : proxy);
  });

  it.each([
    ['https://10.1.2.3:9000', '10.0.0.0/8', null],
    ['https://10.1.2.3:9000', '10.1.2.3', null],
    ['https://11.1.2.3:9000', '10.0.0.0/8', proxy],
    ['https://10.1.2.3:9000', '10.0.0.0/99', proxy],
    ['https://[fd00::1]:9000', 'fd00::1', null],
    ['https://[fd00::1]:9000', '[fd00::1]:9000', null],
    ['https://[fd00::1]:9000', 'FD00:0:0:0::1', null],
    ['https://[fd00::1]:9000', 'fd00::/8', null],
    ['https://[fd00::1]:9000', '[fd00::]/8', null],
    ['https://[fe00::1]:9000', 'fd00::/8', proxy],
    ['https://[fd00::1]:9000', 'fd00::/129', proxy],
    // The end of an address is no domain.
    ['https://10.1.2.3:9000', '2.3', proxy],
    ['https://10.1.2.3:9000', '.2.3', proxy],
    ['https://127.0.0.1:9000', '', null],
    ['https://localhost:9000', '', null],
    ['https://[::1]:9000', '', null],
    ['https://127.office.example', '', proxy],
  ])('%s with NO_PROXY %j', (endpoint, list, expected) => {
    expect(shown(endpoint, { HTTPS_PROXY: proxy, no_proxy: list })).toBe(expected);
  });

  it('names the variable in what is wrong, and never its value', () => {
    const found = proxyFor('https://s3.office.example', { HTTPS_PROXY: 'socks5://me:secret@proxy.example' });
    expect(JSON.stringify(found)).toContain('HTTPS_PROXY');
    expect(JSON.stringify(found)).not.toContain('secret');
  });
});

/** A proxy of an office: it alone knows where any name is, and notes what it is asked and what goes through. */
async function officeProxy(port: number, answer?: string) {
  const asked: { target: string; authorization: string | undefined }[] = [];
  const passed: Buffer[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((_, response) => response.writeHead(405).end());
  server.on('connect', (request, socket: Socket, head) => {
    asked.push({ target: request.url ?? '', authorization: request.headers['proxy-authorization'] });
    if (answer !== undefined) return void socket.end(answer);
    const to = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      to.write(head);
      socket.on('data', (bytes) => passed.push(bytes));
      socket.pipe(to);
      to.pipe(socket);
    });
    for (const each of [to, socket]) {
      sockets.add(each);
      each.on('error', () => undefined);
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.close();
    for (const each of sockets) each.destroy();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { address: `127.0.0.1:${address.port}`, asked, passed };
}

async function behind(answer?: string, user = '') {
  const store = await scratchStore({ names: ['s3.office.example'] });
  const office = await officeProxy(store.port, answer);
  const settings = settingsFor(store, { role: 'owner' }, { endpoint: `https://s3.office.example:${store.port}` });
  const env = { HTTPS_PROXY: `http://${user}${office.address}` };
  const client = openS3Store(settings, { env });
  onTestFinished(() => client.close());
  return { store, office, settings, client };
}

describe('a store behind a proxy', () => {
  it('is reached through it, with a credential for the proxy, and the proxy sees only where to', async () => {
    const { office, client, store } = await behind(undefined, 'me:a%20secret@');
    unwrap(await client.put('k', Buffer.from('content')));
    expect(Buffer.from(unwrap(await client.get('k'))).toString()).toBe('content');
    expect(office.asked.map(({ target }) => target)).toContain(`s3.office.example:${store.port}`);
    expect(office.asked[0]?.authorization).toBe(`Basic ${Buffer.from('me:a secret').toString('base64')}`);
    const through = Buffer.concat(office.passed).toString('latin1');
    expect(through.length).toBeGreaterThan(100);
    expect(through).not.toContain('content');
    expect(through).not.toContain('PUT ');
  });

  it('names the proxy where it is not there', async () => {
    const store = await scratchStore({ names: ['s3.office.example'] });
    const settings = settingsFor(store, { role: 'owner' }, { endpoint: `https://s3.office.example:${store.port}` });
    const client = openS3Store(settings, { env: { HTTPS_PROXY: 'http://me:secret@127.0.0.1:1' } });
    onTestFinished(() => client.close());
    const result = await client.put('k', Buffer.from('x'));
    expect(told(result)).toMatchObject({
      code: 'store-unreachable-by-proxy',
      what: expect.stringContaining('http://127.0.0.1:1'),
    });
    expect(JSON.stringify(result)).not.toContain('secret');
  });

  it.each([
    ['asks who it is', 'HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'],
    ['forbids it', 'HTTP/1.1 403 Forbidden\r\n\r\n'],
    ['finds nothing', 'HTTP/1.1 502 Bad Gateway\r\n\r\n'],
    ['hangs up', ''],
  ])('names the proxy where it %s', async (_, answer) => {
    const { office, client } = await behind(answer);
    const result = await client.put('k', Buffer.from('x'));
    expect(told(result)).toMatchObject({
      code: expect.stringMatching(/^store-(unreachable-by-proxy|proxy-refuses)$/),
      what: expect.stringContaining(office.address),
    });
  });

  it('is not spoken to by a proxy that takes its place', async () => {
    const other = await scratchStore({ names: ['s3.office.example'] });
    const { settings } = await behind();
    const office = await officeProxy(other.port);
    const client = openS3Store(settings, { env: { HTTPS_PROXY: `http://${office.address}` } });
    onTestFinished(() => client.close());
    expect(await client.put('k', Buffer.from('x'))).toMatchObject({
      ok: false,
      problem: { code: expect.stringMatching(/^store-certificate/) },
    });
  });

  it('is reached without it where NO_PROXY says so', async () => {
    const store = await scratchStore();
    const client = openS3Store(settingsFor(store), { env: { HTTPS_PROXY: 'http://127.0.0.1:1' } });
    onTestFinished(() => client.close());
    unwrap(await client.put('k', Buffer.from('x')));
  });

  it('is not reached at all where the proxy is of a kind that is not supported', async () => {
    const { settings } = await behind();
    const client = openS3Store(settings, { env: { HTTPS_PROXY: 'socks5://127.0.0.1:1' } });
    onTestFinished(() => client.close());
    expect(await client.put('k', Buffer.from('x'))).toMatchObject({
      ok: false,
      problem: { code: 'settings-proxy-kind' },
    });
  });
});
