import { expect, it } from 'vitest';
import { deviceStatusFolder, deviceStatusKey } from '../../../bucket/layout.ts';
import type { DeviceStatus } from '../../../core/day/summary.ts';
import { daySchema } from '../../../core/ids.ts';
import { unwrap } from '../../../core/result.ts';
import { sealTo } from '../../../seal/age.ts';
import { signDocument } from '../../../seal/signing.ts';
import { makeDevice } from '../../fixtures/day/made-days.ts';
import { MemoryStore } from '../../fixtures/memory-store.ts';
import { parsedViewerFile, sessionOver } from '../../fixtures/organisation/managers.ts';
import { openOffice } from '../../fixtures/organisation/offices.ts';

it('what a computer wrote last is found among any number of names that somebody else put there', async () => {
  const store = new MemoryStore();
  const office = await openOffice(store);
  const { person, device, signing } = await makeDevice(store, office);
  const viewer = sessionOver(store, await parsedViewerFile(office), office);
  const known = unwrap(await viewer.person(person));
  const folder = deviceStatusFolder('', person);
  for (let each = 0; each < 2_000; each += 1) store.objects.set(`${folder}${each}.age`, new Uint8Array(1));
  const read = async () => unwrap(await viewer.deviceStatuses(known));
  // Nothing of the computer's is there yet: that is no problem of anybody's.
  expect(await read()).toEqual({ statuses: [], revoked: [], unconfirmed: [], problems: [] });
  const status: DeviceStatus = {
    ...({ format: 'plainsight-latest/1', person, device, at: 5, day: daySchema.parse('2026-06-03') } as const),
    ...{ zone: 'UTC', first: 1, last: 4, recordedMs: 3, waiting: [], stateMs: {} },
  };
  const to = [office.viewer.certificate.recipient];
  store.objects.set(deviceStatusKey('', person, device), await sealTo(to, signDocument(status, signing.privateKey)));
  store.calls.length = 0;
  expect((await read()).statuses).toMatchObject([{ device, at: 5 }]);
  expect(store.calls.filter(({ verb }) => verb === 'get')).toHaveLength(1);
});
