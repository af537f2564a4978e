import { createConnection } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defineContract } from '../../ipc/contract.ts';
import { startWebHost } from '../../web/server.ts';
import { told } from '../fixtures/problems.ts';
import { type Ask, ask, type Rig, startRig } from './host.ts';

let rig: Rig;
let employee: string;
let manager: string;

beforeAll(async () => {
  rig = await startRig();
  employee = rig.token('employee');
  manager = rig.token('manager');
});
afterAll(() => rig.host.close());

const json = { 'content-type': 'application/json' };
const goodBody = JSON.stringify({ args: { text: 'hello' } });
const good = (): Ask => ({
  method: 'POST',
  path: '/api/employee/echo',
  headers: { ...json, 'x-plainsight': employee },
  body: goodBody,
});

describe('the address', () => {
  it('carries the token where no browser sends it, and leads to a page that needs none', async () => {
    const url = new URL(rig.host.address('manager'));
    expect(url.hash).toMatch(/^#token=[\w-]{43}$/);
    expect(url.search).toBe('');
    const answer = await ask(rig.port, { path: url.pathname });
    expect(answer.status).toBe(200);
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(answer.headers['referrer-policy']).toBe('no-referrer');
  });

  it.each(['/open', '/open?token=x', '/app/'])('has no other way in: %s', async (path) => {
    const answer = await ask(rig.port, { path });
    expect([400, 404]).toContain(answer.status);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it('leads from localhost to the origin that keeps the token, for pages only', async () => {
    const headers = { host: `localhost:${rig.port}` };
    const page = await ask(rig.port, { path: '/app/manager.html', headers });
    expect([page.status, page.headers.location]).toEqual([307, `${rig.host.origin}/app/manager.html`]);
    expect((await ask(rig.port, { path: '/app/../api', headers })).status).toBe(404);
    const call = await ask(rig.port, { ...good(), headers: { ...good().headers, ...headers } });
    expect(call.status).toBe(421);
  });

  it('differs in every process start and between pages', async () => {
    const other = await startRig();
    const tokens = [rig, other].flatMap(({ host }) => [host.address('employee'), host.address('manager')]);
    expect(new Set(tokens).size).toBe(4);
    await other.host.close();
  });
});

describe('a call', () => {
  it('reaches the service and brings back its answer', async () => {
    const answer = await ask(rig.port, good());
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toEqual({ ok: true, value: 'hello' });
  });

  it('tells nothing of an exception, to the page or to the log', async () => {
    const answer = await ask(rig.port, { ...good(), path: '/api/employee/fail', body: '{"args":{}}' });
    expect(JSON.parse(answer.text)).toMatchObject({ ok: false, problem: { code: 'internal' } });
    expect(answer.text + rig.logged.join()).not.toContain('SECRET-DETAIL');
  });

  it.each([
    ['an unknown call', 'nope', goodBody, 'no-such-call'],
    ['a name from the prototype', '__proto__', goodBody, 'no-such-call'],
    ['arguments that do not parse', 'echo', '{"args":{"text":1}}', 'bad-argument'],
    ['an argument too many', 'echo', '{"args":{"text":"a","more":1}}', 'bad-argument'],
  ])('answers %s with a problem', async (_what, call, body, code) => {
    const before = rig.reached.length;
    const answer = await ask(rig.port, { ...good(), path: `/api/employee/${call}`, body });
    expect(JSON.parse(answer.text)).toMatchObject({ ok: false, problem: { code } });
    expect(rig.reached).toHaveLength(before);
  });
});

describe('what is refused before any service', () => {
  const without = (name: string) => {
    const { [name]: _gone, ...headers } = good().headers as Record<string, string>;
    return headers;
  };
  const table: [string, number, () => Ask][] = [
    ['no token', 401, () => ({ ...good(), headers: without('x-plainsight') })],
    ['a made-up token', 401, () => ({ ...good(), headers: { ...json, 'x-plainsight': 'A'.repeat(43) } })],
    ['an empty token', 401, () => ({ ...good(), headers: { ...json, 'x-plainsight': '' } })],
    ['half a token', 401, () => ({ ...good(), headers: { ...json, 'x-plainsight': employee.slice(0, 42) } })],
    ['a token with more', 401, () => ({ ...good(), headers: { ...json, 'x-plainsight': `${employee}, ${employee}` } })],
    ['the other page’s token', 401, () => ({ ...good(), headers: { ...json, 'x-plainsight': manager } })],
    ['the token as a cookie', 401, () => ({ ...good(), headers: { ...json, cookie: `x-plainsight=${employee}` } })],
    ['the token in the path', 401, () => ({ ...good(), path: `/api/employee/echo?token=${employee}`, headers: json })],
    ['an employee at the manager’s API', 401, () => ({ ...good(), path: '/api/manager/echo' })],
    ['no content type', 415, () => ({ ...good(), headers: without('content-type') })],
    ['a form', 415, () => ({ ...good(), headers: { ...good().headers, 'content-type': 'text/plain' } })],
    [
      'a type in disguise',
      415,
      () => ({ ...good(), headers: { ...good().headers, 'content-type': 'text/plain;application/json' } }),
    ],
    ['another host name', 421, () => ({ ...good(), headers: { ...good().headers, host: `evil.example:${rig.port}` } })],
    [
      'a host name that ends in ours',
      421,
      () => ({ ...good(), headers: { ...good().headers, host: `a.localhost:${rig.port}` } }),
    ],
    ['our host with another port', 421, () => ({ ...good(), headers: { ...good().headers, host: '127.0.0.1:1' } })],
    ['our host without a port', 421, () => ({ ...good(), headers: { ...good().headers, host: '127.0.0.1' } })],
    ['another origin', 403, () => ({ ...good(), headers: { ...good().headers, origin: 'https://evil.example' } })],
    [
      'our origin over https',
      403,
      () => ({ ...good(), headers: { ...good().headers, origin: `https://127.0.0.1:${rig.port}` } }),
    ],
    [
      'our other name as origin',
      403,
      () => ({ ...good(), headers: { ...good().headers, origin: `http://localhost:${rig.port}` } }),
    ],
    ['the origin null', 403, () => ({ ...good(), headers: { ...good().headers, origin: 'null' } })],
    ['a cross-site fetch', 403, () => ({ ...good(), headers: { ...good().headers, 'sec-fetch-site': 'cross-site' } })],
    [
      'a same-site fetch from another port',
      403,
      () => ({ ...good(), headers: { ...good().headers, 'sec-fetch-site': 'same-site' } }),
    ],
    ['GET', 405, () => ({ ...good(), method: 'GET' })],
    ['PUT', 405, () => ({ ...good(), method: 'PUT' })],
    ['OPTIONS, as a preflight', 405, () => ({ path: '/api/employee/echo', method: 'OPTIONS' })],
    ['a body past the limit', 413, () => ({ ...good(), body: JSON.stringify({ args: { text: 'x'.repeat(65_536) } }) })],
    [
      'a body past the limit without a length',
      413,
      () => ({
        ...good(),
        headers: { ...good().headers, 'transfer-encoding': 'chunked' },
        body: JSON.stringify({ args: { text: 'x'.repeat(65_536) } }),
      }),
    ],
    ['no body', 400, () => ({ ...good(), body: '' })],
    ['a body that is not JSON', 400, () => ({ ...good(), body: '{"args":' })],
    ['a body that is not UTF-8', 400, () => ({ ...good(), body: Buffer.from([0x22, 0xff, 0x22]) })],
    ['a body without args', 400, () => ({ ...good(), body: '{"text":"hello"}' })],
    ['args from the prototype', 400, () => ({ ...good(), body: '{"__proto__":{"args":{"text":"a"}}}' })],
    ['an array as body', 400, () => ({ ...good(), body: '[1]' })],
    ['an unknown contract', 404, () => ({ ...good(), path: '/api/admin/echo' })],
    ['a contract from the prototype', 404, () => ({ ...good(), path: '/api/__proto__/echo' })],
    ['a longer path', 404, () => ({ ...good(), path: '/api/employee/echo/more' })],
    ['another folder', 404, () => ({ ...good(), path: '/employee/echo' })],
    [
      'this computer’s other name',
      421,
      () => ({ ...good(), headers: { ...good().headers, host: `localhost:${rig.port}` } }),
    ],
    [
      'this computer’s other address',
      421,
      () => ({ ...good(), headers: { ...good().headers, host: `[::1]:${rig.port}` } }),
    ],
    ['the stream of changes without a token', 401, () => ({ path: '/api/employee/changes' })],
    [
      'the stream with the other token',
      401,
      () => ({ path: '/api/employee/changes', headers: { 'x-plainsight': manager } }),
    ],
    [
      'the stream from another origin',
      403,
      () => ({ path: '/api/employee/changes', headers: { 'x-plainsight': employee, origin: 'https://evil.example' } }),
    ],
  ];

  it.each(table)('%s: %i', async (_what, status, request) => {
    const before = rig.reached.length;
    const answer = await ask(rig.port, request());
    expect(answer.status).toBe(status);
    expect(rig.reached).toHaveLength(before);
    expect(answer.headers['content-security-policy']).toMatch(/^default-src 'none';/);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    expect(JSON.parse(answer.text)).toMatchObject({
      ok: false,
      problem: { code: expect.stringMatching(/^refused(-token)?$/) },
    });
  });

  it('logs why, and never what', () => {
    expect(rig.logged).toContain('web host refused a request: token');
    expect(rig.logged.join()).not.toMatch(/hello|token=|xxx/);
    expect(rig.logged.join()).not.toContain(employee);
  });

  it('a request that is no HTTP at all gets no page', async () => {
    const socket = createConnection(rig.port, '127.0.0.1');
    socket.end('GARBAGE\r\n\r\n');
    let text = '';
    for await (const chunk of socket) text += String(chunk);
    expect(text).toMatch(/^HTTP\/1\.1 400 /);
  });
});

describe('starting', () => {
  it('refuses a root without pages, and says what to do', async () => {
    const contract = defineContract('employee', {});
    const contracts = [{ contract, service: {}, onChange: () => () => {} }] as const;
    const started = await startWebHost({ root: '/nowhere', contracts });
    expect(told(started)).toMatchObject({ code: 'pages-missing', remedy: 'Run: npm run build' });
  });

  it('says that a port is taken', async () => {
    const started = await startWebHost({ root: rig.root, contracts: [], port: rig.port });
    expect(started).toMatchObject({ ok: false, problem: { code: 'port-in-use' } });
  });

  it('listens on loopback only', () => {
    expect(new URL(rig.host.origin).hostname).toBe('127.0.0.1');
    expect(() => rig.host.address('other' as 'employee')).toThrow('serves no page');
  });
});
