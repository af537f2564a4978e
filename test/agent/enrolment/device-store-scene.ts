import { DeviceStore, type ReachedStore } from '../../../agent/enrolment/device-store.ts';
import type { CredentialExchange } from '../../../bucket/credential-exchange.ts';
import type { NewCredential } from '../../../bucket/embedded/auth/credentials.ts';
import type { EmbeddedStore } from '../../../bucket/embedded/server.ts';
import { deviceStatusKey } from '../../../bucket/layout.ts';
import { deviceGrant } from '../../../bucket/rights.ts';
import { openS3Store } from '../../../bucket/s3/s3-store.ts';
import { type BucketSettings, parseBucketSettings } from '../../../bucket/settings.ts';
import { deviceIdSchema, personIdSchema } from '../../../core/ids.ts';
import { problem } from '../../../core/problem.ts';
import { fail, unwrap } from '../../../core/result.ts';
import { newKeyPair } from '../../../seal/age.ts';
import { codeOf } from '../../bucket/contract.ts';
import { newFolder } from '../../fixtures/folders.ts';

export const [person, device] = [personIdSchema.parse('p'.repeat(26)), deviceIdSchema.parse('d'.repeat(26))];
export const key = deviceStatusKey('', person, device);
export const bytes = Buffer.from('sealed');
export const { identity } = await newKeyPair();
export const cut = fail(problem('store-unreachable', { host: 'store.example.org', why: 'ECONNREFUSED' }));

export function handOut(store: EmbeddedStore): { given: NewCredential; bucket: BucketSettings } {
  const grant = deviceGrant({ bucket: 'plainsight', prefix: '' }, person, device);
  const given = store.credentials.addExchangeable(grant, 'device');
  const { endpoint, caCertificate } = store;
  return { given, bucket: unwrap(parseBucketSettings({ endpoint, caCertificate, bucket: 'plainsight', ...given })) };
}

export type Exchange = CredentialExchange['exchange'];
/** What happens to a request for an exchange on its way. */
export type Way = (ask: () => ReturnType<Exchange>) => ReturnType<Exchange>;

/** A device that can be ended without notice and started again on its folder. */
export function computer(bucket: BucketSettings, folder = newFolder()) {
  const world = { now: Date.now(), way: ((ask) => ask()) as Way, exchanges: 0, calls: 0 };
  const openStore = (settings: BucketSettings): ReachedStore => {
    const store = openS3Store(settings);
    return {
      ...store,
      put: (...args) => {
        world.calls += 1;
        return store.put(...args);
      },
      exchange: (...args) => {
        world.exchanges += 1;
        return world.way(() => store.exchange(...args));
      },
    };
  };
  const start = () => new DeviceStore({ folder, identity, bucket, openStore, clock: { now: () => world.now } });
  const send = async (store: DeviceStore): Promise<string> => codeOf(await store.put(key, bytes));
  return { folder, world, start, send };
}
