import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { lookKinds, type ViewReceipt, viewReceiptSchema } from '../../core/organisation/view-receipt.ts';
import { type NewViewer, newViewer } from '../../org/viewers.ts';
import { newSigningPair, signDocument } from '../../seal/signing.ts';
import { readCertificate, readViewerWord } from '../../seal/viewer-word.ts';
import { recordId } from '../fixtures/day/entries.ts';
import { MemoryStore } from '../fixtures/memory-store.ts';
import { dayAt, personId } from '../fixtures/organisation/fake-viewers.ts';
import { openOffice } from '../fixtures/organisation/offices.ts';
import { receiptBy } from '../fixtures/organisation/receipts.ts';

const organisation = newSigningPair();
const stranger = newSigningPair();
const person = personId(1);
let personOne: NewViewer;
let personTwo: NewViewer;

beforeAll(async () => {
  const office = await openOffice(new MemoryStore());
  personOne = await newViewer(office.keys, 'Anna', 1);
  personTwo = await newViewer(office.keys, 'Two', 1);
});

const signed = (change: Partial<ViewReceipt> = {}, by = personOne) =>
  receiptBy(by, organisation.privateKey, person, change);
const certificateOf = (viewer: NewViewer, by = organisation, change = {}) =>
  Buffer.from(signDocument({ ...viewer.certificate, ...change }, by.privateKey)).toString('base64');
const read = (bytes: Uint8Array, by = organisation) => readViewerWord(bytes, viewReceiptSchema, by.publicKey);

describe('a receipt', () => {
  it.each(lookKinds)('says who looked, by the organisation’s word, and at what: %s', (look) => {
    const found = read(signed({ look, to: dayAt('2026-11-20'), detail: 'invoice' }));
    expect(found).toMatchObject({
      name: 'Anna',
      said: { person, look, day: '2026-11-17', to: '2026-11-20', detail: 'invoice' },
    });
  });

  it.each<[string, () => Uint8Array]>([
    [
      'another viewer’s key',
      () => signDocument({ ...claimed(), certificate: certificateOf(personOne) }, personTwo.privateKey),
    ],
    ['nobody’s key', () => signDocument({ ...claimed(), certificate: certificateOf(personOne) }, stranger.privateKey)],
    ['the organisation’s own key', () => signDocument(claimed(), organisation.privateKey)],
    [
      'a certificate that the organisation did not sign',
      () => signed({ certificate: certificateOf(personOne, stranger) }),
    ],
    ['the certificate of somebody else', () => signed({ certificate: certificateOf(personTwo) })],
    [
      'the certificate of somebody else in their name',
      () => signed({ certificate: certificateOf(personTwo), viewer: personTwo.certificate.viewer }),
    ],
    ['another viewer’s id', () => signed({ viewer: personTwo.certificate.viewer })],
    [
      'a certificate of another format',
      () => signed({ certificate: certificateOf(personOne, organisation, { format: 'x' }) }),
    ],
    [
      'a certificate whose key is none',
      () => signed({ certificate: certificateOf(personOne, organisation, { publicKey: 'A'.repeat(60) }) }),
    ],
    ['a certificate that is nothing', () => signed({ certificate: '' })],
    ['a certificate in its own place', () => Buffer.from(certificateOf(personOne), 'base64')],
    ['no signature', () => Buffer.from(JSON.stringify(claimed()))],
    ['no bytes', () => new Uint8Array()],
  ])('is refused with %s', (_, made) => expect(read(made())).toBeNull());

  it('is refused by another organisation', () => expect(read(signed(), stranger)).toBeNull());

  it('is refused with any of its bytes altered', () => {
    const bytes = signed();
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const altered = Uint8Array.from(bytes);
        altered[at] = (altered[at] ?? 0) ^ change;
        // A byte of the wrapping that changes nothing of what is read is no alteration of it.
        const found = read(altered);
        if (found !== null) expect(found).toEqual(read(bytes));
      }),
      { numRuns: 300 },
    );
  });

  it('is refused wherever it was cut', () => {
    const bytes = signed();
    for (let length = 0; length < bytes.length; length += 7) expect(read(bytes.subarray(0, length))).toBeNull();
  });

  it.each<[string, Record<string, unknown>]>([
    ['another format', { format: 'plainsight-view/1' }],
    ['a look of no kind', { look: 'peek' }],
    ['a day that is none', { day: '2026-02-30' }],
    ['a last day that is none', { to: '' }],
    ['a time that no date holds', { at: 8_640_000_000_000_001 }],
    ['a reason of a page', { reason: 'x'.repeat(501) }],
    ['a detail of a page', { detail: 'x'.repeat(501) }],
    ['no detail at all', { detail: undefined }],
    ['nobody', { person: 'x' }],
    ['no name of its own', { id: undefined }],
  ])('is refused with %s, though it is signed', (_, change) => {
    expect(viewReceiptSchema.safeParse(claimed()).success).toBe(true);
    expect(read(signDocument({ ...claimed(), ...change }, personOne.privateKey))).toBeNull();
  });
});

describe('a certificate', () => {
  it('is what the organisation signed, and nothing else', () => {
    const bytes = Buffer.from(certificateOf(personOne), 'base64');
    expect(readCertificate(bytes, organisation.publicKey)).toEqual(personOne.certificate);
    expect(readCertificate(bytes, stranger.publicKey)).toBeNull();
    expect(readCertificate(signed(), organisation.publicKey)).toBeNull();
  });
});

/** What an honest receipt of Anna says. */
function claimed(): ViewReceipt {
  return {
    ...{
      format: 'plainsight-view/2',
      id: recordId(1),
      person,
      look: 'day',
      day: dayAt('2026-11-17'),
      to: dayAt('2026-11-17'),
    },
    ...{
      at: 1000,
      viewer: personOne.certificate.viewer,
      reason: 'hours',
      detail: null,
      certificate: certificateOf(personOne),
    },
  };
}
