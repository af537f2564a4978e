import { z } from 'zod';
import { deviceIdSchema, personIdSchema } from '../ids.ts';
import { type Language, type LocalText, languages } from '../language.ts';
import type { Controller, LegalBasis } from '../organisation/organisation.ts';
import type { Purpose } from '../organisation/purpose.ts';
import { type ConsentRecord, consentRecordSchema } from './consent.ts';
import type { Terms } from './terms.ts';

/**
 * One entry of the ledger as it is kept and handed out: a record of ISO/IEC TS 27560:2023 in
 * JSON-LD 1.1, by the profile `record-eu-gdpr` of the Data Privacy Vocabulary
 * (https://w3id.org/dpv/guides/consent-27560, terms of DPV 2.3). The context is inside: nothing has
 * to be fetched to read it. The entry itself is embedded as a JSON literal, so that it can be read
 * back, and beside it stand what makes a chain of the records.
 */
export interface ConsentDocumentInput extends ConsentStorage {
  readonly entry: ConsentRecord;
  readonly controller: ControllerIdentity;
}

/** The organisation's name, and the SHA-256 (hex) of its public key, which nobody can fake. */
export interface ControllerIdentity {
  readonly name: string;
  readonly keyHash: string;
  readonly details: Controller;
}

const placeSchema = z.object({
  'plainsight:format': z.literal('plainsight-consent/2'),
  'plainsight:person': personIdSchema,
  /** Whose key signs the record; each device has a chain of its own. */
  'plainsight:device': deviceIdSchema,
  /** From 0 on, without a gap. */
  'plainsight:seq': z.number().int().nonnegative(),
  /** SHA-256 (hex) of the signed file of the record before; null in the first. */
  'plainsight:previous': z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
});

export interface ConsentStorage {
  readonly person: z.infer<typeof personIdSchema>;
  readonly device: z.infer<typeof deviceIdSchema>;
  readonly seq: number;
  readonly previous: string | null;
}

const documentSchema = placeSchema.extend({
  'dct:identifier': z.string(),
  'plainsight:entry': z.object({ '@type': z.literal('@json'), '@value': consentRecordSchema }),
});

/** Where the vocabularies are, and which values are names rather than text. */
const context = {
  dpv: 'https://w3id.org/dpv#',
  pd: 'https://w3id.org/dpv/pd#',
  'eu-gdpr': 'https://w3id.org/dpv/legal/eu/gdpr#',
  loc: 'https://w3id.org/dpv/loc#',
  dct: 'http://purl.org/dc/terms/',
  schema: 'https://schema.org/',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  plainsight: 'urn:plainsight:',
  ...named('dct:conformsTo', 'skos:broader', 'dpv:hasProcessing', 'dpv:hasDataSource', 'dpv:hasLegalBasis'),
  ...named('dpv:hasDataController', 'dpv:hasJurisdiction', 'dpv:hasLocation', 'dpv:isIndicatedBy', 'dpv:hasStatus'),
  ...named('dpv:hasNoticeStatus', 'schema:url'),
  'dct:created': { '@type': 'xsd:dateTime' },
  'dpv:isIndicatedAtTime': { '@type': 'xsd:dateTime' },
  'dpv:hasDuration': { '@type': 'xsd:duration' },
} as const;

/** The record of one entry. Pure: the same input gives the same document. */
export function consentDocumentOf({ entry, controller, person, device, seq, previous }: ConsentDocumentInput) {
  const { terms } = entry;
  const subject = `urn:plainsight:person:${person}`;
  const organisation = `urn:plainsight:organisation:${controller.keyHash}`;
  const created = new Date(entry.at).toISOString();
  return {
    '@context': context,
    '@id': `urn:plainsight:consent:${entry.id}`,
    '@type': terms.basis === 'consent' ? 'dpv:ConsentRecord' : 'dpv:DataProcessingRecord',
    'dct:conformsTo': 'https://w3id.org/dpv/schema/dpv-27560#record-eu-gdpr',
    'dct:identifier': entry.id,
    'dct:created': created,
    'dct:creator': `urn:plainsight:device:${device}`,
    'dpv:hasDataSubject': { '@id': subject, '@type': ['dpv:DataSubject', 'dpv:Employee'], 'dpv:hasIdentifier': person },
    'dpv:hasNotice': noticeOf(entry, controller.details),
    'dpv:hasProcess': processOf(terms, organisation, controller.details),
    'dpv:hasEntity': [entityOf(organisation, controller)],
    ...eventsOf(entry, subject, organisation, created),
    'plainsight:format': 'plainsight-consent/2',
    'plainsight:person': person,
    'plainsight:device': device,
    'plainsight:seq': seq,
    'plainsight:previous': previous,
    'plainsight:entry': { '@type': '@json', '@value': entry },
  };
}
export type ConsentDocument = ReturnType<typeof consentDocumentOf>;

