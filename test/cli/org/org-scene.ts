import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type EmbeddedStore, startEmbeddedStore } from '../../../bucket/embedded/server.ts';
import type { ObjectStore } from '../../../bucket/object-store.ts';
import { ownerGrant } from '../../../bucket/rights.ts';
import { openS3Store } from '../../../bucket/s3/s3-store.ts';
import { parseBucketSettings } from '../../../bucket/settings.ts';
import { unwrap } from '../../../core/result.ts';
import { removeFolder } from '../../fixtures/folders.ts';
import { type Ended, run } from '../process.ts';

/** An organisation on an embedded store, made and changed by commands alone. */
export interface OrgScene {
  readonly folder: string;
  readonly at: (...names: string[]) => string;
  readonly env: NodeJS.ProcessEnv & { readonly PLAINSIGHT_PASSPHRASE: string };
  /** The option that makes credentials on the store. */
  readonly onStore: readonly string[];
  /** `plainsight org ACTION` on the organisation's folder and bucket. */
  org(action: string, ...more: string[]): Promise<Ended>;
  /** The same, which has to succeed; what it printed. */
  done(action: string, ...more: string[]): Promise<string>;
  /** Starts the store and makes the organisation, before anything else is asked. `bucket` has the owner's credential. */
  open(): Promise<{ readonly store: EmbeddedStore; readonly bucket: ObjectStore }>;
  close(): Promise<void>;
}

export function orgScene(name: string): OrgScene {
  const folder = mkdtempSync(join(tmpdir(), `${name}-`));
  const at = (...names: string[]): string => join(folder, ...names);
  const env = { ...process.env, PLAINSIGHT_PASSPHRASE: 'four plain words here' };
  const opened: { close(): unknown }[] = [];
  const org = (action: string, ...more: string[]): Promise<Ended> =>
    run(['org', action, '--folder', at('org'), '--bucket', at('bucket.json'), ...more], env);
  const done = async (action: string, ...more: string[]): Promise<string> => {
    const ended = await org(action, ...more);
    expect(ended).toMatchObject({ code: 0, err: '' });
    return ended.out;
  };
  return {
    ...{ folder, at, env, onStore: ['--store', at('store')], org, done },
    async open() {
      const store = unwrap(await startEmbeddedStore({ folder: at('store'), buckets: ['plainsight'] }));
      opened.push(store);
      const { endpoint, caCertificate, credentials } = store;
      const settings = { endpoint, caCertificate, bucket: 'plainsight', ...credentials.add(ownerGrant, 'owner') };
      writeFileSync(at('bucket.json'), JSON.stringify(settings));
      const bucket = openS3Store(unwrap(parseBucketSettings(settings)));
      opened.push(bucket);
      const contact = ['--email', 'o@example.com', '--address', '1 Street', '--phone', '+1 555', '--country', 'DE'];
      await done('create', '--name', 'Example', ...contact);
      return { store, bucket };
    },
    async close() {
      for (const each of opened.toReversed()) await each.close();
      await removeFolder(folder);
    },
  };
}
