import { randomBytes } from 'node:crypto';
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
import { idFromRandom, personIdSchema } from '../core/ids.ts';
import { controllerSchema, keyKindOf, recordingSettingsSchema } from '../core/organisation.ts';
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
import { type BucketFile, readBucketFile } from './bucket-file.ts';
import { usageProblem } from './command.ts';
import { readJsonFile } from './json-file.ts';
import { holdsOrganisation, keysOf, readAdministration, writeAdministration } from './org-folder.ts';

export interface OrgRequest {
  readonly folder: string;
  /** With an owner's credential. */
  readonly bucket: BucketFile;
  readonly name: string;
  readonly passphrase: string;
  readonly values: Readonly<Record<string, string>>;
}

/** How long an enrolment file can be used. */
const usableMs = 14 * 24 * 3_600_000;

/** Sentences for the administrator. */
type Done = Promise<Result<readonly string[]>>;

export async function createOrg({ folder, bucket, name, passphrase, values }: OrgRequest): Done {
  if (holdsOrganisation(folder))
    return fail(
      problem('organisation-there', `There already is an organisation in ${folder}.`, 'Choose another folder.'),
    );
  const given = values.settings === undefined ? ok({}) : await readJsonFile(values.settings, 'The settings file');
  if (!given.ok) return given;
  const settings = recordingSettingsSchema.strict().safeParse(given.value);
  if (!settings.success) {
    const [issue] = settings.error.issues;
    const where = issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path.join('.');
    return fail(usageProblem(`The setting ${where} is not one, or has no valid value.`));
  }
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
    settings: settings.data,
    keys: kind.data,
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
    `Move these to two safe places: ${recoveryFiles.join(', ')}. Each opens every day, with the passphrase.`,
  ]);
}

export async function enrol({ folder, bucket, name, passphrase, values }: OrgRequest): Done {
  const out = freshFile(values.out);
  if (!out.ok) return out;
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
  const written = await writeDurably(
    out.value,
    signedEnrolment(
      keys,
      newEnrolment(keys, { card: enrolled.value, bucket: reached, issuedAt, expiresAt: issuedAt + usableMs }),
    ),
  );
  if (!written.ok) return written;
  return ok([`${name} is enrolled as ${person}.`, `Enrolment: ${out.value}. It is a key: hand it over safely, once.`]);
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

/** 100 random bits in groups that can be read out. */
function newPassphrase(): string {
  const letters = idFromRandom(randomBytes(26)).slice(0, 20);
  return (letters.match(/.{5}/g) ?? []).join('-');
}
