import { DatabaseSync } from 'node:sqlite';
import { AccessLogReader } from '../../../agent/page/access-log.ts';
import { VaultDatabase } from '../../../agent/vault/database.ts';
import { ReceiptIndex } from '../../../agent/vault/receipt-index.ts';
import type { ObjectStore } from '../../../bucket/object-store.ts';
import { openS3Store } from '../../../bucket/s3/s3-store.ts';
import type { BucketSettings } from '../../../bucket/settings.ts';
import type { PersonId } from '../../../core/ids.ts';
import { ok, unwrap } from '../../../core/result.ts';
import type { OrganisationKeys } from '../../../org/organisation.ts';
import type { NewViewer } from '../../../org/viewers.ts';
import type { PublicKey } from '../../../seal/signing.ts';
import { signDocument } from '../../../seal/signing.ts';
import { createManager, type Manager } from '../../../viewer/manager.ts';
import { askAgain } from '../../fixtures/organisation/receipts.ts';
import type { SealingPerson } from './sealing-person.ts';

export interface OpenManager {
  readonly manager: Manager;
  /** What was asked of the bucket, in order. */
  readonly calls: string[];
}

/** The manager's side of `viewer`, with an open key, reaching the bucket with the credential that is given. */
export function openManager(
  keys: OrganisationKeys,
  { certificate, identity, privateKey }: NewViewer,
  bucket: BucketSettings,
): OpenManager {
  const signedCertificate = Buffer.from(signDocument(certificate, keys.signing.privateKey)).toString('base64');
  const file = { organisation: 'Example', organisationKey: keys.signing.publicKey, certificate, signedCertificate };
  const calls: string[] = [];
  const manager = createManager({
    file: { ...file, secrets: new Uint8Array(), bucket },
    openStore: (settings) => watched(openS3Store(settings), calls),
    clock: { now: () => Date.now() },
    kept: { read: async () => ({ identity, privateKey }), write: async () => ok(null), remove: async () => true },
  });
  return { manager, calls };
}

/** What the person sees of who looked. */
export async function seenBy({ store, employee }: SealingPerson, person: PersonId, organisationKey: PublicKey) {
  const database = new DatabaseSync(':memory:');
  const reader = new AccessLogReader({
    index: new ReceiptIndex(new VaultDatabase(database)),
    store,
    prefix: '',
    person,
    identity: employee.identity,
    signers: () => organisationKey,
  });
  const seen = unwrap(await reader.read(askAgain));
  database.close();
  return seen;
}

function watched(store: ObjectStore, calls: string[]): ObjectStore {
  const note = <T>(call: string, answer: T): T => {
    calls.push(call);
    return answer;
  };
  return {
    put: (key, body, signal) => note(`put ${key}`, store.put(key, body, signal)),
    create: (key, body, signal) => note(`put ${key}`, store.create(key, body, signal)),
    get: (key, signal) => note(`get ${key}`, store.get(key, signal)),
    list: (prefix, signal) => note(`list ${prefix}`, store.list(prefix, signal)),
    listFolders: (prefix, signal) => note(`list ${prefix}`, store.listFolders(prefix, signal)),
    close: () => store.close(),
  };
}
