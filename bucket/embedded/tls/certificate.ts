import type { KeyObject } from 'node:crypto';
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { isIP, isIPv4 } from 'node:net';
import type { Der } from './der.ts';
import {
  bitString,
  boolean,
  context,
  flags,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  set,
  time,
  utf8String,
} from './der.ts';

/** A certificate and its private key, both PEM. */
export interface KeyedCertificate {
  readonly certificate: string;
  readonly privateKey: string;
}

interface Validity {
  /** `[from, until)`, UTC ms; written in whole seconds. */
  readonly from: number;
  readonly until: number;
}

const ecdsaWithSha256 = sequence(objectIdentifier('1.2.840.10045.4.3.2'));

/** An own authority (ECDSA P-256) that can issue certificates for servers and nothing below. */
export function createAuthority(name: string, validity: Validity): KeyedCertificate {
  const keys = newKeys();
  const extensions = [
    extension('2.5.29.19', true, sequence(boolean(true), integer(Buffer.from([0])))),
    extension('2.5.29.15', true, flags(5, 6)),
    extension('2.5.29.14', false, octetString(keyId(keys.publicKey))),
  ];
  return issue({ subject: name, issuer: name, validity, subjectKeys: keys, issuerKey: keys.privateKey, extensions });
}

/** A certificate for an HTTPS server under `names` (host names and IP addresses). */
export function createServerCertificate(
  names: readonly string[],
  validity: Validity,
  authority: { name: string; privateKey: KeyObject; publicKey: KeyObject },
): KeyedCertificate {
  const keys = newKeys();
  const extensions = [
    extension('2.5.29.19', true, sequence()),
    extension('2.5.29.15', true, flags(0)),
    extension('2.5.29.37', false, sequence(objectIdentifier('1.3.6.1.5.5.7.3.1'))),
    extension('2.5.29.14', false, octetString(keyId(keys.publicKey))),
    extension('2.5.29.35', false, sequence(context(0, keyId(authority.publicKey), false))),
    extension('2.5.29.17', false, sequence(...names.map(alternativeName))),
  ];
  return issue({
    subject: names[0] ?? 'localhost',
    issuer: authority.name,
    validity,
    subjectKeys: keys,
    issuerKey: authority.privateKey,
    extensions,
  });
}

interface Keys {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

function issue(of: {
  subject: string;
  issuer: string;
  validity: Validity;
  subjectKeys: Keys;
  issuerKey: KeyObject;
  extensions: Der[];
}): KeyedCertificate {
  const body = sequence(
    context(0, integer(Buffer.from([2])), true),
    // 127 random bits, never zero.
    integer(Buffer.concat([Buffer.from([0x40 | ((randomBytes(1)[0] ?? 0) >> 2)]), randomBytes(15)])),
    ecdsaWithSha256,
    distinguishedName(of.issuer),
    sequence(time(of.validity.from), time(of.validity.until)),
    distinguishedName(of.subject),
    of.subjectKeys.publicKey.export({ type: 'spki', format: 'der' }),
    context(3, sequence(...of.extensions), true),
  );
  const whole = sequence(body, ecdsaWithSha256, bitString(sign('sha256', body, of.issuerKey)));
  return {
    certificate: pem('CERTIFICATE', whole),
    privateKey: of.subjectKeys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function newKeys(): Keys {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

function distinguishedName(commonName: string): Der {
  return sequence(set(sequence(objectIdentifier('2.5.4.3'), utf8String(commonName.slice(0, 64)))));
}

function extension(id: string, isCritical: boolean, value: Der): Der {
  return sequence(objectIdentifier(id), ...(isCritical ? [boolean(true)] : []), octetString(value));
}

function keyId(key: KeyObject): Uint8Array {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest()
    .subarray(0, 20);
}

function alternativeName(name: string): Der {
  return isIP(name) === 0 ? context(2, Buffer.from(name), false) : context(7, addressBytes(name), false);
}

function addressBytes(address: string): Uint8Array {
  if (isIPv4(address)) return Buffer.from(address.split('.').map(Number));
  // The URL parser writes every IPv6 address in hex groups with at most one '::'.
  const text = new URL(`https://[${address}]`).hostname.slice(1, -1);
  const [head = '', tail = ''] = text.split('::');
  const groups = (part: string): string[] => (part === '' ? [] : part.split(':'));
  const missing = 8 - groups(head).length - groups(tail).length;
  const all = [...groups(head), ...Array<string>(missing).fill('0'), ...groups(tail)];
  return Buffer.from(all.map((group) => group.padStart(4, '0')).join(''), 'hex');
}

function pem(label: string, der: Der): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
