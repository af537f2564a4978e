import { randomBytes } from 'node:crypto';
import { cardKey, orgKey } from '../bucket/layout.ts';
import type { ObjectStore } from '../bucket/object-store.ts';
import { type DeviceId, deviceIdSchema, idFromRandom, personIdSchema, recordIdSchema } from '../core/ids.ts';
import type { LocalText } from '../core/language.ts';
import type { Access, ViewerCertificate } from '../core/organisation/access.ts';
import {
  type Controller,
  type Enrolment,
  type Organisation,
  organisationSchema,
  type PersonCard,
  type PurposeNotice,
  type RecordingSettings,
} from '../core/organisation/organisation.ts';
import type { Purpose } from '../core/organisation/purpose.ts';
import type { Recipient } from '../core/organisation/recipient.ts';
import { ok, type Result } from '../core/result.ts';
import type { Category } from '../core/rules/categories.ts';
import { type KeyKind, type KeyPair, newKeyPair, sealTo } from '../seal/age.ts';
import { newSigningPair, type SigningPair, signDocument } from '../seal/signing.ts';
import { firstAccess, publishAccess } from './access.ts';
import { cardOf, type KnownPerson } from './administration.ts';

/** An organisation as its administrator holds it: the signing key and the recovery identities are to be kept offline. */
export interface OrganisationKeys {
  readonly signing: SigningPair;
  readonly recovery: readonly KeyPair[];
  readonly document: Organisation;
}

/** What of it signs: all that is needed once the recovery identities are kept elsewhere. */
export type Signing = Pick<OrganisationKeys, 'signing' | 'document'>;

export interface NewOrganisation {
  readonly name: string;
  readonly controller: Controller;
  readonly settings?: Partial<RecordingSettings>;
  readonly purposes?: readonly PurposeNotice[];
  readonly categories?: readonly Category[];
  readonly smallestGroup?: number;
  /** Of every key in the organisation. X25519 unless given. */
  readonly keys?: KeyKind;
  readonly minimumAge?: number;
}

const reasons: Readonly<Record<Purpose, LocalText>> = {
  apps: {
    en: 'To see on which programs working time goes.',
    de: 'Um zu sehen, auf welche Programme Arbeitszeit entfällt.',
    es: 'Para ver en qué programas se emplea el tiempo de trabajo.',
  },
  titles: {
    en: 'To see which task or document a time belongs to.',
    de: 'Um zu sehen, zu welcher Aufgabe oder welchem Dokument eine Zeit gehört.',
    es: 'Para ver a qué tarea o documento pertenece un tiempo.',
  },
  websites: {
    en: 'To see which websites the work needs.',
    de: 'Um zu sehen, welche Websites die Arbeit braucht.',
    es: 'Para ver qué sitios web necesita el trabajo.',
  },
  'input-counts': {
    en: 'To tell reading from writing, by how many keys and clicks, never which.',
    de: 'Um Lesen von Schreiben zu unterscheiden: wie viele Tasten und Klicks, nie welche.',
    es: 'Para distinguir leer de escribir: cuántas teclas y clics, nunca cuáles.',
  },
  presence: {
    en: 'To know the working time.',
    de: 'Um die Arbeitszeit zu kennen.',
    es: 'Para conocer el tiempo de trabajo.',
  },
  screenshots: {
    en: 'To document the work that was done.',
    de: 'Um die geleistete Arbeit zu belegen.',
    es: 'Para documentar el trabajo realizado.',
  },
};

const seenBy: LocalText = {
  en: 'The managers to whom your organisation gives access, each with a key of their own. Every look is recorded for you.',
  de: 'Die Vorgesetzten, denen Ihre Organisation Zugang gibt, jede Person mit eigenem Schlüssel. Jeder Blick wird für Sie festgehalten.',
  es: 'Los responsables a los que su organización da acceso, cada uno con su propia clave. Cada consulta queda registrada para usted.',
};
const seenFrom: LocalText = {
  en: 'From the computers of these managers.',
  de: 'Von den Computern dieser Vorgesetzten aus.',
  es: 'Desde los equipos de estos responsables.',
};

/** What an organisation asks for unless it says otherwise: everything, by consent, kept 90 days and pictures 30. */
export const usualPurposes: readonly PurposeNotice[] = (Object.keys(reasons) as Purpose[]).map((purpose) => ({
  purpose,
  why: reasons[purpose],
  keptDays: purpose === 'screenshots' ? 30 : 90,
  basis: 'consent',
  seenBy,
  seenFrom,
}));

