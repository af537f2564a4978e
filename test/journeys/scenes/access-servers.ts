import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoreGrant } from '../../../bucket/embedded/auth/authorisation.ts';
import { startEmbeddedStore } from '../../../bucket/embedded/server.ts';
import { type BucketSettings, parseBucketSettings } from '../../../bucket/settings.ts';
import { unwrap } from '../../../core/result.ts';
import { bucketPolicy } from '../../../org/bucket-policy.ts';
import { startCeph } from '../../fixtures/ceph.ts';

type Limited = Extract<StoreGrant, { role: 'limited' }>;

/** A server, with a bucket for keys, on which everybody has a credential of their own, with the rights of a grant that can change. */
export interface AccessServer {
  readonly owner: BucketSettings;
  /** Gives `user` these rights and no others; makes their credential the first time. */
  grant(user: string, grant: StoreGrant): Promise<BucketSettings>;
  close(): Promise<void>;
}

export type StartServer = (folder: string) => Promise<AccessServer>;

export const startEmbedded: StartServer = async (folder) => {
  await mkdir(folder, { recursive: true });
  const store = unwrap(await startEmbeddedStore({ folder: join(folder, 'store'), buckets: ['plainsight', 'keys'] }));
  const { endpoint, caCertificate, credentials } = store;
  const reach = (credential: object) =>
    unwrap(parseBucketSettings({ endpoint, caCertificate, bucket: 'plainsight', keysBucket: 'keys', ...credential }));
  const known = new Map<string, BucketSettings>();
  return {
    owner: reach(credentials.add({ role: 'owner' })),
    async grant(user, grant) {
      const before = known.get(user);
      if (before !== undefined) credentials.change(before.accessKeyId, grant);
      const settings = before ?? reach(credentials.add(grant, user));
      known.set(user, settings);
      return settings;
    },
    close: () => store.close(),
  };
};

/** Ceph's gateway with the policy that is generated for all of them. */
export const startGateway: StartServer = async (folder) => {
  await mkdir(folder, { recursive: true });
  const ceph = await startCeph(folder);
  const { keysBucket } = ceph;
  const owner = unwrap(parseBucketSettings({ ...ceph.owner, keysBucket }));
  const known = new Map<string, BucketSettings>();
  const grants = new Map<string, Limited>();
  return {
    owner,
    async grant(user, grant) {
      if (grant.role !== 'limited') throw new Error('only the owner owns the bucket');
      const settings = known.get(user) ?? unwrap(parseBucketSettings({ ...(await ceph.user(user)), keysBucket }));
      known.set(user, settings);
      grants.set(user, grant);
      const users = [...grants].map(([name, of]) => ({ user: name, grant: of }));
      for (const bucket of [owner.bucket, keysBucket])
        await ceph.putPolicy(bucketPolicy(ceph.ownerUser, users, owner, bucket), bucket);
      return settings;
    },
    close: () => ceph.close(),
  };
};
