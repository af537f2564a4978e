import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import type { NewCredential } from '../../../../bucket/embedded/auth/credentials.ts';
import { type EmbeddedStore, startEmbeddedStore } from '../../../../bucket/embedded/server.ts';
import { unwrap } from '../../../../core/result.ts';
import { ask, type RawRequest, type WireRequest } from '../http/raw-request.ts';

export const put: RawRequest = { method: 'PUT', path: '/plainsight/k', body: 'body' };
export const get: RawRequest = { method: 'GET', path: '/plainsight/k' };

export let folder: string;
export let store: EmbeddedStore;
export let key: NewCredential;

export type Tamper = (wire: WireRequest) => void;

export const without =
  (name: string): Tamper =>
  (wire) => {
    delete wire.headers[name];
  };

/** Makes them anew for the file that calls it. */
export function prepareStore(): void {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plainsight-rejection-'));
    store = unwrap(await startEmbeddedStore({ folder, buckets: ['plainsight'] }));
    key = store.credentials.add({ role: 'owner' });
    expect((await ask(store, key, put)).status).toBe(200);
  });

  afterAll(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });
}
