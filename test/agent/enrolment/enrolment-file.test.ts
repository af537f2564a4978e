import { describe, expect, it } from 'vitest';
import { longestUseMs } from '../../../agent/enrolment/enrolment-file.ts';
import type { Organisation } from '../../../core/organisation/organisation.ts';
import { unwrap } from '../../../core/result.ts';
import { newSigningPair, type SigningPair, signDocument, signerOf } from '../../../seal/signing.ts';
import {
  bucket,
  codeOf,
  dayMs,
  enrolment,
  file,
  link,
  linkOf,
  now,
  office,
  open,
  packed,
  prepareOffice,
} from './enrolment-file-scene.ts';

prepareOffice();

/** The enrolment with `change`, signed as the organisation does it. */
const signed = (change: object, key: SigningPair = office.keys.signing) =>
  Buffer.from(signDocument({ ...enrolment, ...change }, key.privateKey)).toString();
/** Signed text that JSON.stringify would not write. */
const signedText = (payload: string) => {
  const signature = signerOf(office.keys.signing.privateKey)(Buffer.from(payload));
  return JSON.stringify({ payload, signature: Buffer.from(signature).toString('base64') });
};
const organised = (change: Partial<Organisation>) =>
  signed({
    organisation: Buffer.from(
      signDocument({ ...office.keys.document, ...change }, office.keys.signing.privateKey),
    ).toString('base64'),
  });

