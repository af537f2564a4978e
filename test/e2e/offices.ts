import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { ownerGrant } from '../../bucket/access.ts';
import type { ObjectStore } from '../../bucket/object-store.ts';
import { openS3Store } from '../../bucket/s3-store.ts';
import { type BucketSettings, parseBucketSettings } from '../../bucket/settings.ts';
import { enrolmentSchema, type RecordingSettings } from '../../core/organisation.ts';
import { unwrap } from '../../core/result.ts';
import { firstAccess, publishDirectory } from '../../org/access.ts';
import { createOrganisation, enrolPerson, newEnrolment, publishOrganisation } from '../../org/organisation.ts';
import { newViewer, viewerFileFor } from '../../org/viewers.ts';
import { openTrialOffice } from '../../web/trial-office.ts';
import { controller } from '../fixtures/offices.ts';
import { type RecordingProxy, startRecordingProxy } from './recording-proxy.ts';

/** An organisation with one person and one viewer on some S3 server, everything between them and it on record. */
export interface TestOffice {
  readonly enrolment: unknown;
  readonly viewerFile: unknown;
  readonly passphrase: string;
  /** What the agent has: it may write. */
  readonly device: BucketSettings;
  /** Reads everything, past the proxy. */
  readonly owner: ObjectStore;
  readonly proxy: RecordingProxy;
  close(): Promise<void>;
}

export type OpenOffice = (folder: string, settings: Partial<RecordingSettings>) => Promise<TestOffice>;

const names = { organisation: 'Example Ltd', person: 'The recorded person', viewer: 'The viewer' } as const;

/** On the embedded store, as Plainsight itself makes it for one office. */
export const openEmbeddedOffice: OpenOffice = async (folder, settings) => {
  const office = unwrap(await openTrialOffice({ folder: join(folder, 'office'), ...names, zone: 'UTC', settings }));
  const { store, passphrase } = office;
  const proxy = await startRecordingProxy(join(folder, 'proxy'), store);
  const reach = { endpoint: proxy.endpoint, caCertificate: proxy.caCertificate };
  const enrolment = enrolmentSchema.parse(office.enrolment);
  const bucket = { ...z.looseObject({ bucket: z.string() }).parse(enrolment.bucket), ...reach };
  const viewerFile = z.looseObject({ bucket: z.looseObject({}) }).parse(office.viewerFile);
  const owner = openS3Store(
    unwrap(
      parseBucketSettings({
        endpoint: store.endpoint,
        bucket: bucket.bucket,
        caCertificate: store.caCertificate,
        ...store.credentials.add(ownerGrant, 'test'),
      }),
    ),
  );
  return {
    enrolment: { ...enrolment, bucket },
    viewerFile: { ...viewerFile, bucket: { ...viewerFile.bucket, ...reach } },
    passphrase: passphrase ?? '',
    device: unwrap(parseBucketSettings(bucket)),
    owner,
    proxy,
    close: async () => {
      owner.close();
      await proxy.close();
      await store.close();
    },
  };
};

const run = promisify(execFile);
const cephScript = join(import.meta.dirname, '../../scripts/ceph.sh');

/** On a real Ceph RADOS gateway: the owner's credential for organisation and viewer, the write-only one for the device. */
export const openCephOffice: OpenOffice = async (folder, settings) => {
  const env = { ...process.env, CEPH_DIR: join(folder, 'ceph') };
  const { stdout } = await run(cephScript, ['start'], { env });
  const ceph = z
    .object({
      CEPH_ENDPOINT: z.string(),
      CEPH_CA: z.string(),
      CEPH_BUCKET: z.string(),
      CEPH_OWNER_KEY: z.string(),
      CEPH_OWNER_SECRET: z.string(),
      CEPH_DEVICE_KEY: z.string(),
      CEPH_DEVICE_SECRET: z.string(),
    })
    .parse(Object.fromEntries((await readFile(stdout.trim(), 'utf8')).split('\n').map((line) => line.split(/=(.*)/s))));
  const upstream = { endpoint: ceph.CEPH_ENDPOINT, caCertificate: await readFile(ceph.CEPH_CA, 'utf8') };
  const proxy = await startRecordingProxy(join(folder, 'proxy'), upstream);
  const own = { bucket: ceph.CEPH_BUCKET, accessKeyId: ceph.CEPH_OWNER_KEY, secretAccessKey: ceph.CEPH_OWNER_SECRET };
  const device = { ...own, accessKeyId: ceph.CEPH_DEVICE_KEY, secretAccessKey: ceph.CEPH_DEVICE_SECRET };
  const reach = { endpoint: proxy.endpoint, caCertificate: proxy.caCertificate };
  const owner = openS3Store(unwrap(parseBucketSettings({ ...own, ...upstream })));
  const passphrase = 'four words for testing';
  const keys = await createOrganisation({
    name: names.organisation,
    controller,
    settings,
  });
  unwrap(await publishOrganisation(keys, owner, ''));
  const viewer = await newViewer(keys, names.viewer, 1);
  const viewers = [viewer.certificate];
  const enrolled = unwrap(await enrolPerson(keys, { name: names.person, zone: 'UTC', viewers }, owner, ''));
  const { person, name, zone, enrolmentKey } = enrolled;
  const people = [{ person, name, zone, enrolmentKey, spans: [{ from: null, to: null }], teams: [] }];
  const directory = { format: 'plainsight-directory/1', viewer: viewer.certificate.viewer, version: 1, at: 1 } as const;
  unwrap(await publishDirectory({ ...directory, people }, viewer.certificate, keys, owner, ''));
  const viewerFile = await viewerFileFor(keys, viewer, passphrase);
  return {
    enrolment: newEnrolment(keys, {
      card: enrolled,
      access: firstAccess(person, viewers, 1),
      bucket: { ...device, ...reach },
      issuedAt: 0,
      expiresAt: 1e15,
    }),
    viewerFile: { ...viewerFile, bucket: { ...own, ...reach } },
    passphrase,
    device: unwrap(parseBucketSettings({ ...device, ...reach })),
    owner,
    proxy,
    close: async () => {
      owner.close();
      await proxy.close();
      await run(cephScript, ['wipe'], { env });
    },
  };
};

/** Whether Ceph is here or can be installed: it is taken from Debian's packages, as root. */
export async function hasCeph(): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  if (process.getuid?.() === 0) return true;
  return run('sh', ['-c', 'command -v radosgw ceph-mon ceph-osd']).then(
    () => true,
    () => false,
  );
}
