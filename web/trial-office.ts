import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeDurably } from '../agent/vault/durable-file.ts';
import { deviceGrant, ownerGrant, viewerGrant } from '../bucket/access.ts';
import type { NewCredential } from '../bucket/embedded/credentials.ts';
import { type EmbeddedStore, startEmbeddedStore } from '../bucket/embedded/server.ts';
import { openS3Store } from '../bucket/s3-store.ts';
import { parseBucketSettings } from '../bucket/settings.ts';
import { accessSchema } from '../core/access.ts';
import { hourMs } from '../core/calendar.ts';
import {
  type Controller,
  type Enrolment,
  organisationSchema,
  personCardSchema,
  type RecordingSettings,
} from '../core/organisation.ts';
import { problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { firstAccess, publishDirectory } from '../org/access.ts';
import {
  createOrganisation,
  enrolPerson,
  newEnrolment,
  publishOrganisation,
  type Signing,
  signedEnrolment,
} from '../org/organisation.ts';
import { newViewer, viewerFileFor } from '../org/viewers.ts';
import { identityFile, sealWithPassphrase } from '../seal/age.ts';
import { newPassphrase } from '../seal/passphrase.ts';
import { takePrivateFolder } from '../seal/private-folder.ts';
import { privateKeySchema, publicKeySchema } from '../seal/signing.ts';

export interface TrialOfficeOptions {
  readonly folder: string;
  readonly organisation: string;
  readonly person: string;
  readonly viewer: string;
  readonly zone: string;
  readonly settings?: Partial<RecordingSettings>;
}

export interface TrialOffice {
  readonly store: EmbeddedStore;
  /** The signing key and the published document: what signs a changed notice, or another enrolment. */
  readonly keys: Signing;
  /** What the one person is asked to accept, made anew each time for the store's present address, and good for a day. */
  readonly enrolment: Enrolment;
  /** The same as a signed file, the content of a `*.plainsight`. */
  readonly enrolmentFile: string;
  /** What the manager's page is given. */
  readonly viewerFile: unknown;
  /** Opens the viewer's key and the recovery identities. Told once, when the office is made; null after that. */
  readonly passphrase: string | null;
  readonly recoveryFiles: readonly string[];
}

const bucket = 'plainsight';

/** An office of one answers to itself, and says so wherever a real one would say how to reach it. */
const trialController: Controller = {
  contact: 'You yourself: this is a trial on your own computer',
  address: 'This computer; what is recorded does not leave it',
  email: 'nobody@localhost.invalid',
  phone: 'none: there is nobody to call',
  policyUrl: null,
  officer: null,
  jurisdiction: 'ZZ',
};

const usableMs = 24 * hourMs;

const officeSchema = z.object({
  signing: z.object({ privateKey: privateKeySchema, publicKey: publicKeySchema }),
  document: organisationSchema,
  card: personCardSchema,
  access: accessSchema,
  device: z.object({ accessKeyId: z.string(), secretAccessKey: z.string() }),
  viewerFile: z.record(z.string(), z.unknown()),
  viewer: z.object({ accessKeyId: z.string(), secretAccessKey: z.string() }),
});
type Office = z.infer<typeof officeSchema>;

/**
 * An organisation of one, on this computer alone: an embedded store, one person and one viewer. It is what Plainsight starts with where
 * nobody has enrolled it elsewhere; with a real organisation nothing of it is used.
 */
export async function openTrialOffice(options: TrialOfficeOptions): Promise<Result<TrialOffice>> {
  const { folder } = options;
  const own = takePrivateFolder(folder);
  if (!own.ok) return own;
  const started = await startEmbeddedStore({ folder: join(folder, 'store'), buckets: [bucket] });
  if (!started.ok) return started;
  const store = started.value;
  const recoveryFiles = [1, 2].map((number) => join(folder, `recovery-${number}.age`));
  const kept = await readOffice(folder);
  if (!kept.ok) {
    await store.close();
    return kept;
  }
  let passphrase: string | null = null;
  let office = kept.value;
  if (office === null) {
    passphrase = newPassphrase();
    const made = await makeOffice(options, store, passphrase, recoveryFiles);
    if (!made.ok) {
      await store.close();
      return made;
    }
    office = made.value;
  }
  const keys = { signing: office.signing, document: office.document };
  const issuedAt = Date.now();
  const enrolment = newEnrolment(keys, {
    card: office.card,
    access: office.access,
    bucket: reach(store, office.device),
    issuedAt,
    expiresAt: issuedAt + usableMs,
  });
  return ok({
    store,
    keys,
    enrolment,
    enrolmentFile: Buffer.from(signedEnrolment(keys, enrolment)).toString(),
    viewerFile: { ...office.viewerFile, bucket: reach(store, office.viewer) },
    passphrase,
    recoveryFiles,
  });
}

async function makeOffice(
  options: TrialOfficeOptions,
  store: EmbeddedStore,
  passphrase: string,
  recoveryFiles: readonly string[],
): Promise<Result<Office>> {
  const { folder, organisation, person, viewer, zone, settings } = options;
  const keys = await createOrganisation({
    name: organisation,
    controller: trialController,
    ...(settings === undefined ? {} : { settings }),
  });
  const owner = store.credentials.add(ownerGrant, 'owner');
  const reached = parseBucketSettings(reach(store, owner));
  if (!reached.ok) return reached;
  const client = openS3Store(reached.value);
  try {
    const published = await publishOrganisation(keys, client, '');
    if (!published.ok) return published;
    const looking = await newViewer(keys, viewer, Date.now());
    const { certificate } = looking;
    const enrolled = await enrolPerson(keys, { name: person, zone, viewers: [certificate] }, client, '');
    if (!enrolled.ok) return enrolled;
    const { person: who, enrolmentKey } = enrolled.value;
    const listed = { person: who, name: person, zone, enrolmentKey, spans: [{ from: null, to: null }], teams: [] };
    const about = { format: 'plainsight-directory/1', viewer: certificate.viewer, version: 1, at: Date.now() } as const;
    const told = await publishDirectory({ ...about, people: [listed] }, certificate, keys, client, '');
    if (!told.ok) return told;
    const office: Office = {
      signing: keys.signing,
      document: keys.document,
      card: enrolled.value,
      access: firstAccess(who, [certificate], Date.now()),
      device: store.credentials.add(deviceGrant(bucket, '', who), 'device'),
      viewerFile: await viewerFileFor(keys, looking, passphrase),
      viewer: store.credentials.add(viewerGrant(bucket, '', certificate.viewer, [who]), 'viewer'),
    };
    for (const [index, path] of recoveryFiles.entries()) {
      const pair = keys.recovery[index];
      if (pair === undefined) continue;
      const written = await writeDurably(path, await sealWithPassphrase(passphrase, identityFile(pair.identity)));
      if (!written.ok) return written;
    }
    const written = await writeDurably(join(folder, 'office.json'), Buffer.from(JSON.stringify(office, null, 2)));
    return written.ok ? ok(office) : written;
  } finally {
    client.close();
    // The owner's credential has done its work; nobody holds it after this.
    store.credentials.remove(owner.accessKeyId);
  }
}

/** Null when there is no office in the folder yet. */
async function readOffice(folder: string): Promise<Result<Office | null>> {
  const path = join(folder, 'office.json');
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ok(null);
    return fail(problem('office-unreadable', `${path} cannot be read.`, 'Make it readable for this account.'));
  }
  try {
    return ok(officeSchema.parse(JSON.parse(text)));
  } catch {
    return fail(
      problem(
        'office-broken',
        `${path} is broken, or an earlier version of Plainsight made it.`,
        'Restore it from a backup, or move the folder aside to begin anew.',
      ),
    );
  }
}

/** The port of the store may differ from run to run; credentials and certificate authority stay. */
function reach(store: EmbeddedStore, credential: NewCredential) {
  return { endpoint: store.endpoint, bucket, region: store.region, caCertificate: store.caCertificate, ...credential };
}