/** Entry and storage of a record, or null when it is none. Does not check a signature. */
export function readConsentDocument(document: unknown): ({ readonly entry: ConsentRecord } & ConsentStorage) | null {
  const parsed = documentSchema.safeParse(document);
  if (!parsed.success) return null;
  const entry = parsed.data['plainsight:entry']['@value'];
  if (entry.id !== parsed.data['dct:identifier']) return null;
  return {
    entry,
    person: parsed.data['plainsight:person'],
    device: parsed.data['plainsight:device'],
    seq: parsed.data['plainsight:seq'],
    previous: parsed.data['plainsight:previous'],
  };
}

/** Languages in which a text of the notice is given; `und` where it is one text for all. */
export function languagesOf({ why, seenBy, seenFrom }: Terms): (Language | 'und')[] {
  const texts = [why, seenBy, seenFrom].filter((text) => typeof text !== 'string');
  if (texts.length === 0) return ['und'];
  return languages.filter((language) => texts.every((text) => text[language] !== undefined));
}

/** What the record calls personal data of a purpose (https://w3id.org/dpv/pd). */
export const dataOf: Readonly<Record<Purpose, { readonly category: string; readonly description: string }>> = {
  apps: { category: 'pd:DeviceApplications', description: 'Which program has the focus, and for how long' },
  titles: { category: 'pd:Behavioural', description: 'Titles of the windows that have the focus' },
  websites: { category: 'pd:BrowsingBehaviour', description: 'Hosts of the web pages that have the focus' },
  'input-counts': { category: 'pd:Behavioural', description: 'How many keys and clicks, or seconds with input' },
  presence: { category: 'pd:Behavioural', description: 'When the computer is in use, idle, locked or asleep' },
  screenshots: { category: 'pd:Picture', description: 'Pictures of the screen' },
  timesheets: { category: 'pd:Professional', description: 'Minutes by day and project with notes, as handed in' },
};

const legalBasis: Readonly<Record<LegalBasis, readonly string[]>> = {
  consent: ['dpv:ExplicitlyExpressedConsent', 'eu-gdpr:A6-1-a'],
  contract: ['dpv:Contract', 'eu-gdpr:A6-1-b'],
  'legal-obligation': ['dpv:LegalObligation', 'eu-gdpr:A6-1-c'],
  'legitimate-interests': ['dpv:LegitimateInterest', 'eu-gdpr:A6-1-f'],
};

/** Rights that a person has whatever the basis: GDPR Art. 15 to 18 and 77. */
const rightsAlways = ['A15', 'A16', 'A17', 'A18', 'A77'] as const;
const rightsBy: Readonly<Record<LegalBasis, readonly string[]>> = {
  consent: ['A7-3', 'A20'],
  contract: ['A20'],
  'legal-obligation': [],
  'legitimate-interests': ['A21'],
};

const onPage = 'Plainsight on this computer, page “Consent”';

function noticeOf({ terms, notice }: ConsentRecord, { policyUrl }: Controller) {
  return {
    '@id': `urn:plainsight:notice:${notice}`,
    '@type': terms.basis === 'consent' ? 'dpv:ConsentNotice' : 'dpv:PrivacyNotice',
    'dct:identifier': notice,
    'dct:language': languagesOf(terms),
    'dpv:hasNoticeStatus': 'dpv:NoticeCommunicated',
    ...(policyUrl === null ? {} : { 'schema:url': policyUrl }),
  };
}

function processOf(terms: Terms, organisation: string, controller: Controller) {
  const data = dataOf[terms.purpose];
  const isSheet = terms.purpose === 'timesheets';
  const isHere = terms.staysHere === true;
  return {
    '@type': 'dpv:Process',
    'dpv:hasPurpose': {
      '@type': 'dpv:Purpose',
      'skos:broader': 'dpv:PersonnelMonitoring',
      'dct:title': terms.purpose,
      'dct:description': inLanguages(terms.why),
    },
    'dpv:hasLegalBasis': legalBasis[terms.basis],
    'dpv:hasPersonalData': {
      '@type': ['dpv:PersonalData', isSheet ? 'dpv:ProvidedPersonalData' : 'dpv:ObservedPersonalData'],
      'skos:broader': data.category,
      'dct:description': data.description,
    },
    'dpv:hasProcessing': [
      isSheet ? 'dpv:Obtain' : 'dpv:Observe',
      'dpv:Store',
      ...(isHere ? [] : ['dpv:MakeAvailable']),
    ],
    'dpv:hasDataSource': 'dpv:DataSubjectDataSource',
    'dpv:hasStorageCondition': [
      // What is promised. From the least on it may be gone.
      { '@type': 'dpv:StorageDuration', 'dpv:hasDuration': `P${terms.keptDays.most}D` },
      { '@type': 'dpv:StorageLocation', 'dpv:hasLocation': 'dpv:WithinDevice' },
      ...(isHere ? [] : [remoteOf(terms)]),
    ],
    'dpv:hasTechnicalMeasure': { '@type': 'dpv:EndToEndEncryption' },
    'dpv:hasDataController': organisation,
    'dpv:hasRecipient': recipientOf(terms),
    'dpv:hasJurisdiction': `loc:${controller.jurisdiction}`,
    'dpv:hasConsentControl': {
      '@type': terms.basis === 'consent' ? ['dpv:ProvideConsent', 'dpv:WithdrawConsent'] : ['dpv:ObjectingToProcess'],
      'dpv:isExercisedAt': onPage,
    },
    'dpv:hasRight': [...rightsBy[terms.basis], ...rightsAlways].map((article) => ({
      '@type': ['dpv:DataSubjectRight', `eu-gdpr:${article}`],
      'dpv:isExercisedAt': article === 'A7-3' ? onPage : `mailto:${controller.email}`,
    })),
  };
}

