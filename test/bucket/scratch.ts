import { mkdtemp, rm } from 'node:fs/promises';
import { Agent } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { onTestFinished } from 'vitest';
import type { StoreGrant } from '../../bucket/embedded/auth/authorisation.ts';
import type { EmbeddedStore, EmbeddedStoreOptions } from '../../bucket/embedded/server.ts';
import { startEmbeddedStore } from '../../bucket/embedded/server.ts';
import type { BucketSettings } from '../../bucket/settings.ts';
import { parseBucketSettings } from '../../bucket/settings.ts';
import { unwrap } from '../../core/result.ts';

/** A folder that is gone when the test ends. */
export async function scratchFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'plainsight-bucket-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** An embedded store with a bucket `plainsight`, closed when the test ends. */
export async function scratchStore(options: Partial<EmbeddedStoreOptions> = {}): Promise<EmbeddedStore> {
  const folder = options.folder ?? (await scratchFolder());
  const store = unwrap(await startEmbeddedStore({ buckets: ['plainsight'], ...options, folder }));
  onTestFinished(() => store.close());
  return store;
}

/** Settings of a new credential of `store` with the rights of `grant`. */
export function settingsFor(
  store: EmbeddedStore,
  grant: StoreGrant = { role: 'owner' },
  change: Record<string, unknown> = {},
): BucketSettings {
  const credential = store.credentials.add(grant);
  return unwrap(
    parseBucketSettings({
      endpoint: store.endpoint,
      bucket: 'plainsight',
      caCertificate: store.caCertificate,
      ...credential,
      ...change,
    }),
  );
}

/** The bare SDK with its defaults, for calls that the product does not make. */
export function bareClient(settings: BucketSettings): S3Client {
  const client = new S3Client({
    endpoint: settings.endpoint,
    region: settings.region,
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: { accessKeyId: settings.accessKeyId, secretAccessKey: settings.secretAccessKey.reveal() },
    requestHandler: { httpsAgent: new Agent({ keepAlive: true, ca: settings.caCertificate }) },
  });
  onTestFinished(() => client.destroy());
  return client;
}

/** HTTP status and S3 code of a call that must fail. */
export async function refusal(call: Promise<unknown>): Promise<{ status: unknown; code: unknown }> {
  try {
    await call;
  } catch (error) {
    const metadata: unknown = Reflect.get(Object(error), '$metadata');
    return { status: Reflect.get(Object(metadata), 'httpStatusCode'), code: Reflect.get(Object(error), 'name') };
  }
  return { status: 'accepted', code: 'accepted' };
}
