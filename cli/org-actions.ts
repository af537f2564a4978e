import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeDurably } from '../agent/vault/durable-file.ts';
import { deviceGrant, viewerGrant } from '../bucket/access.ts';
import type { Grant } from '../bucket/embedded/authorisation.ts';
import { Credentials } from '../bucket/embedded/credentials.ts';
import type { ObjectStore } from '../bucket/object-store.ts';
import { openS3Store } from '../bucket/s3-store.ts';
import { hourMs } from '../core/calendar.ts';
import { personIdSchema } from '../core/ids.ts';
import { controllerSchema, keyKindOf, organisationSchema } from '../core/organisation.ts';
import { problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import {
  createOrganisation,
  enrolPerson,
  newEnrolment,
  publishCard,
  publishOrganisation,
  signedEnrolment,
  viewerFileFor,
} from '../org/organisation.ts';
import { identityFile, newKeyPair, sealWithPassphrase } from '../seal/age.ts';
import { enrolmentLink } from '../seal/enrolment-link.ts';
import { newPassphrase } from '../seal/passphrase.ts';
import { fingerprintOf } from '../seal/signing.ts';
import { type BucketFile, readBucketFile } from './bucket-file.ts';
import { usageProblem } from './command.ts';
import { holdsOrganisation, keysOf, readAdministration, writeAdministration } from './org-folder.ts';
import { readNotice, usualNotice } from './org-notice.ts';

export interface OrgRequest {
  readonly folder: string;
  /** With an owner's credential. */
  readonly bucket: BucketFile;
  /** Of the organisation, the person or the viewer; empty for an update. */
  readonly name: string;
  readonly passphrase: string;
  readonly values: Readonly<Record<string, string>>;
  /** Prints the enrolment as a link too. */
  readonly link: boolean;
}

/** For how many days an enrolment file can be used, unless it is said otherwise; and at most, because it is a key. */
const usableDays = 14;
const longestDays = 90;

/** Sentences for the administrator. */
type Done = Promise<Result<readonly string[]>>;

export async function createOrg({ folder, bucket, name, passphrase, values }: OrgRequest): Done {
  if (holdsOrganisation(folder))
    return fail(
      problem('organisation-there', `There already is an organisation in ${folder}.`, 'Choose another folder.'),
    );
  const notice = values.settings === undefined ? ok(usualNotice) : await readNotice(values.settings, usualNotice);
  if (!notice.ok) return notice;
  const age = z.coerce.number().int().min(16).max(99).optional().safeParse(values['minimum-age']);
  if (!age.success) return fail(usageProblem('--minimum-age takes 16 to 99.'));
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const kind = z.enum(['x25519', 'hybrid']).default('x25519').safeParse(values.keys);
  if (!kind.success) return fail(usageProblem('--keys takes x25519 or hybrid.'));
  const controller = controllerSchema.safeParse({
    contact: values.contact ?? name,
    address: values.address,
    email: values.email,
    phone: values.phone,
    jurisdiction: values.country,
  });
  if (!controller.success)
    return fail(
      usageProblem('Give --email, --address, --phone and --country (DE, ES, …): people must know whom to ask.'),
    );
  const keys = await createOrganisation({
    name,
    controller: controller.data,
    viewers: [],
    ...notice.value,
    keys: kind.data,
    ...(age.data === undefined ? {} : { minimumAge: age.data }),
  });
  const recoveryFiles: string[] = [];
  for (const [index, { identity }] of keys.recovery.entries()) {
    const path = join(folder, `recovery-${index + 1}.age`);
    const written = await writeDurably(path, await sealWithPassphrase(passphrase, identityFile(identity)));
    if (!written.ok) return written;
    recoveryFiles.push(path);
  }
  // The keys first: an organisation that is published and whose key is lost could never be changed.
  const kept = await writeAdministration(folder, { ...keys, people: [] }, passphrase);
  if (!kept.ok) return kept;
  const published = await withStore(bucket, (store) => publishOrganisation(keys, store, bucket.settings.prefix));
  if (!published.ok) return published;
  return ok([
    `${name} is published in the bucket ${bucket.settings.bucket}.`,
    `Its key, for people to compare before they accept: ${fingerprintOf(keys.signing.publicKey)}`,
    `Move these to two safe places: ${recoveryFiles.join(', ')}. Each opens every day, with the passphrase.`,
  ]);
}

export async function enrol({ folder, bucket, name, passphrase, values, link }: OrgRequest): Done {
  const out = freshFile(values.out);
  if (!out.ok) return out;
  const days = z.coerce.number().int().min(1).max(longestDays).default(usableDays).safeParse(values['valid-days']);
  if (!days.success) return fail(usageProblem(`--valid-days takes 1 to ${longestDays}.`));
  const credential = await credentialFrom('device-bucket', bucket, values);
  if (!credential.ok) return credential;
  const administration = await readAdministration(folder, passphrase);
  if (!administration.ok) return administration;
  const { prefix } = bucket.settings;
  const zone = values.zone ?? null;
  const enrolled = await withStore(bucket, (store) =>
    enrolPerson(keysOf(administration.value), { name, zone }, store, prefix),
  );
  if (!enrolled.ok) return enrolled;
  const { person } = enrolled.value;
  const people = [...administration.value.people, enrolled.value];
  const kept = await writeAdministration(folder, { ...administration.value, people }, passphrase);
  if (!kept.ok) return kept;
  const keys = keysOf(administration.value);
  const issuedAt = Date.now();
  const reached = credential.value(deviceGrant(bucket.settings.bucket, prefix, person));
  const expiresAt = issuedAt + days.data * 24 * hourMs;
  const file = signedEnrolment(
    keys,
    newEnrolment(keys, { card: enrolled.value, bucket: reached, issuedAt, expiresAt }),
  );
  const written = await writeDurably(out.value, file);
  if (!written.ok) return written;
  return ok([
    `${name} is enrolled as ${person}.`,
    `Enrolment: ${out.value}. It is a key: hand it over safely, once.`,
    `It can be used until ${new Date(expiresAt).toISOString().slice(0, 10)}.`,
    ...(link ? [`The same as a link: ${enrolmentLink(file)}`] : []),
  ]);
}

/** Publishes a changed notice. People read what it widens before it applies to them; what it narrows applies as soon as their agents know. */
export async function updateOrg({ folder, bucket, passphrase, values }: OrgRequest): Done {
  if (values.settings === undefined) return fail(usageProblem('Give --settings FILE with what changes.'));
  const administration = await readAdministration(folder, passphrase);
  if (!administration.ok) return administration;
  const { document } = administration.value;
  const notice = await readNotice(values.settings, document);
  if (!notice.ok) return notice;
  const version = document.version + 1;
  const changed = {
    ...administration.value,
    document: organisationSchema.parse({ ...document, ...notice.value, version }),
  };
  const kept = await writeAdministration(folder, changed, passphrase);
  if (!kept.ok) return kept;
  const { prefix } = bucket.settings;
  const published = await withStore(bucket, (store) => publishOrganisation(keysOf(changed), store, prefix));
  if (!published.ok) return published;
  return ok([
    `Version ${version} of what ${document.name} asks for is published.`,
    'Agents know within a quarter of an hour. What goes beyond what a person read is not recorded until they read it.',
  ]);
}

export async function addViewer({ folder, bucket, name, passphrase, values }: OrgRequest): Done {
  const out = freshFile(values.out);
  if (!out.ok) return out;
  const ids = personIdSchema.array().safeParse(values.people?.split(',') ?? []);
  if (!ids.success) return fail(usageProblem('--people takes ids as org enrol printed them, with commas in between.'));
  const credential = await credentialFrom('viewer-bucket', bucket, values);
  if (!credential.ok) return credential;
  const administration = await readAdministration(folder, passphrase);
  if (!administration.ok) return administration;
  const { prefix } = bucket.settings;
  const viewerKeys = await newKeyPair(keyKindOf(administration.value.document));
  const { document } = administration.value;
  const changed = {
    ...administration.value,
    document: { ...document, version: document.version + 1, viewers: [...document.viewers, viewerKeys.recipient] },
  };
  const kept = await writeAdministration(folder, changed, passphrase);
  if (!kept.ok) return kept;
  const published = await withStore(bucket, async (store) => {
    for (const card of changed.people) {
      const put = await publishCard(card, keysOf(changed), store, prefix);
      if (!put.ok) return put;
    }
    return publishOrganisation(keysOf(changed), store, prefix);
  });
  if (!published.ok) return published;
  const reached = credential.value(viewerGrant(bucket.settings.bucket, prefix, ids.data));
  const viewerPassphrase = newPassphrase();
  const file = await viewerFileFor(keysOf(changed), name, viewerKeys.identity, viewerPassphrase);
  const written = await writeDurably(out.value, Buffer.from(JSON.stringify({ ...file, bucket: reached }, null, 2)));
  if (!written.ok) return written;
  return ok([
    `Viewer's file: ${out.value}`,
    `Its passphrase, shown this once: ${viewerPassphrase}`,
    'Agents wrap new days for this viewer once they have read the new settings, within a quarter of an hour.',
  ]);
}

/** Answers how the bucket gets a credential of its own: from a file, or made on the embedded store. Asked before anything is changed. */
async function credentialFrom(
  option: string,
  bucket: BucketFile,
  values: OrgRequest['values'],
): Promise<Result<(grant: Grant) => object>> {
  const file = values[option];
  const { store } = values;
  if (file !== undefined) {
    const other = await readBucketFile(file);
    return other.ok ? ok(() => other.value.written) : other;
  }
  if (store === undefined) return fail(usageProblem(`Give --${option} FILE, or --store DIR for the embedded store.`));
  if (!existsSync(join(store, 'credentials.sqlite')))
    return fail(problem('store-missing', `There is no store in ${store}.`, 'Correct the folder given with --store.'));
  return ok((grant) => {
    const credentials = new Credentials(store);
    try {
      return { ...bucket.written, ...credentials.add(grant, option.replace('-bucket', '')) };
    } finally {
      credentials.close();
    }
  });
}

function freshFile(path: string | undefined): Result<string> {
  if (path === undefined) return fail(usageProblem('Give --out FILE.'));
  if (existsSync(path)) return fail(problem('file-there', `${path} is already there.`, 'Choose another name.'));
  return ok(path);
}

async function withStore<T>(bucket: BucketFile, work: (store: ObjectStore) => Promise<Result<T>>): Promise<Result<T>> {
  const store = openS3Store(bucket.settings);
  try {
    return await work(store);
  } finally {
    store.close();
  }
}
