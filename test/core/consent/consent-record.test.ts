import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConsentEvent, ConsentRecord } from '../../../core/consent/consent.ts';
import {
  type ConsentDocument,
  consentDocumentOf,
  languagesOf,
  readConsentDocument,
} from '../../../core/consent/consent-record.ts';
import { hashOfTerms } from '../../../core/consent/terms.ts';
import { deviceIdSchema, personIdSchema, recordIdSchema } from '../../../core/ids.ts';
import type { LegalBasis } from '../../../core/organisation/organisation.ts';
import { termsFor } from '../../fixtures/consent/consents.ts';
import { anyController, anyEntry, anyPlace } from '../../fixtures/consent/terms.ts';
import { controller } from '../../fixtures/organisation/offices.ts';

const schemaPath = fileURLToPath(new URL('../../schemas/consent-record.schema.json', import.meta.url));
const validate = new Ajv2020({ allErrors: true, strict: false }).compile(JSON.parse(readFileSync(schemaPath, 'utf8')));
const faultsOf = (document: unknown): string[] =>
  validate(document) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);

const person = personIdSchema.parse('p'.repeat(26));
const device = deviceIdSchema.parse('d'.repeat(26));
const identity = { name: 'Test', keyHash: 'a'.repeat(64), details: controller };

function entryOf(event: ConsentEvent, basis: LegalBasis = 'consent'): ConsentRecord {
  const terms = termsFor('apps', { basis, why: { en: 'To know.', de: 'Um es zu wissen.' } });
  const id = recordIdSchema.parse('7'.repeat(26));
  return { id, at: Date.UTC(2026, 5, 1, 8), purpose: 'apps', event, given: 'page', terms, notice: hashOfTerms(terms) };
}

const documentOf = (entry: ConsentRecord): ConsentDocument =>
  consentDocumentOf({ entry, controller: identity, person, device, seq: 0, previous: null });

/** What `path` (names joined by ›; a number is a place in a list) leads to. */
function at(document: unknown, path: string): unknown {
  return path
    .split(' › ')
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], document);
}

/** Fields that must be present by the guide of the profile, in its order, and what they hold here. */
const required: [section: string, path: string, value: unknown][] = [
  ['8.1.1 Schema Version', 'dct:conformsTo', 'https://w3id.org/dpv/schema/dpv-27560#record-eu-gdpr'],
  ['8.1.2 Record Identifier', 'dct:identifier', '7'.repeat(26)],
  ['8.1.3 Data Subject', 'dpv:hasDataSubject › dpv:hasIdentifier', 'p'.repeat(26)],
  ['8.2.1 Notice', 'dpv:hasNotice › @type', 'dpv:ConsentNotice'],
  ['8.2.2 Notice Language', 'dpv:hasNotice › dct:language › 1', 'de'],
  ['8.3.1 Process', 'dpv:hasProcess › @type', 'dpv:Process'],
  ['8.3.2 Purpose', 'dpv:hasProcess › dpv:hasPurpose › skos:broader', 'dpv:PersonnelMonitoring'],
  ['8.3.2 Purpose, described', 'dpv:hasProcess › dpv:hasPurpose › dct:description › 0 › @value', 'To know.'],
  ['8.3.3 Personal Data', 'dpv:hasProcess › dpv:hasPersonalData › @type › 0', 'dpv:PersonalData'],
  ['8.3.3.1 Personal Data Type', 'dpv:hasProcess › dpv:hasPersonalData › skos:broader', 'pd:DeviceApplications'],
  ['8.3.4.2 Storage, duration', 'dpv:hasProcess › dpv:hasStorageCondition › 0 › dpv:hasDuration', 'P120D'],
  ['8.3.4.2 Storage, location', 'dpv:hasProcess › dpv:hasStorageCondition › 1 › dpv:hasLocation', 'dpv:WithinDevice'],
  ['8.3.5 Data Controller', 'dpv:hasProcess › dpv:hasDataController', `urn:plainsight:organisation:${'a'.repeat(64)}`],
  ['8.3.6 Legal Basis', 'dpv:hasProcess › dpv:hasLegalBasis › 1', 'eu-gdpr:A6-1-a'],
  ['8.3.7 Recipients', 'dpv:hasProcess › dpv:hasRecipient › dct:description', 'The managers.'],
  ['8.3.8 Consent Change', 'dpv:hasProcess › dpv:hasConsentControl › @type › 1', 'dpv:WithdrawConsent'],
  ['8.3.9 Jurisdiction', 'dpv:hasProcess › dpv:hasJurisdiction', 'loc:DE'],
  ['8.3.10 Rights', 'dpv:hasProcess › dpv:hasRight › 0 › @type › 1', 'eu-gdpr:A7-3'],
  ['8.4.1 Name', 'dpv:hasEntity › 0 › dpv:hasName', 'Test'],
  ['8.4.2 Identifier', 'dpv:hasEntity › 0 › dpv:hasIdentifier', 'a'.repeat(64)],
  ['8.4.3 Role', 'dpv:hasEntity › 0 › @type › 1', 'dpv:DataController'],
  ['8.4.4 Contact', 'dpv:hasEntity › 0 › schema:contactPoint › schema:name', 'The office'],
  ['8.4.4.1 Postal Address', 'dpv:hasEntity › 0 › schema:address › schema:streetAddress', '1 Example Street'],
  ['8.5.1 Consent Type', 'dpv:hasConsentStatus › 0 › @type › 1', 'dpv:ExplicitlyExpressedConsent'],
  ['8.5.2 Consent State', 'dpv:hasConsentStatus › 0 › @type › 0', 'dpv:ConsentGiven'],
  ['8.5.3 Event Time', 'dpv:hasConsentStatus › 0 › dpv:isIndicatedAtTime', '2026-06-01T08:00:00.000Z'],
  ['8.5.4 Event Duration', 'dpv:hasConsentStatus › 0 › dpv:hasDuration › @type', 'dpv:UntilEventDuration'],
  ['8.5.5 Expression by Entity', 'dpv:hasConsentStatus › 0 › dpv:isIndicatedBy', `urn:plainsight:person:${person}`],
  [
    '8.5.6 Expression Method',
    'dpv:hasConsentStatus › 0 › dpv:hasIndicationMethod',
    'A button of the page “Consent” of Plainsight',
  ],
];

