import { join } from 'node:path';
import { startEmbeddedStore } from '../../../bucket/embedded/server.ts';
import type { ObjectStore } from '../../../bucket/object-store.ts';
import { deviceGrant, ownerGrant } from '../../../bucket/rights.ts';
import { openS3Store } from '../../../bucket/s3/s3-store.ts';
import { parseBucketSettings } from '../../../bucket/settings.ts';
import type { Organisation, RecordingSettings } from '../../../core/organisation/organisation.ts';
import { unwrap } from '../../../core/result.ts';
import { firstAccess } from '../../../org/access.ts';
import { enrolPerson, newDeviceId, newEnrolment, signedEnrolment } from '../../../org/enrolment.ts';
import { createOrganisation, publishOrganisation } from '../../../org/organisation.ts';
import { newViewer } from '../../../org/viewers.ts';
import type { Identity } from '../../../seal/age.ts';
import { controller } from '../../fixtures/organisation/offices.ts';

/** An organisation on an embedded store that gives out an enrolment file and can change its mind. */
export interface LivingOffice {
  /** The content of the person's `*.plainsight` file. */
  readonly enrolmentFile: string;
  /** Opens what is in the bucket, as a viewer may. */
  readonly viewer: Identity;
  /** Reads everything. */
  readonly owner: ObjectStore;
  /** Publishes a changed document, one version higher. */
  publish(change: (document: Organisation) => Partial<Organisation>): Promise<void>;
  close(): Promise<void>;
}

export async function openLivingOffice(
  folder: string,
  settings: Partial<RecordingSettings>,
  issuedAt: number,
): Promise<LivingOffice> {
  const bucket = 'plainsight';
  const store = unwrap(await startEmbeddedStore({ folder: join(folder, 'store'), buckets: [bucket] }));
  const { endpoint, caCertificate } = store;
  const owner = openS3Store(
    unwrap(parseBucketSettings({ endpoint, bucket, caCertificate, ...store.credentials.add(ownerGrant, 'owner') })),
  );
  let keys = await createOrganisation({ name: 'Example Ltd', controller, settings });
  unwrap(await publishOrganisation(keys, owner, ''));
  const viewer = await newViewer(keys, 'The viewer', issuedAt);
  const viewers = [viewer.certificate];
  const card = unwrap(await enrolPerson(keys, { name: 'The enrolled person', zone: 'UTC', viewers }, owner, ''));
  const device = newDeviceId();
  const credential = store.credentials.add(deviceGrant({ bucket, prefix: '' }, card.person, device), 'device');
  const enrolment = newEnrolment(keys, {
    card,
    device,
    access: firstAccess(card.person, viewers, issuedAt),
    bucket: { endpoint, bucket, caCertificate, ...credential },
    issuedAt,
    expiresAt: issuedAt + 7 * 24 * 3_600_000,
  });
  return {
    enrolmentFile: Buffer.from(signedEnrolment(keys, enrolment)).toString(),
    viewer: viewer.identity,
    owner,
    publish: async (change) => {
      const { document } = keys;
      keys = { ...keys, document: { ...document, ...change(document), version: document.version + 1 } };
      unwrap(await publishOrganisation(keys, owner, ''));
    },
    close: async () => {
      owner.close();
      await store.close();
    },
  };
}
