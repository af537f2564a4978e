import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConsentEvent, ConsentRecord } from '../../core/consent/consent.ts';
import { hashOfTerms } from '../../core/consent/terms.ts';
import { personIdSchema, recordIdSchema } from '../../core/ids.ts';
import { languages } from '../../core/language.ts';
import { consentReceiptOf } from '../../messages/consent-receipt.ts';
import { termsFor } from '../fixtures/consent/consents.ts';
import { anyController, anyEntry } from '../fixtures/consent/terms.ts';
import { controller } from '../fixtures/organisation/offices.ts';

const person = personIdSchema.parse('p'.repeat(26));
const terms = termsFor('titles', { why: { en: 'To know.', de: 'Um es zu wissen.' } });
const entryOf = (event: ConsentEvent): ConsentRecord => ({
  id: recordIdSchema.parse('7'.repeat(26)),
  at: 1_780_300_800_999,
  purpose: 'titles',
  event,
  given: 'page',
  terms,
  notice: hashOfTerms(terms),
});
const identity = { name: 'Test', keyHash: 'a'.repeat(64), details: controller };
const receiptOf = (event: ConsentEvent, language: (typeof languages)[number] = 'en') =>
  consentReceiptOf({ entry: entryOf(event), controller: identity, person, publicKey: 'KEY', language });

/** The fields of the specification, section 4.3: name, whether it is required, and what it holds here. */
const fields: [name: string, isRequired: boolean, value: unknown][] = [
  ['version', true, 'KI-CR-v1.1.0'],
  ['jurisdiction', true, 'DE'],
  ['consentTimestamp', true, 1_780_300_800],
  ['collectionMethod', true, 'A button of the page “Consent” of Plainsight'],
  ['consentReceiptID', true, '7'.repeat(26)],
  ['publicKey', false, 'KEY'],
  ['language', false, 'en'],
  ['piiPrincipalId', true, 'p'.repeat(26)],
  [
    'piiControllers',
    true,
    [
      {
        piiController: 'Test',
        onBehalf: false,
        contact: 'The office',
        address: { streetAddress: '1 Example Street', addressCountry: 'DE' },
        email: 'office@example.com',
        phone: '+1 555 0100',
      },
    ],
  ],
  ['policyUrl', true, `urn:plainsight:notice:${hashOfTerms(terms)}`],
  [
    'services',
    true,
    [
      {
        service: 'Plainsight',
        purposes: [
          {
            purpose: 'To know.',
            purposeCategory: ['titles'],
            consentType: 'EXPLICIT',
            legalBasis: 'consent',
            piiCategory: ['The title of the window in front.'],
            primaryPurpose: true,
            termination:
              'Kept for 90 days, removed after 120 days at the latest; recording ends at once when the person says no',
            thirdPartyDisclosure: false,
            seenBy: 'The managers.',
            seenFrom: 'The office.',
          },
        ],
      },
    ],
  ],
  ['sensitive', true, false],
  ['spiCat', true, []],
];

describe('the receipt of a decision', () => {
  it.each(fields)('has %s (required: %s)', (name, _, value) =>
    expect((receiptOf('agreed') as Record<string, unknown>)[name]).toEqual(value),
  );

  it('has these fields and no others', () =>
    expect(Object.keys(receiptOf('agreed')).sort()).toEqual(fields.map(([name]) => name).sort()));

  it.each<[ConsentEvent, string]>([
    ['agreed', 'EXPLICIT'],
    ['refused', 'REFUSED'],
    ['withdrawn', 'WITHDRAWN'],
    ['read', 'NOTICE READ'],
    ['objected', 'OBJECTED'],
    ['narrowed', 'NARROWED'],
  ])('of %s does not call it anything else', (event, type) =>
    expect(receiptOf(event).services[0]?.purposes[0]?.consentType).toBe(type),
  );

  it('speaks the language asked for where the notice does, and names that language', () => {
    expect(receiptOf('agreed', 'de')).toMatchObject({ language: 'de' });
    expect(receiptOf('agreed', 'de').services[0]?.purposes[0]?.purpose).toBe('Um es zu wissen.');
    expect(receiptOf('agreed', 'es')).toMatchObject({ language: 'en' });
  });

  it('says what it says itself in that language too, and mixes none', () => {
    const said = (language: (typeof languages)[number]) => {
      const receipt = receiptOf('agreed', language);
      const { piiCategory, termination } = receipt.services[0]?.purposes[0] ?? {};
      return [receipt.collectionMethod, piiCategory?.[0], termination];
    };
    expect(said('de')).toEqual([
      'Eine Schaltfläche der Seite „Einwilligung“ von Plainsight',
      'Der Titel des Fensters, das vorne ist.',
      'Wird 90 Tage aufbewahrt und spätestens nach 120 Tagen entfernt; die Aufzeichnung endet sofort, wenn die Person Nein sagt',
    ]);
    expect(said('es')).toEqual(said('en'));
  });

  it('speaks the language asked for where the notice is one text for all', () => {
    const plain = termsFor('titles', { why: 'A B C', seenBy: 'D', seenFrom: 'E' });
    const entry = { ...entryOf('agreed'), terms: plain, notice: hashOfTerms(plain) };
    const receipt = consentReceiptOf({ entry, controller: identity, person, publicKey: 'KEY', language: 'es' });
    expect(receipt).toMatchObject({
      language: 'es',
      collectionMethod: 'Un botón de la página «Consentimiento» de Plainsight',
    });
    expect(receipt.services[0]?.purposes[0]?.purpose).toBe('A B C');
  });

  it('links to the policy where the organisation publishes one', () => {
    const details = { ...controller, policyUrl: 'https://example.com/privacy' };
    const input = { entry: entryOf('agreed'), person, publicKey: 'KEY', language: 'en' } as const;
    const receipt = consentReceiptOf({ ...input, controller: { ...identity, details } });
    expect(receipt.policyUrl).toBe('https://example.com/privacy');
    expect(receipt.piiControllers[0]?.piiControllerUrl).toBe('https://example.com/privacy');
  });

  it('has every required field, and its instant in whole seconds, of any entry', () =>
    fc.assert(
      fc.property(anyEntry, anyController, fc.constantFrom(...languages), (entry, who, language) => {
        const receipt = consentReceiptOf({ entry, controller: who, person, publicKey: 'KEY', language });
        for (const [name, isRequired] of fields)
          if (isRequired) expect(receipt).toHaveProperty(name, expect.anything());
        expect(Number.isInteger(receipt.consentTimestamp)).toBe(true);
        expect(JSON.parse(JSON.stringify(receipt))).toEqual(receipt);
      }),
    ));
});
