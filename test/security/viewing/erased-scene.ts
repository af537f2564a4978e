import { beforeAll, beforeEach } from 'vitest';
import { dayKeyName, isPictureName, orgKey, sheetName, shotName } from '../../../bucket/layout.ts';
import { daySchema, type PersonId, personIdSchema } from '../../../core/ids.ts';
import type { ErasedClass } from '../../../core/organisation/erasure.ts';
import { unwrap } from '../../../core/result.ts';
import { keysOf } from '../../../org/administration.ts';
import { orderErasure } from '../../../org/erasure/erasure-order.ts';
import { publishOrganisation } from '../../../org/organisation.ts';
import { publishChanges } from '../../../org/publication.ts';
import { Recovery } from '../../../viewer/day/recovery.ts';
import type { ViewerFile } from '../../../viewer/session/viewer-file.ts';
import { codeOf } from '../../bucket/contract.ts';
import { shotId } from '../../fixtures/agent/vaults.ts';
import { type MadeDay, type MadeDevice, makeDay, makeDevice } from '../../fixtures/day/made-days.ts';
import { MemoryStore } from '../../fixtures/memory-store.ts';
import { openManagerOver, parsedViewerFile } from '../../fixtures/organisation/managers.ts';
import { type Office, openOffice } from '../../fixtures/organisation/offices.ts';

export const day = daySchema.parse('2026-06-01');
export const before = Date.parse('2026-06-20T00:00:00Z');
export const picturesOver = Date.parse('2026-07-01T00:00:00Z');
export const allOver = Date.parse('2026-08-30T00:00:00Z');
export const orderedOn = '2026-06-10';

export const built = new MemoryStore();
export const store = new MemoryStore();
export let office: Office;
export let file: ViewerFile;
export let device: MadeDevice;
export let made: MadeDay;
export let other: MadeDay;
export let stranger: PersonId;

/** Makes the day once, and puts everything back before each case. */
export function prepareErased(): void {
  beforeAll(makeAll);
  beforeEach(putBack);
}

async function makeAll(): Promise<void> {
  office = await openOffice(built);
  file = await parsedViewerFile(office);
  device = await makeDevice(built, office);
  made = await makeDay(built, office, device, { day });
  other = await makeDay(built, office, device, { day: daySchema.parse('2026-06-02'), from: 20 });
  stranger = personIdSchema.parse('8'.repeat(26));
}

const asBuilt = () => structuredClone(office.administration);
export let administration: Office['administration'];

function putBack(): void {
  store.objects.clear();
  for (const [key, bytes] of built.objects) store.objects.set(key, bytes);
  administration = asBuilt();
}

export const isPictures = (name: string) => isPictureName(name) || name === dayKeyName('shots');
export const pictureNames = [...[0, 1, 2].map(sheetName), ...[0, 1, 2].map((each) => shotName(shotId(each)))];

export function remove(is: (name: string) => boolean): void {
  for (const key of made.keys()) if (is(made.nameOf(key) ?? '')) store.objects.delete(key);
}

export type Ordered = 'nothing' | 'pictures' | 'the day' | 'another day' | 'another person';
const classesOf: Readonly<Record<Ordered, readonly ErasedClass[]>> = {
  nothing: [],
  pictures: ['shots'],
  'the day': ['days', 'shots'],
  'another day': ['days', 'shots'],
  'another person': ['days', 'shots'],
};

/** The organisation orders it, and tells everybody. */
export async function order(ordered: Ordered): Promise<void> {
  if (ordered === 'nothing') return;
  const classes = [...classesOf[ordered]];
  const on = ordered === 'another day' ? daySchema.parse('2026-05-31') : day;
  const person = ordered === 'another person' ? stranger : device.person;
  const at = Date.parse(`${orderedOn}T10:00:00Z`);
  const made = unwrap(orderErasure(administration, { person, from: on, to: on, classes, at }));
  administration = made.administration;
  const { viewer } = office.viewer.certificate;
  unwrap(await publishChanges(administration, { people: [person], viewers: [viewer] }, store, '', at));
}

/** What a manager is told: why the day does not open, else its faults, what is rightly gone, and whether a picture is shown. */
export async function seen(now: number) {
  const { service, close } = openManagerOver(store, file, office, { clock: { now: () => now } });
  try {
    const opened = await service.openDay({ person: device.person, day, reason: 'test' });
    if (!opened.ok) return opened.problem.code;
    let found = unwrap(await service.checkDay({ person: device.person, day }));
    while (found.done < found.total) found = unwrap(await service.checkDay({ person: device.person, day }));
    const picture = await service.picture({ person: device.person, day, device: device.device, id: shotId(0) });
    const chain = found.devices[0]?.chain;
    const faults = new Map<string, number>();
    for (const { kind } of chain?.faults ?? []) faults.set(kind, (faults.get(kind) ?? 0) + 1);
    const said = [
      ...[...faults].map(([kind, count]) => `${count} ${kind}`),
      ...(chain?.erased === undefined ? [] : [`${chain.erased.objects} erased on ${chain.erased.on}`]),
      ...(chain?.expired === undefined ? [] : [`${chain.expired.objects} expired`]),
      codeOf(picture),
    ];
    return `${chain?.state}: ${said.join(', ')}`;
  } finally {
    close();
  }
}

/** The organisation says anew for how long everything is kept, under its next version; answers the document of before. */
export async function sayAnew(least: number): Promise<Uint8Array> {
  const before = store.objects.get(orgKey('')) ?? no;
  const { document } = administration;
  const kept = { least, most: least + 30 };
  const purposes = document.purposes.map((each) => ({ ...each, keptDays: kept }));
  administration = { ...administration, document: { ...document, version: document.version + 1, purposes } };
  unwrap(await publishOrganisation(keysOf(administration), store, ''));
  return before;
}

export const recovering = (now: number) => {
  const identity = office.keys.recovery[0]?.identity ?? ('' as never);
  const { publicKey } = office.keys.signing;
  return new Recovery({ store, prefix: '', identity, organisationKey: publicKey, now: () => now });
};

export const no = new Uint8Array();
