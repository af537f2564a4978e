import { randomBytes } from 'node:crypto';
import { cardKey } from '../bucket/layout.ts';
import type { ObjectStore } from '../bucket/object-store.ts';
import { type DeviceId, deviceIdSchema, personIdSchema, recordIdSchema } from '../core/ids.ts';
import type { Access, ViewerCertificate } from '../core/organisation/access.ts';
import type { Enrolment, PersonCard } from '../core/organisation/organisation.ts';
import type { Recipient } from '../core/organisation/recipient.ts';
import { ok, type Result } from '../core/result.ts';
import { sealTo } from '../seal/age.ts';
import { randomId } from '../seal/random-id.ts';
import { signDocument } from '../seal/signing.ts';
import { firstAccess, publishAccess } from './access.ts';
import { cardOf, type KnownPerson } from './administration.ts';
import { type Signing, signedOrganisation } from './organisation.ts';

interface NewPerson {
  readonly name: string;
  readonly zone: string | null;
  /** Who may open all of their days from the beginning; nobody unless given. */
  readonly viewers?: readonly ViewerCertificate[];
}

/** A person who is going to be enrolled. Whoever holds the key can ask for a device of theirs to be confirmed. */
export function newPerson({ name, zone }: Pick<NewPerson, 'name' | 'zone'>): KnownPerson {
  return { person: randomId(personIdSchema), name, zone, enrolmentKey: randomBytes(32).toString('base64') };
}

/** Enrols a person: puts their access, and their card, sealed to recovery and to `viewers`. */
export async function enrolPerson(
  keys: Signing,
  { name, zone, viewers = [] }: NewPerson,
  store: ObjectStore,
  prefix: string,
): Promise<Result<KnownPerson>> {
  const known = newPerson({ name, zone });
  const access: Access = firstAccess(known.person, viewers, Date.now(), known.enrolmentKey);
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
  return randomId(deviceIdSchema);
}

interface NewEnrolment {
  readonly card: Pick<KnownPerson, 'person' | 'name' | 'enrolmentKey'>;
  /** Drawn unless given. */
  readonly device?: DeviceId;
  /**
   * As published; until it is read from the bucket nobody is known to have any, unless it is given.
   */
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
    id: randomId(recordIdSchema),
    issuedAt,
    expiresAt,
    organisationKey: keys.organisationKey ?? keys.signing.publicKey,
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

/** Puts a person's card, signed, and sealed to those who may open it now. */
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
