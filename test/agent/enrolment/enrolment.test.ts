import { beforeAll, describe, expect, it } from 'vitest';
import { readEnrolment } from '../../../agent/enrolment/enrolment.ts';
import { firstAccess } from '../../../org/access.ts';
import { newSigningPair, signDocument } from '../../../seal/signing.ts';
import { person } from '../../fixtures/day/chains.ts';
import { MemoryStore } from '../../fixtures/memory-store.ts';
import { type Office, openOffice } from '../../fixtures/organisation/offices.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice(new MemoryStore());
});
const codeOf = (input: unknown) => {
  const read = readEnrolment(input);
  return read.ok ? 'ok' : read.problem.code;
};
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

describe('an enrolment', () => {
  it('is read, with its organisation and its bucket', () => {
    const read = readEnrolment(JSON.parse(JSON.stringify(office.enrolment)));
    expect(read).toMatchObject({
      ok: true,
      value: { organisation: { name: 'Test' }, access: { version: 1 }, bucket: { prefix: '' } },
    });
  });

  it.each<[string, (office: Office) => unknown, string]>([
    ['nothing', () => undefined, 'enrolment-invalid'],
    ['text', () => 'plainsight', 'enrolment-invalid'],
    ['a list', () => [], 'enrolment-invalid'],
    ['another format', ({ enrolment }) => ({ ...enrolment, format: 'x' }), 'enrolment-invalid'],
    ['a field that nobody reads', ({ enrolment }) => ({ ...enrolment, run: 'rm' }), 'enrolment-invalid'],
    ['a person that is a path', ({ enrolment }) => ({ ...enrolment, person: '../x' }), 'enrolment-invalid'],
    [
      'a key that is no key',
      ({ enrolment }) => ({ ...enrolment, organisationKey: 'A'.repeat(60) }),
      'organisation-signature',
    ],
    [
      'the key of another organisation',
      ({ enrolment }) => ({ ...enrolment, organisationKey: newSigningPair().publicKey }),
      'organisation-signature',
    ],
    [
      'an organisation that is empty',
      ({ enrolment }) => ({ ...enrolment, organisation: '' }),
      'organisation-signature',
    ],
    [
      'settings signed by somebody else',
      ({ enrolment, keys }) => ({
        ...enrolment,
        organisation: base64(signDocument(keys.document, newSigningPair().privateKey)),
      }),
      'organisation-signature',
    ],
    [
      'settings that were altered',
      ({ enrolment, keys }) => ({
        ...enrolment,
        organisation: base64(
          Buffer.from(
            Buffer.from(signDocument(keys.document, keys.signing.privateKey)).toString().replace('Test', 'Tost'),
          ),
        ),
      }),
      'organisation-signature',
    ],
    [
      'signed settings that say nothing',
      ({ enrolment, keys }) => ({ ...enrolment, organisation: base64(signDocument({}, keys.signing.privateKey)) }),
      'organisation-invalid',
    ],
    ['no word on who may open days', ({ enrolment }) => ({ ...enrolment, access: '' }), 'enrolment-invalid'],
    [
      'access signed by somebody else',
      ({ enrolment }) => ({ ...enrolment, access: base64(signDocument({}, newSigningPair().privateKey)) }),
      'enrolment-invalid',
    ],
    [
      'the access of another person',
      ({ enrolment, keys }) => ({
        ...enrolment,
        access: base64(signDocument(firstAccess(person, [], 1), keys.signing.privateKey)),
      }),
      'enrolment-invalid',
    ],
    [
      'a bucket over plain HTTP',
      ({ enrolment }) => ({
        ...enrolment,
        bucket: { endpoint: 'http://127.0.0.1', bucket: 'abc', accessKeyId: 'a', secretAccessKey: 'b' },
      }),
      'settings-plain-http',
    ],
    ['no bucket', ({ enrolment }) => ({ ...enrolment, bucket: null }), 'settings-field'],
  ])('is refused: %s', (_, change, code) => expect(codeOf(change(office))).toBe(code));
});
