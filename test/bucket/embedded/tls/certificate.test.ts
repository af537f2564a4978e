import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ensureCertificate } from '../../../../bucket/embedded/tls/certificate-files.ts';
import { unwrap } from '../../../../core/result.ts';
import { onlyOn } from '../../../fixtures/systems.ts';
import { codeOf, open } from '../../contract.ts';
import { scratchFolder, scratchStore, settingsFor } from '../../scratch.ts';

const dayMs = 24 * 3600_000;
const now = Date.UTC(2026, 10, 22);
const names = ['localhost', '127.0.0.1', '::1', 'fe80::1:2', '10.0.0.7', 'office-store'];

describe('ensureCertificate', () => {
  it('is valid for its names only', async () => {
    const folder = await scratchFolder();
    const { authority, server } = unwrap(await ensureCertificate(folder, names, Date.now()));
    const certificate = new X509Certificate(server.certificate);
    for (const host of ['localhost', 'office-store']) expect(certificate.checkHost(host)).toBe(host);
    for (const address of ['127.0.0.1', '::1', 'fe80::1:2', '10.0.0.7'])
      expect(certificate.checkIP(address)).toBeDefined();
    expect(certificate.checkHost('example.org')).toBeUndefined();
    expect(certificate.checkIP('10.0.0.8')).toBeUndefined();
    expect(certificate.ca).toBe(false);
    expect(new X509Certificate(authority).ca).toBe(true);
  });

  it.skipIf(onlyOn('linux', 'darwin'))('is valid as openssl sees it too (Linux and macOS, which have it)', async () => {
    const folder = await scratchFolder();
    const { server } = unwrap(await ensureCertificate(folder, names, Date.now()));
    await writeFile(join(folder, 'leaf.pem'), server.certificate);
    const verify = promisify(execFile)('openssl', [
      'verify',
      '-x509_strict',
      '-purpose',
      'sslserver',
      '-verify_hostname',
      'office-store',
      '-CAfile',
      join(folder, 'certificate.pem'),
      join(folder, 'leaf.pem'),
    ]);
    expect((await verify).stdout).toContain('OK');
  });

  it('keeps what fits, renews the server’s in time and never the authority with it', async () => {
    const folder = await scratchFolder();
    const first = unwrap(await ensureCertificate(folder, names, now));
    expect(unwrap(await ensureCertificate(folder, names, now + dayMs))).toEqual(first);
    expect(unwrap(await ensureCertificate(folder, names, first.renewAt - 1000)).server).toEqual(first.server);
    const renewed = unwrap(await ensureCertificate(folder, names, first.renewAt));
    expect(renewed.server.certificate).not.toBe(first.server.certificate);
    expect(renewed.authority).toBe(first.authority);
    expect(Date.parse(new X509Certificate(first.server.certificate).validTo) - first.renewAt).toBe(30 * dayMs);
  });

  it('issues anew for another name, and after the loss or damage of the server’s file', async () => {
    const folder = await scratchFolder();
    const first = unwrap(await ensureCertificate(folder, ['localhost'], now));
    const second = unwrap(await ensureCertificate(folder, ['localhost', 'new-name'], now));
    expect(second.server).not.toEqual(first.server);
    await writeFile(join(folder, 'server.pem'), 'damaged');
    expect(unwrap(await ensureCertificate(folder, ['localhost'], now)).authority).toBe(first.authority);
    await rm(join(folder, 'server.pem'));
    expect(unwrap(await ensureCertificate(folder, ['localhost'], now)).authority).toBe(first.authority);
  });

  it('makes a new authority when the old one ends', async () => {
    const folder = await scratchFolder();
    const first = unwrap(await ensureCertificate(folder, names, now));
    const later = unwrap(await ensureCertificate(folder, names, now + 20 * 365 * dayMs));
    expect(later.authority).not.toBe(first.authority);
    expect(await readFile(join(folder, 'certificate.pem'), 'utf8')).toBe(later.authority);
  });

  it('does not replace an authority that it cannot read', async () => {
    const folder = await scratchFolder();
    unwrap(await ensureCertificate(folder, names, now));
    await writeFile(join(folder, 'authority.pem'), 'damaged');
    expect(await ensureCertificate(folder, names, now)).toMatchObject({
      ok: false,
      problem: { code: 'store-certificate-broken' },
    });
    expect(await readFile(join(folder, 'authority.pem'), 'utf8')).toBe('damaged');
  });

  it.skipIf(onlyOn('linux', 'darwin'))(
    'keeps keys to their user (Linux and macOS: on Windows their folder does)',
    async () => {
      const folder = await scratchFolder();
      unwrap(await ensureCertificate(folder, names, now));
      for (const file of ['authority.pem', 'server.pem'])
        expect((await stat(join(folder, file))).mode & 0o777).toBe(0o600);
    },
  );

  it('has no key beside the certificate that others are given', async () => {
    const folder = await scratchFolder();
    unwrap(await ensureCertificate(folder, names, now));
    expect(await readFile(join(folder, 'certificate.pem'), 'utf8')).not.toContain('PRIVATE');
  });

  it('lets clients that trusted the store before go on after a renewal', async () => {
    const folder = await scratchFolder();
    const store = await scratchStore({ folder });
    const settings = settingsFor(store);
    await store.close();
    await rm(join(folder, 'certificate', 'server.pem'));
    const again = await scratchStore({ folder, port: store.port });
    expect(again.caCertificate).toBe(settings.caCertificate);
    expect(codeOf(await open(settings).put('k', Buffer.from('x')))).toBe('ok');
  });
});
