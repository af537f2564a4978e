import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { problem } from '../../../core/problem.ts';
import type { Result } from '../../../core/result.ts';
import { fail, ok } from '../../../core/result.ts';
import { errorCode, writeDurably } from '../../../disk/durable-file.ts';
import type { KeyedCertificate } from './certificate.ts';
import { createAuthority, createServerCertificate } from './certificate.ts';

export interface StoreCertificate {
  /** What clients trust, PEM. It stays the same when the server's own certificate is renewed. */
  readonly authority: string;
  readonly server: KeyedCertificate;
  /** UTC ms at which `ensureCertificate` will next have something to do. */
  readonly renewAt: number;
}

const dayMs = 24 * 3600_000;
const serverDays = 397;
const authorityDays = 20 * 365;
const renewalDays = 30;

/**
 * The certificate of the store in `folder`, made or renewed as needed: an own authority, kept for 20 years, and a server
 * certificate under it for `names`, renewed 30 days before it ends or when a name is missing. All files are written 0600.
 * An authority that is there and cannot be read is a problem (`store-certificate-broken`), not a reason to make another:
 * every client would have to be told.
 */
export async function ensureCertificate(
  folder: string,
  names: readonly string[],
  now: number,
): Promise<Result<StoreCertificate>> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const authorityPath = join(folder, 'authority.pem');
  const stored = await readKeyed(authorityPath);
  if (stored === 'broken') {
    return fail(problem('store-certificate-broken', { path: authorityPath }));
  }
  let authority = stored;
  if (authority === undefined || endsWithin(authority, now)) {
    authority = createAuthority(`Plainsight store on ${hostname()}`, {
      from: now - dayMs,
      until: now + authorityDays * dayMs,
    });
    const written = await writeKeyed(authorityPath, authority);
    if (!written.ok) return written;
  }
  const shown = await writeDurably(join(folder, 'certificate.pem'), Buffer.from(authority.certificate));
  if (!shown.ok) return shown;
  const serverPath = join(folder, 'server.pem');
  const current = await readKeyed(serverPath);
  if (current !== undefined && current !== 'broken' && fits(current, authority, names, now)) {
    return ok({ authority: authority.certificate, server: current, renewAt: renewalOf(current) });
  }
  const issuer = {
    name: commonName(authority),
    privateKey: createPrivateKey(authority.privateKey),
    publicKey: createPublicKey(authority.certificate),
  };
  const server = createServerCertificate(names, { from: now - dayMs, until: now + serverDays * dayMs }, issuer);
  const kept = await writeKeyed(serverPath, server);
  if (!kept.ok) return kept;
  return ok({ authority: authority.certificate, server, renewAt: renewalOf(server) });
}

function fits(server: KeyedCertificate, authority: KeyedCertificate, names: readonly string[], now: number): boolean {
  const parsed = new X509Certificate(server.certificate);
  const isCovered = names.every(
    (name) => (isIP(name) === 0 ? parsed.checkHost(name) : parsed.checkIP(name)) !== undefined,
  );
  return isCovered && !endsWithin(server, now) && parsed.verify(createPublicKey(authority.certificate));
}

function endsWithin(keyed: KeyedCertificate, now: number): boolean {
  return now >= renewalOf(keyed);
}

function renewalOf(keyed: KeyedCertificate): number {
  return Date.parse(new X509Certificate(keyed.certificate).validTo) - renewalDays * dayMs;
}

function commonName(keyed: KeyedCertificate): string {
  return new X509Certificate(keyed.certificate).subject.replace(/^CN=/, '');
}

async function readKeyed(path: string): Promise<KeyedCertificate | 'broken' | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    return 'broken';
  }
  const certificate = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n/.exec(text)?.[0];
  const privateKey = /-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----\n/.exec(text)?.[0];
  if (certificate === undefined || privateKey === undefined) return 'broken';
  try {
    return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(privateKey))
      ? { certificate, privateKey }
      : 'broken';
  } catch {
    return 'broken';
  }
}

/** Certificate and key in one file, so that there is no moment at which they do not belong together. */
function writeKeyed(path: string, keyed: KeyedCertificate): Promise<Result<void>> {
  return writeDurably(path, Buffer.from(keyed.certificate + keyed.privateKey));
}
