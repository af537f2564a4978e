import { gunzipSync } from 'node:zlib';
import type { ObjectStore } from '../../bucket/object-store.ts';
import { unwrap } from '../../core/result.ts';
import { type Identity, openWith, readIdentityFile } from '../../seal/age.ts';
import { viewerSecrets } from '../fixtures/viewer-secrets.ts';

/** Every object of a bucket by its key. */
export async function allObjects(store: ObjectStore): Promise<Map<string, Uint8Array>> {
  const listed = unwrap(await store.list(''));
  return new Map(await Promise.all(listed.map(async ({ key }) => [key, unwrap(await store.get(key))] as const)));
}

export async function viewerIdentity(viewerFile: unknown, passphrase: string): Promise<Identity> {
  return (await viewerSecrets(viewerFile, passphrase)).identity;
}

/** The plaintext of every activity object, by key, as one opens it who has nothing but `identity` and the age format. */
export async function openedActivity(
  objects: ReadonlyMap<string, Uint8Array>,
  identity: Identity,
): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const [key, sealed] of objects) {
    const folder = /^(.*\/)activity\/[^/]+$/.exec(key)?.[1];
    if (folder === undefined) continue;
    const wrapped = await openWith(identity, objects.get(`${folder}key.age`) ?? new Uint8Array());
    const dayKey = wrapped === null ? null : readIdentityFile(wrapped);
    const opened = dayKey === null ? null : await openWith(dayKey, sealed);
    if (opened === null) throw new Error(`${key} does not open`);
    texts.set(key, gunzipSync(opened).toString());
  }
  return texts;
}