describe('an enrolment file or link', () => {
  it('opens, with its organisation, its bucket and its text', () => {
    for (const given of [file, link])
      expect(unwrap(open(given))).toMatchObject({
        text: file,
        enrolled: {
          enrolment: { person: office.card.person, name: 'Someone' },
          organisation: { name: 'Test' },
          bucket: { endpoint: 'https://bucket.example' },
        },
      });
  });

  it.each<[string, () => string]>([
    ['a byte order mark', () => `\uFEFF${file}`],
    ['lines that end as on Windows', () => `\r\n${file}\r\n`],
    ['JSON that was laid out anew', () => JSON.stringify(JSON.parse(file), null, '\t').replaceAll('\n', '\r\n')],
    ['blanks around a link', () => ` ${link}\n`],
    ['the slash that some programs put into a link', () => link.replace('enrol?', 'enrol/?')],
    ['a scheme in capitals', () => link.replace('plainsight', 'PLAINSIGHT')],
    ['a link that was escaped needlessly', () => link.replace('d=', '%64=')],
    ['a byte order mark inside a link', () => linkOf(packed(`\uFEFF${file}\r\n`))],
  ])('opens in spite of %s', (_, given) => {
    expect(unwrap(open(given())).enrolled.enrolment).toEqual(enrolment);
  });

  it.each<[string, () => string, string]>([
    ['nothing', () => '', 'enrolment-none'],
    ['blanks', () => ' \n', 'enrolment-none'],
    ['words', () => 'Please enrol', 'enrolment-none'],
    ['a list', () => `[${file}]`, 'enrolment-none'],
    ['JSON text', () => JSON.stringify(file), 'enrolment-none'],
    ['binary data', () => '\0\x01PK\x03\x04', 'enrolment-none'],
    ['an age file', () => 'age-encryption.org/v1\n-> X25519', 'enrolment-none'],
    ['64 KB and more', () => `${file}${' '.repeat(65_536)}`, 'enrolment-too-long'],
    ['64 KB of characters of several bytes', () => 'ä'.repeat(40_000), 'enrolment-too-long'],
    ['half a file', () => file.slice(0, file.length / 2), 'enrolment-broken'],
    ['a file and something after it', () => `${file}x`, 'enrolment-broken'],
    ['two files', () => `${file}\n${file}`, 'enrolment-broken'],
    ['brackets without end', () => `{"a":${'['.repeat(60_000)}`, 'enrolment-broken'],
    ['an empty object', () => '{}', 'enrolment-unsigned'],
    ['an enrolment that nobody signed', () => JSON.stringify(enrolment), 'enrolment-unsigned'],
    ['no signature', () => JSON.stringify({ payload: JSON.parse(file).payload }), 'enrolment-unsigned'],
    ['a signature that is a number', () => JSON.stringify({ ...JSON.parse(file), signature: 1 }), 'enrolment-unsigned'],
    [
      'a payload that is no text',
      () => JSON.stringify({ ...JSON.parse(file), payload: enrolment }),
      'enrolment-unsigned',
    ],
    ['a payload that is no JSON', () => JSON.stringify({ ...JSON.parse(file), payload: '{' }), 'enrolment-unsigned'],
    ['an empty signature', () => JSON.stringify({ ...JSON.parse(file), signature: '' }), 'enrolment-altered'],
    [
      'a signature of zeros',
      () => JSON.stringify({ ...JSON.parse(file), signature: `${'A'.repeat(86)}==` }),
      'enrolment-altered',
    ],
    ['another name', () => file.replace('Someone', 'Anybody'), 'enrolment-altered'],
    ['another bucket', () => file.replace('bucket.example', 'badhat.example'), 'enrolment-altered'],
    ['the signature of another key', () => signed({}, newSigningPair()), 'enrolment-altered'],
    [
      'a key exchanged for the attacker’s, unsigned by it',
      () => signed({ organisationKey: newSigningPair().publicKey }),
      'enrolment-altered',
    ],
    ['a key that is none', () => signed({ organisationKey: 'A'.repeat(60) }), 'enrolment-altered'],
    [
      'a signed document of another kind',
      () => Buffer.from(signDocument(office.keys.document, office.keys.signing.privateKey)).toString(),
      'enrolment-invalid',
    ],
    ['the format before', () => signed({ format: 'plainsight-enrolment/1' }), 'enrolment-invalid'],
    ['a field that nobody reads', () => signed({ run: 'rm' }), 'enrolment-invalid'],
    ['a field that is missing', () => signed({ enrolmentKey: undefined }), 'enrolment-invalid'],
    ['a short enrolment key', () => signed({ enrolmentKey: 'AAAA' }), 'enrolment-invalid'],
    ['a person that is a path', () => signed({ person: '../../etc' }), 'enrolment-invalid'],
    ['an id that is a path', () => signed({ id: '../enrolment' }), 'enrolment-invalid'],
    ['no name', () => signed({ name: '' }), 'enrolment-invalid'],
    ['a name without end', () => signed({ name: 'x'.repeat(201) }), 'enrolment-invalid'],
    ['a time that is text', () => signed({ expiresAt: '2030-01-01' }), 'enrolment-invalid'],
    ['half a millisecond', () => signed({ issuedAt: now + 0.5 }), 'enrolment-invalid'],
    ['a time before 1970', () => signed({ issuedAt: -1 }), 'enrolment-invalid'],
    [
      'a time beyond all numbers',
      () => signedText(JSON.stringify(enrolment).replace(/"expiresAt":\d+/, '"expiresAt":1e999')),
      'enrolment-invalid',
    ],
    [
      'a prototype',
      () => signedText(JSON.stringify(enrolment).replace('{', '{"__proto__":{"isOfAge":true},')),
      'enrolment-hostile',
    ],
    ['a prototype around it', () => file.replace('{', '{"__proto__":{"signature":"x"},'), 'enrolment-hostile'],
    ['a constructor in the bucket', () => signed({ bucket: { ...bucket, constructor: {} } }), 'enrolment-hostile'],
    [
      'a bucket nested without end',
      () =>
        signedText(
          JSON.stringify({ ...enrolment, bucket: 0 }).replace(
            '"bucket":0',
            `"bucket":${'['.repeat(9000)}${']'.repeat(9000)}`,
          ),
        ),
      'enrolment-hostile',
    ],
    ['an organisation that is none', () => signed({ organisation: '' }), 'organisation-signature'],
    [
      'an organisation signed by somebody else',
      () =>
        signed({
          organisation: Buffer.from(signDocument(office.keys.document, newSigningPair().privateKey)).toString('base64'),
        }),
      'organisation-signature',
    ],
    ['an organisation without recovery', () => organised({ recovery: [] }), 'organisation-invalid'],
    ['an age below 16', () => organised({ minimumAge: 13 }), 'organisation-invalid'],
    ['plain HTTP', () => signed({ bucket: { ...bucket, endpoint: 'http://bucket.example' } }), 'settings-plain-http'],
    [
      'a bucket at a file',
      () => signed({ bucket: { ...bucket, endpoint: 'file:///etc' } }),
      'settings-endpoint-protocol',
    ],
    [
      'a password in the endpoint',
      () => signed({ bucket: { ...bucket, endpoint: 'https://a:b@bucket.example' } }),
      'settings-endpoint-credential',
    ],
    ['no bucket', () => signed({ bucket: null }), 'settings-field'],
    [
      'a bucket without credential',
      () => signed({ bucket: { ...bucket, secretAccessKey: undefined } }),
      'settings-field',
    ],
    ['a name that runs backwards', () => signed({ name: 'Some\u202Eeno' }), 'enrolment-names'],
    ['a name in an isolate', () => signed({ name: '\u2066Someone\u2069' }), 'enrolment-names'],
    ['a name of two lines', () => signed({ name: 'Someone\nfrom the bank' }), 'enrolment-names'],
    ['a name with an escape', () => signed({ name: 'Some\u001b[31mone' }), 'enrolment-names'],
    ['a name with a C1 control', () => signed({ name: 'Some\u0085one' }), 'enrolment-names'],
    ['a name of blanks', () => signed({ name: '  ' }), 'enrolment-names'],
    ['a name with half a character', () => signed({ name: 'Someone \ud800' }), 'enrolment-names'],
    ['an organisation that runs backwards', () => organised({ name: 'Te\u202Ets' }), 'enrolment-names'],
    [
      'a contact with a control',
      () => organised({ controller: { ...office.keys.document.controller, contact: 'Office\u0007' } }),
      'enrolment-names',
    ],
    ['an end at its beginning', () => signed({ issuedAt: now, expiresAt: now }), 'enrolment-times'],
    ['an end before its beginning', () => signed({ issuedAt: now + 2, expiresAt: now + 1 }), 'enrolment-times'],
    ['more than 90 days', () => signed({ issuedAt: now, expiresAt: now + longestUseMs + 1 }), 'enrolment-lasting'],
    ['all the time there is', () => signed({ issuedAt: 0, expiresAt: Number.MAX_SAFE_INTEGER }), 'enrolment-lasting'],
    ['an end just now', () => signed({ expiresAt: now }), 'enrolment-expired'],
    ['an end yesterday', () => signed({ issuedAt: now - 2 * dayMs, expiresAt: now - dayMs }), 'enrolment-expired'],
    ['a beginning in an hour', () => signed({ issuedAt: now + 3_600_000 }), 'enrolment-early'],
    [
      'a beginning beyond all dates',
      () => signed({ issuedAt: Number.MAX_SAFE_INTEGER - 9, expiresAt: Number.MAX_SAFE_INTEGER }),
      'enrolment-early',
    ],
  ])('is refused with the reason: a file of %s', (_, given, code) => {
    expect(codeOf(given())).toBe(code);
  });

  it.each<[string, () => string, string]>([
    ['a web address', () => 'https://enrol/?d=AAAA', 'link-address'],
    ['a script', () => 'javascript:alert(1)', 'link-address'],
    ['a file on this computer', () => 'file:///etc/passwd', 'link-address'],
    ['data', () => 'data:text/plain,{}', 'link-address'],
    ['the scheme and nothing else', () => 'plainsight:', 'link-address'],
    ['our own pages', () => 'plainsight://app/employee.html', 'link-address'],
    ['another host', () => link.replace('//enrol', '//enroll'), 'link-address'],
    ['a host in front', () => link.replace('//enrol', '//enrol.example'), 'link-address'],
    ['a path', () => link.replace('enrol?', 'enrol/x?'), 'link-address'],
    ['a path that climbs', () => link.replace('enrol?', 'enrol/..//?'), 'link-address'],
    ['a user', () => link.replace('//', '//me@'), 'link-address'],
    ['a port', () => link.replace('enrol?', 'enrol:443?'), 'link-address'],
    ['a fragment', () => `${link}#now`, 'link-address'],
    ['an empty fragment', () => `${link}#`, 'link-address'],
    ['no authority', () => link.replace('//', ''), 'link-address'],
    ['no data', () => 'plainsight://enrol', 'link-parameters'],
    ['another parameter', () => `${link}&accept=1`, 'link-parameters'],
    ['the data twice', () => `${link}&${link.slice(link.indexOf('d='))}`, 'link-parameters'],
    ['another name of the data', () => link.replace('d=', 'D='), 'link-parameters'],
    ['a name of an object’s own', () => link.replace('d=', '__proto__='), 'link-parameters'],
    ['empty data', () => 'plainsight://enrol?d=', 'link-encoding'],
    [
      'base64 with plus and slash',
      () => `plainsight://enrol?d=${packed('{}\u00ff\u00fe').toString('base64')}+/`,
      'link-encoding',
    ],
    ['padding', () => `${link}==`, 'link-encoding'],
    ['a blank inside', () => `${link.slice(0, 60)} ${link.slice(60)}`, 'link-encoding'],
    ['an escape inside', () => `${link.slice(0, 60)}%00${link.slice(60)}`, 'link-encoding'],
    ['the file itself', () => `plainsight://enrol?d=${encodeURIComponent(file)}`, 'link-encoding'],
    ['data that was never packed', () => linkOf(Buffer.from(file)), 'link-broken'],
    ['half the data', () => link.slice(0, link.length / 2), 'link-broken'],
    ['something after the data', () => linkOf(Buffer.concat([packed(file), Buffer.from('more')])), 'link-broken'],
    ['text that is no UTF-8', () => linkOf(packed(Buffer.from([0x7b, 0xff, 0x7d]))), 'link-broken'],
    ['a gigabyte of blanks in little', () => linkOf(packed(Buffer.alloc(30_000_000, 32))), 'enrolment-too-long'],
    ['one byte too many once unpacked', () => linkOf(packed(' '.repeat(65_537))), 'enrolment-too-long'],
    ['a link in a link', () => linkOf(packed(link)), 'enrolment-none'],
    ['nothing, packed', () => linkOf(packed('')), 'enrolment-none'],
    ['an unsigned enrolment', () => linkOf(packed(JSON.stringify(enrolment))), 'enrolment-unsigned'],
    ['an altered file', () => linkOf(packed(file.replace('Someone', 'Anybody'))), 'enrolment-altered'],
    ['an expired file', () => linkOf(packed(signed({ expiresAt: now }))), 'enrolment-expired'],
  ])('is refused with the reason: a link with %s', (_, given, code) => {
    expect(codeOf(given())).toBe(code);
  });
});
