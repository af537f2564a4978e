import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, normalize, sep } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageFileOf } from '../../web/page-files.ts';
import { ask, type Rig, startRig } from './host.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
  await mkdir(join(rig.root, 'assets', 'dir.js'), { recursive: true });
  await writeFile(join(rig.root, 'assets', 'a-1.js'), 'export {}');
  await writeFile(join(rig.root, 'assets', 'notes.txt'), 'notes');
  await writeFile(join(dirname(rig.root), 'outside-of-web-host.js'), 'outside');
  await symlink(join(dirname(rig.root), 'outside-of-web-host.js'), join(rig.root, 'assets', 'link.js'));
});
afterAll(async () => {
  await rig.host.close();
  await rm(join(dirname(rig.root), 'outside-of-web-host.js'), { force: true });
});

describe('pages over a socket', () => {
  it.each([
    ['/app/employee.html', 'text/html; charset=utf-8'],
    ['/app/employee.html?x=1', 'text/html; charset=utf-8'],
    ['/app/assets/a-1.js', 'text/javascript; charset=utf-8'],
  ])('%s comes as %s, with every header of ours', async (path, type) => {
    const answer = await ask(rig.port, { path });
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': type,
      'content-length': String(answer.text.length),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    });
    const directives = (answer.headers['content-security-policy'] as string).split('; ');
    expect(directives).toContain("default-src 'none'");
    expect(directives).toContain("frame-ancestors 'none'");
    // A directive name that ends in a colon does nothing: each must be a name and its sources.
    for (const directive of directives) expect(directive).toMatch(/^[a-z]+(-[a-z]+)+ ('none'|'self'( blob: data:)?)$/);
  });

  it('HEAD brings no body', async () => {
    const answer = await ask(rig.port, { method: 'HEAD', path: '/app/employee.html' });
    expect([answer.status, answer.text]).toEqual([200, '']);
  });

  it.each([
    ['/app/', 400],
    ['/app', 404],
    ['/', 404],
    ['/employee.html', 404],
    ['/app/none.html', 404],
    ['/app/assets', 404],
    ['/app/assets/dir.js', 404],
    ['/app/assets/notes.txt', 404],
    ['/app/assets/link.js', 404],
    ['/app/../outside-of-web-host.js', 404],
    ['/app/%2e%2e/outside-of-web-host.js', 404],
    ['/app/..%2foutside-of-web-host.js', 404],
    ['/app/%252e%252e/outside-of-web-host.js', 400],
    ['/app/..%5coutside-of-web-host.js', 400],
    ['/app/assets/../employee.html', 404],
    ['/app/./employee.html', 404],
    ['/app//employee.html', 404],
    ['/app//etc/passwd', 404],
    ['/app/%2fetc/passwd.html', 404],
    ['/app/employee.html%00.js', 400],
    ['/app/%', 400],
    ['/app/%ff.html', 400],
    ['/app/C:/x.html', 400],
  ])('%s: %i', async (path, status) => {
    const answer = await ask(rig.port, { path });
    expect(answer.status).toBe(status);
    expect(answer.text).not.toContain('outside');
  });

  it.each(['POST', 'PUT', 'DELETE'])('%s of a page: 405', async (method) => {
    expect((await ask(rig.port, { method, path: '/app/employee.html' })).status).toBe(405);
  });

  it('under another host name: 421', async () => {
    const headers = { host: `rebound.example:${rig.port}` };
    expect((await ask(rig.port, { path: '/app/employee.html', headers })).status).toBe(421);
  });
});

describe('pageFileOf', () => {
  const part = fc.oneof(
    fc.constantFrom('..', '.', '', 'a', '%2e%2e', '%2f', '%5c', '\\', 'C:', '%00', 'x.js', 'y.html'),
    fc.string({ maxLength: 4 }),
  );

  it('never leads out of the root, whatever is asked', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const file = pageFileOf(parts.join('/'));
        if (!file.ok) return;
        expect(join('/root', file.path).startsWith(join('/root', '/'))).toBe(true);
        expect(file.path.split(sep)).not.toContain('..');
      }),
    );
  });

  it.each(['employee.html', 'assets/page-B1_x.css', 'assets/inter.woff2'])('takes %s', (path) => {
    expect(pageFileOf(path)).toMatchObject({ ok: true, path: normalize(path) });
  });
});