function remoteOf({ storage: { bucket, host } }: Terms) {
  return {
    '@type': 'dpv:StorageLocation',
    'dpv:hasLocation': 'dpv:RemoteLocation',
    'dct:description': `Encrypted, in bucket ${bucket} at ${host}`,
  };
}

function recipientOf({ seenBy, seenFrom, staysHere }: Terms) {
  if (staysHere) return { '@type': 'dpv:Recipient', 'dct:description': 'Nobody: it stays on this computer' };
  return { '@type': 'dpv:Recipient', 'dct:description': inLanguages(seenBy), 'dct:spatial': inLanguages(seenFrom) };
}

function entityOf(organisation: string, { name, keyHash, details }: ControllerIdentity) {
  const { contact, address, email, phone, officer } = details;
  return {
    '@id': organisation,
    '@type': ['dpv:Organisation', 'dpv:DataController'],
    'dpv:hasName': name,
    'dpv:hasIdentifier': keyHash,
    'schema:address': { '@type': 'schema:PostalAddress', 'schema:streetAddress': address },
    'schema:contactPoint': {
      '@type': 'schema:ContactPoint',
      'schema:name': contact,
      'schema:email': email,
      'schema:telephone': phone,
    },
    ...(officer === null ? {} : { 'dpv:hasDataProtectionOfficer': { 'dpv:hasName': officer } }),
  };
}

/**
 * The event. With consent it is a state of the consent; with legitimate interests a state of those;
 * with the other bases, of which the vocabulary has no such states, that the notice was
 * communicated, or that the person objects to the process.
 */
function eventsOf(entry: ConsentRecord, subject: string, organisation: string, at: string) {
  const { event, given, terms } = entry;
  const isConsent = terms.basis === 'consent';
  const allows = event === 'agreed' || event === 'read' || event === 'narrowed';
  const fact = {
    'dpv:isIndicatedAtTime': at,
    'dpv:isIndicatedBy': event === 'narrowed' ? organisation : subject,
    'dpv:hasIndicationMethod': event === 'narrowed' ? narrowedMethod : methods[given],
    'dpv:hasDuration': {
      '@type': 'dpv:UntilEventDuration',
      'rdf:value': allows ? untilStopped : 'Until agreed to again',
    },
    'plainsight:event': event,
  };
  if (isConsent) {
    const state = allows ? 'dpv:ConsentGiven' : event === 'refused' ? 'dpv:ConsentRefused' : 'dpv:ConsentWithdrawn';
    return {
      'dpv:hasConsentStatus': [{ '@type': allows ? [state, 'dpv:ExplicitlyExpressedConsent'] : [state], ...fact }],
    };
  }
  const state =
    terms.basis === 'legitimate-interests'
      ? allows
        ? 'dpv:LegitimateInterestInformed'
        : 'dpv:LegitimateInterestObjected'
      : allows
        ? 'dpv:NoticeCommunicated'
        : 'dpv:ObjectingToProcess';
  return { 'dpv:hasStatus': [{ '@type': [state], ...fact }] };
}

const untilStopped = 'Until the person says no, or the organisation asks for more';
const narrowedMethod = 'The organisation asks for less than before; what was said before goes on';

/** How the person said it: DPV’s hasIndicationMethod and Kantara’s collectionMethod. */
export const methods: Readonly<Record<ConsentRecord['given'], string>> = {
  page: 'A button of the page “Consent” of Plainsight',
  terminal: 'An answer in a terminal of the person, to “plainsight consent”',
  settings: 'The settings file of the agent, which can only withdraw',
  uninstall: 'Removing the program, or the command “plainsight withdraw”',
  organisation: 'The organisation’s signed settings',
};

function inLanguages(text: LocalText) {
  if (typeof text === 'string') return text;
  return languages.flatMap((language) => {
    const value = text[language];
    return value === undefined ? [] : [{ '@value': value, '@language': language }];
  });
}

function named(...terms: readonly string[]) {
  return Object.fromEntries(terms.map((term) => [term, { '@type': '@id' }]));
}
