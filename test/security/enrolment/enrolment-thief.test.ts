import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmbeddedStore, startEmbeddedStore } from '../../../bucket/embedded/server.ts';
import {
  cardKey,
  classFolder,
  consentKey,
  dayKeyName,
  deviceKey,
  deviceStatusKey,
  orgKey,
  personFolder,
  recordClasses,
  viewsFolder,
} from '../../../bucket/layout.ts';
import type { ObjectStore } from '../../../bucket/object-store.ts';
import { deviceGrant, ownerGrant, viewerGrant } from '../../../bucket/rights.ts';
import { openS3Store } from '../../../bucket/s3/s3-store.ts';
import { type BucketSettings, parseBucketSettings } from '../../../bucket/settings.ts';
import { daySchema, deviceIdSchema, recordIdSchema } from '../../../core/ids.ts';
import type { DeviceCard } from '../../../core/organisation/devices.ts';
import { ok, unwrap } from '../../../core/result.ts';
import { firstAccess } from '../../../org/access.ts';
import { type Administration, accessOf, administrationSchema, type KnownPerson } from '../../../org/administration.ts';
import { confirmDevice, deviceWithCode, readDevices } from '../../../org/devices.ts';
import { enrolPerson, newDeviceId } from '../../../org/enrolment.ts';
import { createOrganisation, type OrganisationKeys, publishOrganisation } from '../../../org/organisation.ts';
import { publishChanges } from '../../../org/publication.ts';
import { rewrapDays } from '../../../org/rewrap.ts';
import { type NewViewer, newViewer } from '../../../org/viewers.ts';
import { type Identity, type KeyPair, newKeyPair, openWith } from '../../../seal/age.ts';
import { writeDeviceCard } from '../../../seal/device-card.ts';
import { newSigningPair, type SigningPair, signDocument } from '../../../seal/signing.ts';
import { createManager, type Manager } from '../../../viewer/manager.ts';
import { codeOf } from '../../bucket/contract.ts';
import { bareClient, refusal } from '../../bucket/scratch.ts';
import { controller } from '../../fixtures/organisation/offices.ts';
import { type SealingPerson, startSealing } from '../../journeys/scenes/sealing-person.ts';

const bucket = 'plainsight';
const [first, second] = [daySchema.parse('2026-06-01'), daySchema.parse('2026-06-02')];
const everyDay = { from: null, to: null };

/**
 * Somebody got hold of the file for a person's second computer, and uses its credential and its key against the real store, the real viewer and the
 * real sealing anew. The person's first computer is confirmed and records.
 */
