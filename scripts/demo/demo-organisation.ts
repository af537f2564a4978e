import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { NewCredential } from '../../bucket/embedded/auth/credentials.ts';
import { type EmbeddedStore, startEmbeddedStore } from '../../bucket/embedded/server.ts';
import type { ObjectStore } from '../../bucket/object-store.ts';
import { deviceGrant, ownerGrant, viewerGrant } from '../../bucket/rights.ts';
import { openS3Store } from '../../bucket/s3/s3-store.ts';
import { parseBucketSettings } from '../../bucket/settings.ts';
import { type DeviceId, personIdSchema } from '../../core/ids.ts';
import type { Controller, Enrolment, RecordingSettings } from '../../core/organisation/organisation.ts';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { hourMs } from '../../core/time/calendar.ts';
import { writeDurably } from '../../disk/durable-file.ts';
import { takePrivateFolder } from '../../disk/private-folder.ts';
import { firstAccess } from '../../org/access.ts';
import { accessOf, administrationSchema } from '../../org/administration.ts';
import { enrolPerson, newDeviceId, newEnrolment, signedEnrolment } from '../../org/enrolment.ts';
import { createOrganisation, type NewOrganisation, publishOrganisation, type Signing } from '../../org/organisation.ts';
import { publishChanges } from '../../org/publication.ts';
import { newViewer, viewerFileFor } from '../../org/viewers.ts';
import { recoveryIdentityFile, sealWithPassphrase } from '../../seal/age.ts';
import { newPassphrase } from '../../seal/passphrase.ts';
import { DeviceConfirmer } from './device-confirmer.ts';

/** What an office asks for beside its settings. */
export type AskedFor = Partial<Pick<NewOrganisation, 'purposes' | 'projects' | 'timesheetsAlone'>>;