/** Makes an organisation with two recovery identities. */
export async function createOrganisation({
  name,
  controller,
  settings,
  purposes,
  categories,
  smallestGroup,
  keys,
  minimumAge,
}: NewOrganisation): Promise<OrganisationKeys> {
  const recovery = [await newKeyPair(keys), await newKeyPair(keys)];
  const document = organisationSchema.parse({
    format: 'plainsight-org/1',
    version: 1,
    name,
    controller,
    ...(minimumAge === undefined ? {} : { minimumAge }),
    recovery: recovery.map(({ recipient }) => recipient),
    purposes: purposes ?? usualPurposes,
    settings: settings ?? {},
    ...(categories === undefined ? {} : { categories }),
    ...(smallestGroup === undefined ? {} : { smallestGroup }),
  });
  return { signing: newSigningPair(), recovery, document };
}

export function signedOrganisation({ signing, document }: Signing): Uint8Array {
  return signDocument(document, signing.privateKey);
}

export async function publishOrganisation(keys: Signing, store: ObjectStore, prefix: string): Promise<Result<void>> {
  return store.put(orgKey(prefix), signedOrganisation(keys));
}

export interface NewPerson {
  readonly name: string;
  readonly zone: string | null;
  /** Who may open all of their days from the beginning; nobody unless given. */
  readonly viewers?: readonly ViewerCertificate[];
}

/** Enrols a person: puts their card, sealed to recovery and to `viewers`, and their access, which names these. */
export async function enrolPerson(
  keys: Signing,
  { name, zone, viewers = [] }: NewPerson,
  store: ObjectStore,
  prefix: string,
): Promise<Result<KnownPerson>> {
  const person = personIdSchema.parse(idFromRandom(randomBytes(26)));
  const enrolmentKey = randomBytes(32).toString('base64');
  const known: KnownPerson = { person, name, zone, enrolmentKey };
  const access: Access = firstAccess(person, viewers, Date.now(), enrolmentKey);
  const granted = await publishAccess(access, keys, store, prefix);
  if (!granted.ok) return granted;
  const put = await publishCard(cardOf(known, access), keys, viewersIn(access), store, prefix);
  return put.ok ? ok(known) : put;
}

/** Everybody who may open any day of the person. */
export function viewersIn({ viewers }: Pick<Access, 'viewers'>): Recipient[] {
  return [...new Set(viewers.map(({ recipient }) => recipient))];
}

/** The id of a device that is going to be enrolled. */
export function newDeviceId(): DeviceId {
  return deviceIdSchema.parse(idFromRandom(randomBytes(26)));
}

export interface NewEnrolment {
  readonly card: Pick<KnownPerson, 'person' | 'name' | 'enrolmentKey'>;
  /** Drawn unless given. */
  readonly device?: DeviceId;
  /** As published; until it is read from the bucket nobody is known to have any, unless it is given. */
  readonly access?: Access;
  /** The bucket's settings with a credential of the person's own device. */
  readonly bucket: unknown;
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** The `*.plainsight` file: an enrolment signed by the organisation. It holds secrets. */
export function signedEnrolment(keys: Signing, enrolment: Enrolment): Uint8Array {
  return signDocument(enrolment, keys.signing.privateKey);
}

/** An enrolment for one device of a person. */
export function newEnrolment(
  keys: Signing,
  { card: { person, name, enrolmentKey }, device = newDeviceId(), access, bucket, issuedAt, expiresAt }: NewEnrolment,
): Enrolment {
  return {
    format: 'plainsight-enrolment/3',
    id: recordIdSchema.parse(idFromRandom(randomBytes(26))),
    issuedAt,
    expiresAt,
    organisationKey: keys.signing.publicKey,
    organisation: Buffer.from(signedOrganisation(keys)).toString('base64'),
    access: Buffer.from(
      signDocument(access ?? { ...firstAccess(person, [], issuedAt), version: 0 }, keys.signing.privateKey),
    ).toString('base64'),
    person,
    name,
    device,
    enrolmentKey,
    bucket,
  };
}

/** Puts a person's card, signed by the organisation and sealed to those who may open it: at enrolment, and again when that changes. */
export async function publishCard(
  card: PersonCard,
  { signing, document }: Signing,
  viewers: readonly Recipient[],
  store: ObjectStore,
  prefix: string,
): Promise<Result<void>> {
  return store.put(
    cardKey(prefix, card.person),
    await sealTo([...document.recovery, ...viewers], signDocument(card, signing.privateKey)),
  );
}
