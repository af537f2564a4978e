import { join } from 'node:path';
import { z } from 'zod';
import type { ObjectStore } from '../../../bucket/object-store.ts';
import { deviceGrant, ownerGrant, viewerGrant } from '../../../bucket/rights.ts';
import { openS3Store } from '../../../bucket/s3/s3-store.ts';
import { type BucketSettings, parseBucketSettings } from '../../../bucket/settings.ts';
import { enrolmentSchema, type RecordingSettings } from '../../../core/organisation/organisation.ts';
import { unwrap } from '../../../core/result.ts';
import { firstAccess } from '../../../org/access.ts';
import { administrationSchema } from '../../../org/administration.ts';
import { bucketPolicy } from '../../../org/bucket-policy.ts';
import { confirmDevice, readDevices } from '../../../org/devices.ts';
import { enrolPerson, newDeviceId, newEnrolment, signedEnrolment } from '../../../org/enrolment.ts';
import { createOrganisation, publishOrganisation, type Signing } from '../../../org/organisation.ts';
import { publishChanges } from '../../../org/publication.ts';
import { newViewer, viewerFileFor } from '../../../org/viewers.ts';
import { type AskedFor, openTrialOffice } from '../../../scripts/demo/demo-organisation.ts';
import { startCeph } from '../../fixtures/ceph.ts';
import { lightWork } from '../../fixtures/light-work.ts';
import { controller } from '../../fixtures/organisation/offices.ts';
import { type RecordingProxy, startRecordingProxy } from '../../fixtures/recording-proxy.ts';

/** An organisation with one person and one viewer on some S3 server, everything between them and it on record. */
export interface TestOffice {
  readonly enrolment: unknown;
  /** The same, signed: the content of the person's `*.plainsight` file. */
  readonly enrolmentFile: string;
  readonly viewerFile: unknown;
  readonly passphrase: string;
  /** What signs for the organisation. */
  readonly keys: Signing;
  /** What the agent has: it may write. */
  readonly device: BucketSettings;
  /** Reads everything, past the proxy. */
  readonly owner: ObjectStore;
  readonly proxy: RecordingProxy;
  /** The organisation confirms every device whose card is in the bucket by now. */
  confirmDevices(): Promise<void>;
  close(): Promise<void>;
}

export type OpenOffice = (
  folder: string,
  settings: Partial<RecordingSettings>,
  asked?: AskedFor,
) => Promise<TestOffice>;

const names = { organisation: 'Example Ltd', person: 'The recorded person', viewer: 'The viewer' } as const;

/** On the embedded store, as Plainsight itself makes it for one office. */
export const openEmbeddedOffice: OpenOffice = async (folder, settings, asked = {}) => {
  const office = unwrap(
    await openTrialOffice({
      folder: join(folder, 'office'),
      ...names,
      zone: 'UTC',
      settings,
      asked,
      passphraseWork: lightWork,
    }),
  );
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
    enrolmentFile: Buffer.from(signedEnrolment(office.keys, { ...enrolment, bucket })).toString(),
    viewerFile: { ...viewerFile, bucket: { ...viewerFile.bucket, ...reach } },
    passphrase: passphrase ?? '',
    keys: office.keys,
    device: unwrap(parseBucketSettings(bucket)),
    owner,
    proxy,
    // It does so by itself, as soon as a card arrives.
    confirmDevices: async () => {},
    close: async () => {
      owner.close();
      await proxy.close();
      await store.close();
    },
  };
};

/** On a real Ceph RADOS gateway, device and viewer each with a user of their own and the policy that is generated for them. */
export const openCephOffice: OpenOffice = async (folder, settings) => {
  const ceph = await startCeph(folder);
  const upstream = { endpoint: ceph.owner.endpoint, caCertificate: ceph.owner.caCertificate };
  const proxy = await startRecordingProxy(join(folder, 'proxy'), upstream);
  const { owner: own } = ceph;
  const reach = { endpoint: proxy.endpoint, caCertificate: proxy.caCertificate };
  const owner = openS3Store(unwrap(parseBucketSettings(own)));
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
  const { person } = enrolled;
  const deviceId = newDeviceId();
  const { signing, document } = keys;
  let administration = administrationSchema.parse({
    ...{ signing, document, people: [enrolled], access: [firstAccess(person, viewers, 1)] },
    viewers: [{ certificate: viewer.certificate, version: 1, accessKeyId: null, user: null, reached: [person] }],
    devices: [{ person, device: deviceId, at: 1, user: null }],
  });
  const concerned = { people: [person], viewers: [viewer.certificate.viewer] };
  unwrap(await publishChanges(administration, concerned, owner, '', 1));
  const viewerFile = await viewerFileFor(keys, viewer, passphrase, lightWork);
  const grants = {
    device: deviceGrant({ bucket: own.bucket, prefix: '' }, person, deviceId),
    viewer: viewerGrant({ bucket: own.bucket, prefix: '' }, viewer.certificate.viewer, [person]),
  };
  const users = Object.entries(grants).flatMap(([user, grant]) => (grant.role === 'limited' ? [{ user, grant }] : []));
  const device = await ceph.user('device');
  const looking = await ceph.user('viewer');
  await ceph.putPolicy(bucketPolicy(ceph.ownerUser, users, { bucket: own.bucket, prefix: '' }));
  const enrolment = newEnrolment(keys, {
    card: enrolled,
    device: deviceId,
    access: firstAccess(person, viewers, 1),
    bucket: { ...device, ...reach },
    issuedAt: 0,
    expiresAt: 1e15,
  });
  return {
    enrolment,
    enrolmentFile: Buffer.from(signedEnrolment(keys, enrolment)).toString(),
    viewerFile: { ...viewerFile, bucket: { ...looking, ...reach } },
    passphrase,
    keys,
    device: unwrap(parseBucketSettings({ ...device, ...reach })),
    owner,
    proxy,
    confirmDevices: async () => {
      const devices = unwrap(await readDevices(administration, enrolled, owner, ''));
      for (const { card } of devices) if (card !== null) administration = confirmDevice(administration, card, 2);
      unwrap(await publishChanges(administration, concerned, owner, '', 2));
    },
    close: async () => {
      owner.close();
      await proxy.close();
      await ceph.close();
    },
  };
};
