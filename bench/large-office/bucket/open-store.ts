import type { NewCredential } from '../../../bucket/embedded/auth/credentials.ts';
import { type EmbeddedStore, startEmbeddedStore } from '../../../bucket/embedded/server.ts';
import { ownerGrant, viewerGrant } from '../../../bucket/rights.ts';
import { unwrap } from '../../../core/result.ts';
import { viewerFileFor } from '../../../org/viewers.ts';
import { Bodies } from '../bodies.ts';
import { type OfficeSize, planOffice } from '../plan.ts';
import { officeBucket, writeIndex } from './index-rows.ts';
import { madeDisk } from './made-disk.ts';

export const officePassphrase = 'a large office, made up';

/** How a made-up office is reached. */
export interface OfficeReach {
  /** How many objects there are. */
  readonly objects: number;
  readonly generatedMs: number;
  /** The viewer's file, as JSON; `officePassphrase` opens it. */
  readonly viewerFile: unknown;
  /** Settings of the bucket with an owner's credential. */
  readonly owner: unknown;
}

/**
 * Makes an office in `folder` and starts the embedded store on it: HTTPS, signatures, credentials, an index of every object. Bodies are
 * made as they are read.
 */
export async function openOfficeStore(
  folder: string,
  size: OfficeSize,
): Promise<{ store: EmbeddedStore; reach: OfficeReach }> {
  const startedAt = performance.now();
  const bodies = await Bodies.open(planOffice(size));
  const objects = await writeIndex(folder, bodies);
  const generatedMs = performance.now() - startedAt;
  const store = unwrap(await startEmbeddedStore({ folder, disk: madeDisk(bodies) }));
  const { organisation, viewer } = bodies.cast;
  const people = bodies.plan.workers.map(({ person }) => person);
  const settings = (credential: NewCredential) => ({
    endpoint: store.endpoint,
    caCertificate: store.caCertificate,
    bucket: officeBucket,
    ...credential,
  });
  // Opened within milliseconds instead of a second, so that the bench can begin many sessions.
  const file = await viewerFileFor(organisation, viewer, officePassphrase, 10);
  const viewing = store.credentials.add(
    viewerGrant({ bucket: officeBucket, prefix: '' }, viewer.certificate.viewer, people),
    'viewer',
  );
  return {
    store,
    reach: {
      objects,
      generatedMs,
      viewerFile: { ...file, bucket: settings(viewing) },
      owner: settings(store.credentials.add(ownerGrant, 'owner')),
    },
  };
}
