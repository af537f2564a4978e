import { randomBytes } from 'node:crypto';
import { cardKey, orgKey } from '../bucket/layout.ts';
import type { ObjectStore } from '../bucket/object-store.ts';
import { idFromRandom, personIdSchema } from '../core/ids.ts';
import {
  type Enrolment,
  type Organisation,
  organisationSchema,
  type PersonCard,
  type PurposeNotice,
  type RecordingSettings,
} from '../core/organisation.ts';
import type { Purpose } from '../core/purpose.ts';
import { ok, type Result } from '../core/result.ts';
import {
  type Identity,
  identityFile,
  type KeyKind,
  type KeyPair,
  newKeyPair,
  sealTo,
  sealWithPassphrase,
} from '../seal/age.ts';
import { newSigningPair, type SigningPair, signDocument } from '../seal/signing.ts';

/** An organisation as its administrator holds it: the signing key and the recovery identities are to be kept offline. */
export interface OrganisationKeys {
  readonly signing: SigningPair;
  readonly recovery: readonly KeyPair[];
  readonly document: Organisation;
}

export interface NewOrganisation {
  readonly name: string;
  /** Recipients of the people who may open days. */
  readonly viewers: readonly KeyPair['recipient'][];
  readonly settings?: Partial<RecordingSettings>;
  readonly purposes?: readonly PurposeNotice[];
  /** Of every key in the organisation; `viewers` must be of the same. X25519 unless given. */
  readonly keys?: KeyKind;
}

const reasons: Readonly<Record<Purpose, string>> = {
  apps: 'To see on which programs working time goes.',
  titles: 'To see which task or document a time belongs to.',
  websites: 'To see which websites the work needs.',
  'input-counts': 'To tell reading from writing, by how many keys and clicks, never which.',
  presence: 'To know the working time.',
  screenshots: 'To document the work that was done.',
};

/** What an organisation asks for unless it says otherwise: everything, by consent, kept 90 days and pictures 30. */
export const usualPurposes: readonly PurposeNotice[] = (Object.keys(reasons) as Purpose[]).map((purpose) => ({
  purpose,
  why: reasons[purpose],
  keptDays: purpose === 'screenshots' ? 30 : 90,
  basis: 'consent',
}));

/** Makes an organisation with two recovery identities. */
export async function createOrganisation({
  name,
  viewers,
  settings,
  purposes,
  keys,
}: NewOrganisation): Promise<OrganisationKeys> {
  const recovery = [await newKeyPair(keys), await newKeyPair(keys)];
  const document = organisationSchema.parse({
    format: 'plainsight-org/1',
    version: 1,
    name,
    recovery: recovery.map(({ recipient }) => recipient),
    viewers,
    purposes: purposes ?? usualPurposes,
    settings: settings ?? {},
  });
  return { signing: newSigningPair(), recovery, document };
}

export function signedOrganisation({ signing, document }: OrganisationKeys): Uint8Array {
  return signDocument(document, signing.privateKey);
}

export async function publishOrganisation(
  keys: OrganisationKeys,
  store: ObjectStore,
  prefix: string,
): Promise<Result<void>> {
  return store.put(orgKey(prefix), signedOrganisation(keys));
}

export interface NewPerson {
  readonly name: string;
  readonly zone: string | null;
}

/** Enrols a person: puts their card, sealed to viewers and recovery, and answers what their agent is to be given, but for its bucket. */
export async function enrolPerson(
  keys: OrganisationKeys,
  { name, zone }: NewPerson,
  store: ObjectStore,
  prefix: string,
): Promise<Result<Omit<Enrolment, 'bucket'>>> {
  const person = personIdSchema.parse(idFromRandom(randomBytes(26)));
  const enrolmentKey = randomBytes(32).toString('base64');
  const card: PersonCard = { format: 'plainsight-card/1', person, name, zone, enrolmentKey };
  const put = await publishCard(card, keys, store, prefix);
  if (!put.ok) return put;
  return ok({
    format: 'plainsight-enrolment/1',
    organisationKey: keys.signing.publicKey,
    organisation: Buffer.from(signedOrganisation(keys)).toString('base64'),
    person,
    enrolmentKey,
  });
}

/** Puts a person's card, signed by the organisation and sealed to those who may open it: when the person is enrolled, and again when there is a new viewer. */
export async function publishCard(
  card: PersonCard,
  { signing, document }: Pick<OrganisationKeys, 'signing' | 'document'>,
  store: ObjectStore,
  prefix: string,
): Promise<Result<void>> {
  return store.put(
    cardKey(prefix, card.person),
    await sealTo([...document.recovery, ...document.viewers], signDocument(card, signing.privateKey)),
  );
}

/** A viewer's file but for its bucket: their identity sealed with their passphrase. */
export async function viewerFileFor(
  { signing, document }: Pick<OrganisationKeys, 'signing' | 'document'>,
  viewer: string,
  identity: Identity,
  passphrase: string,
) {
  const sealed = await sealWithPassphrase(passphrase, identityFile(identity));
  return {
    format: 'plainsight-viewer/1',
    organisation: document.name,
    organisationKey: signing.publicKey,
    viewer,
    identity: Buffer.from(sealed).toString('base64'),
  } as const;
}