/** The field to take away so that what `path` leads to is missing: of a list of several the whole list. */
function removable(path: string): string {
  return path.replace(/ › \d$/, '').replace(/(hasStorageCondition|hasRight) › .*/, '$1');
}

describe('the record of a decision', () => {
  it.each(required)('has %s', (_, path, value) => expect(at(documentOf(entryOf('agreed')), path)).toEqual(value));

  it.each([...new Set(required.map(([, path]) => removable(path)))])('is refused by the schema without %s', (path) => {
    const document: unknown = JSON.parse(JSON.stringify(documentOf(entryOf('agreed'))));
    expect(faultsOf(document)).toEqual([]);
    const names = path.split(' › ');
    const parent = names.length === 1 ? document : at(document, names.slice(0, -1).join(' › '));
    expect(Reflect.deleteProperty(parent as object, names.at(-1) ?? '')).toBe(true);
    expect(faultsOf(document)).not.toEqual([]);
  });

  it.each<[ConsentEvent, LegalBasis, string, string]>([
    ['agreed', 'consent', 'dpv:hasConsentStatus', 'dpv:ConsentGiven'],
    ['refused', 'consent', 'dpv:hasConsentStatus', 'dpv:ConsentRefused'],
    ['withdrawn', 'consent', 'dpv:hasConsentStatus', 'dpv:ConsentWithdrawn'],
    ['narrowed', 'consent', 'dpv:hasConsentStatus', 'dpv:ConsentGiven'],
    ['read', 'legitimate-interests', 'dpv:hasStatus', 'dpv:LegitimateInterestInformed'],
    ['objected', 'legitimate-interests', 'dpv:hasStatus', 'dpv:LegitimateInterestObjected'],
    ['read', 'contract', 'dpv:hasStatus', 'dpv:NoticeCommunicated'],
    ['objected', 'contract', 'dpv:hasStatus', 'dpv:ObjectingToProcess'],
    ['read', 'legal-obligation', 'dpv:hasStatus', 'dpv:NoticeCommunicated'],
    ['narrowed', 'legitimate-interests', 'dpv:hasStatus', 'dpv:LegitimateInterestInformed'],
  ])('says %s by %s as %s %s', (event, basis, property, state) => {
    const document = documentOf(entryOf(event, basis));
    expect(at(document, `${property} › 0 › @type › 0`)).toBe(state);
    expect(document['@type']).toBe(basis === 'consent' ? 'dpv:ConsentRecord' : 'dpv:DataProcessingRecord');
    expect(at(document, `${property} › 0 › dpv:isIndicatedBy`)).toMatch(
      event === 'narrowed' ? /:organisation:/ : /:person:/,
    );
    expect(faultsOf(document)).toEqual([]);
  });

  it('names the right to object only where there is one, and the right to withdraw only of consent', () => {
    const rights = (basis: LegalBasis) =>
      JSON.stringify(at(documentOf(entryOf('read', basis)), 'dpv:hasProcess › dpv:hasRight'));
    expect(rights('legitimate-interests')).toContain('eu-gdpr:A21');
    expect(rights('legitimate-interests')).not.toContain('eu-gdpr:A7-3');
    expect(rights('consent')).not.toContain('eu-gdpr:A21');
    expect(rights('legal-obligation')).toContain('eu-gdpr:A15');
  });

  it('uses no prefix that its own context does not explain', () => {
    const document = documentOf(entryOf('agreed'));
    const known = new Set(Object.keys(document['@context']));
    const { 'plainsight:entry': _entry, '@context': _context, ...rest } = document;
    const used = [...JSON.stringify(rest).matchAll(/"([a-z-]+):(?=[A-Za-z])/g)].map((match) => match[1] ?? '');
    expect(used.filter((prefix) => !known.has(prefix) && !['urn', 'https', 'mailto'].includes(prefix))).toEqual([]);
  });

  it('is valid by the schema and gives its entry and place back, whatever they are', () =>
    fc.assert(
      fc.property(anyEntry, anyController, anyPlace, (entry, who, place) => {
        const document: unknown = JSON.parse(JSON.stringify(consentDocumentOf({ entry, controller: who, ...place })));
        expect(faultsOf(document)).toEqual([]);
        expect(readConsentDocument(document)).toEqual({ entry, ...place });
      }),
      { numRuns: 300 },
    ));
});

describe('reading a record', () => {
  const whole = () => JSON.parse(JSON.stringify(documentOf(entryOf('agreed')))) as Record<string, unknown>;

  it.each<[string, (document: Record<string, unknown>) => unknown]>([
    ['nothing', () => null],
    ['text', () => 'plainsight-consent/2'],
    ['a list', () => []],
    ['another format', (document) => ({ ...document, 'plainsight:format': 'plainsight-consent/1' })],
    ['no person', ({ 'plainsight:person': _, ...rest }) => rest],
    ['no device', ({ 'plainsight:device': _, ...rest }) => rest],
    ['a person that is no id', (document) => ({ ...document, 'plainsight:person': '../..' })],
    ['a place below zero', (document) => ({ ...document, 'plainsight:seq': -1 })],
    ['a place that is no number', (document) => ({ ...document, 'plainsight:seq': '0' })],
    ['a hash that is none', (document) => ({ ...document, 'plainsight:previous': 'abc' })],
    ['no hash', ({ 'plainsight:previous': _, ...rest }) => rest],
    ['no entry', ({ 'plainsight:entry': _, ...rest }) => rest],
    ['an entry of another id', (document) => ({ ...document, 'dct:identifier': '8'.repeat(26) })],
    ['an event that is none', (document) => withEntry(document, { event: 'accepted' })],
    ['a purpose that is none', (document) => withEntry(document, { purpose: 'keys' })],
    ['a time past all dates', (document) => withEntry(document, { at: 8_640_000_000_000_001 })],
    ['no terms', (document) => withEntry(document, { terms: null })],
  ])('refuses %s', (_, make) => expect(readConsentDocument(make(whole()))).toBeNull());

  function withEntry(document: Record<string, unknown>, change: object): unknown {
    const entry = document['plainsight:entry'] as { '@value': object };
    return { ...document, 'plainsight:entry': { ...entry, '@value': { ...entry['@value'], ...change } } };
  }
});

describe('the languages of a notice', () => {
  it.each([
    ['one text for all', {}, ['und']],
    ['English alone', { why: { en: 'a' } }, ['en']],
    ['all three, and one text for all beside', { why: { en: 'a', de: 'b', es: 'c' } }, ['en', 'de', 'es']],
    ['German in one text only', { why: { en: 'a', de: 'b' }, seenBy: { en: 'a' } }, ['en']],
  ])('are said of %s', (_, change, expected) => expect(languagesOf(termsFor('apps', change))).toEqual(expected));
});