describe('the holder of an enrolment file', () => {
  let folder: string;
  let store: EmbeddedStore;
  let owner: ObjectStore;
  let keys: OrganisationKeys;
  let office: Administration;
  let known: KnownPerson;
  let viewer: NewViewer;
  let person: SealingPerson;
  let manager: Manager;
  let settings: BucketSettings;
  let thief: ObjectStore;
  let stolen: KeyPair;
  let signing: SigningPair;
  let card: DeviceCard;
  const own = newDeviceId();

  const settingsOf = (credential: object): BucketSettings => {
    const { endpoint, caCertificate } = store;
    return unwrap(parseBucketSettings({ endpoint, caCertificate, bucket, ...credential }));
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'thief-'));
    store = unwrap(await startEmbeddedStore({ folder: join(folder, 'store'), buckets: [bucket] }));
    owner = openS3Store(settingsOf(store.credentials.add(ownerGrant)));
    keys = await createOrganisation({ name: 'Example', controller });
    unwrap(await publishOrganisation(keys, owner, ''));
    viewer = await newViewer(keys, 'Viewer', 1);
    const { certificate } = viewer;
    known = unwrap(await enrolPerson(keys, { name: 'One', zone: 'UTC', viewers: [certificate] }, owner, ''));
    const { person: id } = known;
    const device = newDeviceId();
    office = administrationSchema.parse({
      ...{ signing: keys.signing, document: keys.document, people: [known] },
      access: [firstAccess(id, [certificate], 1)],
      viewers: [{ certificate, version: 1, accessKeyId: null, user: null, reached: [id] }],
      devices: [device, own].map((each) => ({ person: id, device: each, at: 1, user: null })),
    });
    person = await startSealing({
      ...{ folder, card: known, organisation: keys.document, letter: 'a', device },
      access: () => accessOf(office, id),
      bucket: settingsOf(store.credentials.add(deviceGrant({ bucket, prefix: '' }, id, device))),
    });
    office = confirmDevice(office, person.deviceCard, 2);
    await publish();
    await person.record(first, 'the first day');
    await person.record(second, 'the second day');

    settings = settingsOf(store.credentials.add(deviceGrant({ bucket, prefix: '' }, id, own)));
    thief = openS3Store(settings);
    stolen = await newKeyPair();
    signing = newSigningPair();
    card = cardOf(own);
    const signedCertificate = Buffer.from(signDocument(certificate, keys.signing.privateKey)).toString('base64');
    const about = { organisation: 'Example', organisationKey: keys.signing.publicKey, certificate, signedCertificate };
    const looking = settingsOf(store.credentials.add(viewerGrant({ bucket, prefix: '' }, certificate.viewer, [id])));
    const { identity, privateKey } = viewer;
    manager = createManager({
      file: { ...about, secrets: new Uint8Array(), bucket: looking },
      openStore: openS3Store,
      clock: { now: () => Date.now() },
      kept: { read: async () => ({ identity, privateKey }), write: async () => ok(null), remove: async () => true },
    });
  });

  afterAll(async () => {
    manager?.close();
    person?.close();
    thief?.close();
    owner?.close();
    await store?.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  async function publish(): Promise<void> {
    const viewers = [viewer.certificate.viewer];
    unwrap(await publishChanges(office, { people: [known.person], viewers }, owner, '', 3));
  }

  function cardOf(device: DeviceCard['device']): DeviceCard {
    const { publicKey } = signing;
    return {
      format: 'plainsight-device/2',
      person: known.person,
      device,
      publicKey,
      recipient: stolen.recipient,
      at: 2,
    };
  }
  const written = (of: DeviceCard): Uint8Array => writeDeviceCard(of, signing.privateKey, known.enrolmentKey);

  /** Which of all objects of the person this identity opens. */
  async function openedBy(identity: Identity): Promise<string[]> {
    const found: string[] = [];
    for (const { key } of unwrap(await owner.list(personFolder('', known.person)))) {
      if (!key.endsWith('.age')) continue;
      if ((await openWith(identity, unwrap(await owner.get(key)))) !== null) found.push(key);
    }
    return found;
  }

  function rewrap() {
    const identity = keys.recovery[0]?.identity ?? ('' as never);
    const options = { store: owner, prefix: '', organisation: keys.document, identity };
    return rewrapDays({ access: accessOf(office, known.person), spans: [everyDay] }, options);
  }
  const look = (reason: string) => manager.service.openDay({ person: known.person, day: first, reason });

  /** What holds whatever was put into the bucket: the day of the person opens, nobody else's device counts, and nothing is the thief's. */
  async function expectNothingGained(): Promise<void> {
    expect(await openedBy(stolen.identity)).toEqual([]);
    const report = unwrap(await rewrap());
    expect(report.sealed).toBe(4);
    const opened = unwrap(await look('a test'));
    expect(opened.devices.map(({ device }) => device)).toEqual([person.device]);
    expect(opened.devices[0]?.view?.windows.map(({ title }) => title)).toEqual(['the first day']);
    expect(opened.devices[0]?.chain.faults.filter(({ kind }) => kind !== 'missing')).toEqual([]);
    // Sealed anew, and after all these looks left receipts.
    expect(await openedBy(stolen.identity)).toEqual([]);
    expect(
      (await openedBy(person.employee.identity)).some((key) => key.startsWith(viewsFolder('', known.person))),
    ).toBe(true);
  }

  it('reads and overwrites nothing that is not its own device’s, and its own card once', async () => {
    const { person: id } = known;
    const record = recordIdSchema.parse('r'.repeat(26));
    const body = Buffer.from('x');
    const foreign = [
      ...[
        deviceKey('', id, person.device),
        deviceStatusKey('', id, person.device),
        consentKey('', id, person.device, record),
      ],
      ...[person.place(first).keyOf(dayKeyName('days')), `${person.place(first).folder}${own}/x`, cardKey('', id)],
      orgKey(''),
      ...[`${personFolder('', id)}access.json`, `${personFolder('', id)}views/x.age`, deviceKey('', id, newDeviceId())],
    ];
    for (const key of foreign) {
      expect([key, codeOf(await thief.put(key, body))]).toEqual([key, 'store-denied']);
      expect([key, codeOf(await thief.create(key, body))]).toEqual([key, 'store-denied']);
    }
    for (const key of [
      person.place(first).keyOf(dayKeyName('days')),
      cardKey('', id),
      deviceKey('', id, person.device),
    ])
      expect([key, codeOf(await thief.get(key))]).toEqual([key, 'store-denied']);
    for (const prefix of [
      '',
      personFolder('', id),
      ...recordClasses.map((each) => classFolder('', each, id)),
      `${personFolder('', id)}devices/`,
    ])
      expect(codeOf(await thief.list(prefix))).toBe('store-denied');
    expect(codeOf(await thief.put(deviceKey('', id, own), written(card)))).toBe('store-denied');
    expect(codeOf(await thief.create(deviceKey('', id, own), written(card)))).toBe('ok');
    const again = written({ ...card, at: 9 });
    expect(codeOf(await thief.create(deviceKey('', id, own), again))).toBe('object-exists');
    expect(codeOf(await thief.put(deviceKey('', id, own), again))).toBe('store-denied');
    const gone = await refusal(
      bareClient(settings).send(new DeleteObjectCommand({ Bucket: bucket, Key: deviceKey('', id, own) })),
    );
    expect(gone).toMatchObject({ status: 403 });
    expect(Buffer.from(unwrap(await owner.get(deviceKey('', id, own)))).equals(written(card))).toBe(true);
  });

  it('gains nothing by a card with a recipient of its own, before and after days are sealed anew', expectNothingGained);

  it('gains nothing by days under its device: they are named, and nothing of them is opened', async () => {
    const impostor = await startSealing({
      ...{ folder, card: known, organisation: keys.document, letter: 't', device: own, hasCard: true },
      access: () => accessOf(office, known.person),
      bucket: settings,
    });
    await impostor.record(first, 'a day that was made up');
    impostor.close();
    const { unconfirmed } = unwrap(await look('a test'));
    expect(unconfirmed.map(({ device }) => device)).toEqual([own]);
    expect(unwrap(await rewrap()).left.map(({ place, why }) => [place.device, place.keyClass, why.code])).toEqual([
      [own, 'days', 'rewrap-device-unconfirmed'],
      [own, 'shots', 'rewrap-device-unconfirmed'],
    ]);
    await expectNothingGained();
  });

  it('gains nothing together with the operator of the bucket, who puts cards wherever they like', async () => {
    const { person: id } = known;
    const madeUp = deviceIdSchema.parse('z'.repeat(26));
    const genuine = unwrap(await owner.get(deviceKey('', id, person.device)));
    unwrap(await owner.put(deviceKey('', id, madeUp), written(cardOf(madeUp))));
    unwrap(await owner.put(deviceKey('', id, person.device), written(cardOf(person.device))));
    await expectNothingGained();
    unwrap(await owner.put(deviceKey('', id, person.device), genuine));
  });

  it('is not confirmed by the code of the person’s own computer, nor by one that is not on its card', async () => {
    const devices = unwrap(await readDevices(office, known, owner, ''));
    for (const typed of ['', '0000-0000-0000-0000-0000', known.person, own])
      expect(codeOf(await deviceWithCode(devices, typed, office))).toBe('device-unknown');
  });
});
