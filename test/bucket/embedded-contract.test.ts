import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { EmbeddedStore } from '../../bucket/embedded/server.ts';
import { startEmbeddedStore } from '../../bucket/embedded/server.ts';
import { dayObjectKey } from '../../bucket/layout.ts';
import { deviceGrant, ownerGrant } from '../../bucket/rights.ts';
import { daySchema, deviceIdSchema, idFromRandom, personIdSchema } from '../../core/ids.ts';
import { unwrap } from '../../core/result.ts';
import type { ContractServer } from './contract.ts';
import { describeContract } from './contract.ts';
import { settingsFor } from './scratch.ts';

const person = personIdSchema.parse(idFromRandom(new Uint8Array(26).fill(7)));
const device = deviceIdSchema.parse(idFromRandom(new Uint8Array(26).fill(8)));
let folder: string;
let store: EmbeddedStore;
let server: ContractServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plainsight-bucket-'));
  store = unwrap(await startEmbeddedStore({ folder, buckets: ['plainsight'] }));
  server = {
    owner: settingsFor(store, ownerGrant),
    device: settingsFor(store, deviceGrant({ bucket: 'plainsight', prefix: '' }, person, device)),
    devicePrefix: dayObjectKey('', { person, day: daySchema.parse('2026-11-22'), device }, ''),
  };
});

afterAll(async () => {
  await store?.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

describeContract('the embedded store', () => server, 2500);