export interface TrialOfficeOptions {
  readonly folder: string;
  readonly organisation: string;
  readonly person: string;
  readonly viewer: string;
  readonly zone: string;
  readonly settings?: Partial<RecordingSettings>;
  /** What it asks for; everything that can be recorded, unless given. */
  readonly asked?: AskedFor;
  /** What trying the office's passphrase costs, as `sealWithPassphrase` takes it. */
  readonly passphraseWork?: number;
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

const credentialSchema = z.object({ accessKeyId: z.string(), secretAccessKey: z.string() });

const officeSchema = z.object({
  administration: administrationSchema,
  person: personIdSchema,
  /** Of the device that the next enrolment is for: the last one in the administration. */
  device: credentialSchema,
  viewerFile: z.record(z.string(), z.unknown()),
  viewer: credentialSchema,
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
  let confirmer: DeviceConfirmer | null = null;
  const started = await startEmbeddedStore({
    folder: join(folder, 'store'),
    buckets: [bucket],
    onLog: (entry) => confirmer?.see(entry),
  });
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
  const offered = await offerDevice(office, store, folder);
  if (!offered.ok) {
    await store.close();
    return offered;
  }
  const { office: open, device } = offered.value;
  const { administration, person } = open;
  const keys = { signing: administration.signing, document: administration.document };
  const card = administration.people[0];
  if (card === undefined) throw new Error('an office of one without the one');
  const issuedAt = Date.now();
  const enrolment = newEnrolment(keys, {
    card,
    device,
    access: accessOf(administration, person),
    bucket: reach(store, open.device),
    issuedAt,
    expiresAt: issuedAt + usableMs,
  });
  // Whoever sits at this computer is the office: there is nobody to read a code out to.
  const confirming = new DeviceConfirmer({
    administration,
    person,
    bucket,
    withOwner: (work) => withOwner(store, work),
    keep: (changed) => writeOffice(folder, { ...open, administration: changed }),
  });
  confirmer = confirming;
  confirming.start();
  return ok({
    store: { ...store, close: () => confirming.close().then(() => store.close()) },
    keys,
    enrolment,
    enrolmentFile: Buffer.from(signedEnrolment(keys, enrolment)).toString(),
    viewerFile: { ...open.viewerFile, bucket: reach(store, open.viewer) },
    passphrase,
    recoveryFiles,
  });
}

/**
 * The device that the enrolment is for. Once one was confirmed it is somebody's, and the next enrolment, after leaving say, gets another with a
 * credential of its own.
 */
async function offerDevice(
  office: Office,
  store: EmbeddedStore,
  folder: string,
): Promise<Result<{ readonly office: Office; readonly device: DeviceId }>> {
  const { administration, person } = office;
  const last = administration.devices.at(-1)?.device;
  const isUsed = accessOf(administration, person).devices.some(({ device }) => device === last);
  if (last !== undefined && !isUsed) return ok({ office, device: last });
  const device = newDeviceId();
  const enrolled = { person, device, at: Date.now(), user: null };
  const next: Office = {
    ...office,
    administration: { ...administration, devices: [...administration.devices, enrolled] },
    device: store.credentials.add(deviceGrant({ bucket, prefix: '' }, person, device), 'device'),
  };
  const written = await writeOffice(folder, next);
  return written.ok ? ok({ office: next, device }) : written;
}

async function makeOffice(
  options: TrialOfficeOptions,
  store: EmbeddedStore,
  passphrase: string,
  recoveryFiles: readonly string[],
): Promise<Result<Office>> {
  const { folder, organisation, person, viewer, zone, settings, asked, passphraseWork: work } = options;
  const keys = await createOrganisation({
    name: organisation,
    controller: trialController,
    ...(settings === undefined ? {} : { settings }),
    ...asked,
  });
  return withOwner(store, async (client) => {
    const published = await publishOrganisation(keys, client, '');
    if (!published.ok) return published;
    const looking = await newViewer(keys, viewer, Date.now());
    const { certificate } = looking;
    const enrolled = await enrolPerson(keys, { name: person, zone, viewers: [certificate] }, client, '');
    if (!enrolled.ok) return enrolled;
    const { person: who, enrolmentKey } = enrolled.value;
    const { viewer: looker } = certificate;
    const at = Date.now();
    const device = newDeviceId();
    const viewerCredential = store.credentials.add(viewerGrant({ bucket, prefix: '' }, looker, [who]), 'viewer');
    const known = { certificate, version: 1, accessKeyId: viewerCredential.accessKeyId, user: null, reached: [who] };
    const administration = administrationSchema.parse({
      signing: keys.signing,
      document: keys.document,
      people: [enrolled.value],
      devices: [{ person: who, device, at, user: null }],
      viewers: [known],
      access: [firstAccess(who, [certificate], at, enrolmentKey)],
    });
    const told = await publishChanges(administration, { people: [who], viewers: [looker] }, client, '', at);
    if (!told.ok) return told;
    const office: Office = {
      administration,
      person: who,
      device: store.credentials.add(deviceGrant({ bucket, prefix: '' }, who, device), 'device'),
      viewerFile: await viewerFileFor(keys, looking, passphrase, work),
      viewer: viewerCredential,
    };
    for (const [index, path] of recoveryFiles.entries()) {
      const pair = keys.recovery[index];
      if (pair === undefined) continue;
      const file = recoveryIdentityFile(pair.identity, keys.signing.publicKey);
      const written = await writeDurably(path, await sealWithPassphrase(passphrase, file, work));
      if (!written.ok) return written;
    }
    const written = await writeOffice(folder, office);
    return written.ok ? ok(office) : written;
  });
}

/** Work with a credential of the owner that nobody holds before or after it. */
async function withOwner<T>(
  store: EmbeddedStore,
  work: (client: ObjectStore) => Promise<Result<T>>,
): Promise<Result<T>> {
  const owner = store.credentials.add(ownerGrant, 'owner');
  try {
    const reached = parseBucketSettings(reach(store, owner));
    if (!reached.ok) return reached;
    const client = openS3Store(reached.value);
    try {
      return await work(client);
    } finally {
      client.close();
    }
  } finally {
    store.credentials.remove(owner.accessKeyId);
  }
}

function writeOffice(folder: string, office: Office): Promise<Result<void>> {
  return writeDurably(join(folder, 'office.json'), Buffer.from(JSON.stringify(office, null, 2)));
}

/** Null when there is no office in the folder yet. */
async function readOffice(folder: string): Promise<Result<Office | null>> {
  const path = join(folder, 'office.json');
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ok(null);
    return fail(problem('file-unreadable', { file: path }));
  }
  try {
    return ok(officeSchema.parse(JSON.parse(text)));
  } catch {
    return fail(problem('office-broken', { path }));
  }
}

/** The port of the store may differ from run to run; credentials and certificate authority stay. */
function reach(store: EmbeddedStore, credential: NewCredential) {
  return { endpoint: store.endpoint, bucket, region: store.region, caCertificate: store.caCertificate, ...credential };
}
