import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unwrap } from '../../../core/result.ts';
import { openTrialOffice, type TrialOffice } from '../../../scripts/demo/demo-organisation.ts';
import { removeFolder } from '../../fixtures/folders.ts';
import { lightWork } from '../../fixtures/light-work.ts';
import { onlyOn } from '../../fixtures/systems.ts';
import { ask, tokenOf } from '../../web/host.ts';
import { type Running, run, start } from '../process.ts';

const isBuilt = existsSync(new URL('../../../out/renderer/manager.html', import.meta.url));

describe.skipIf(!isBuilt)('plainsight view', () => {
  const folder = mkdtempSync(join(tmpdir(), 'view-'));
  const file = join(folder, 'viewer.json');
  let office: TrialOffice;
  let running: Running;
  let address: URL;
  let token = '';

  beforeAll(async () => {
    const names = { organisation: 'Example', person: 'A Person', viewer: 'A Viewer', zone: 'UTC' };
    office = unwrap(await openTrialOffice({ folder: join(folder, 'office'), ...names, passphraseWork: lightWork }));
    writeFileSync(file, JSON.stringify(office.viewerFile), { mode: 0o600 });
    running = start(['view', '--viewer', file]);
    address = new URL((await running.seen(/Open in a browser on this computer: (\S+)/))[1] ?? '');
    token = tokenOf(address.href);
  }, 180_000);

  afterAll(async () => {
    await running.stop();
    await office.store.close();
    await removeFolder(folder);
  });

  async function call(name: string, args: unknown, of = token) {
    const headers = {
      host: address.host,
      'x-plainsight': of,
      'content-type': 'application/json',
    };
    const path = `/api/manager/${name}`;
    return ask(Number(address.port), { method: 'POST', path, headers, body: JSON.stringify({ args }) });
  }

  test('serves the manager’s page on loopback to whoever has its address, and no other page', async () => {
    expect(address.hostname).toBe('127.0.0.1');
    expect((await fetch(new URL('/app/manager.html', address))).status).toBe(200);
    expect((await call('status', {}, 'none')).status).toBe(401);
    expect(
      (await ask(Number(address.port), { path: '/api/employee/state', headers: { 'x-plainsight': token } })).status,
    ).toBe(404);
    expect(running.text()).toContain('A Viewer, Example');
  });

  test('opens with the passphrase of the file and no other, and says whose days there are', async () => {
    expect(JSON.parse((await call('status', {})).text)).toMatchObject({
      value: { phase: 'locked', viewer: 'A Viewer' },
    });
    expect((await call('people', {})).text).not.toContain('A Person');
    const wrong = JSON.parse((await call('unlock', { passphrase: 'not this one' })).text);
    expect(wrong).toMatchObject({ ok: false, problem: { code: 'wrong-viewer-passphrase' } });
    expect(JSON.parse((await call('unlock', { passphrase: office.passphrase })).text)).toMatchObject({ ok: true });
    expect((await call('people', {})).text).toContain('A Person');
  }, 180_000);

  test.each([
    ['without a file', [], 2, /--viewer FILE/],
    ['with a port that is none', ['--viewer', file, '--port', 'x'], 2, /0 to 65535/],
    [
      'with a file that is not there',
      ['--viewer', join(folder, 'none.json')],
      2,
      /--viewer .* names nothing that is there/,
    ],
    ['with a file that is none', ['--viewer', join(folder, 'other.json')], 1, /cannot be understood/],
  ])('is refused %s', async (_, args, code, says) => {
    writeFileSync(join(folder, 'other.json'), '{}');
    const ended = await run(['view', ...args]);
    expect(ended.code).toBe(code);
    expect(ended.err).toMatch(says);
  });

  test('is refused on a port that somebody listens on', async () => {
    const ended = await run(['view', '--viewer', file, '--port', address.port]);
    expect(ended).toMatchObject({ code: 1 });
    expect(ended.err).toContain(`Port ${address.port} is in use`);
  });

  test.skipIf(onlyOn('linux', 'darwin'))(
    'ends when told, and answers nobody after that (Linux and macOS: on Windows no other program can)',
    async () => {
      expect(await running.stop()).toMatchObject({ code: 0 });
      expect(running.text()).toContain('Locked and ended.');
      expect(running.text()).not.toContain(office.passphrase);
      await expect(fetch(address)).rejects.toThrow();
    },
  );
});
