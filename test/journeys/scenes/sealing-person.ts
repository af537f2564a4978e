import { join } from 'node:path';
import { DayKeeper } from '../../../agent/day/day-keeper.ts';
import { Uploader } from '../../../agent/upload/uploader.ts';
import { Vault } from '../../../agent/vault/vault.ts';
import { deviceKey } from '../../../bucket/layout.ts';
import type { ObjectStore } from '../../../bucket/object-store.ts';
import { openS3Store } from '../../../bucket/s3/s3-store.ts';
import type { BucketSettings } from '../../../bucket/settings.ts';
import { type Day, type DeviceId, deviceIdSchema } from '../../../core/ids.ts';
import { type Access, viewersOf } from '../../../core/organisation/access.ts';
import type { DeviceCard } from '../../../core/organisation/devices.ts';
import { erasureOf } from '../../../core/organisation/erasure.ts';
import type { Organisation } from '../../../core/organisation/organisation.ts';
import { unwrap } from '../../../core/result.ts';
import { dayBounds, zoneSchema } from '../../../core/time/calendar.ts';
import type { KnownPerson } from '../../../org/administration.ts';
import { type KeyPair, newKeyPair } from '../../../seal/age.ts';
import { writeDeviceCard } from '../../../seal/device-card.ts';
import { newSigningPair, signerOf } from '../../../seal/signing.ts';
import { settle, shotId } from '../../fixtures/agent/vaults.ts';
import { type DayPlace, dayPlace } from '../../fixtures/day/day-place.ts';
import { derivedObjectsOver } from '../../fixtures/day/derived-objects.ts';

export interface SealingOptions {
  readonly folder: string;
  readonly card: KnownPerson;
  readonly organisation: Organisation;
  /** What the person's agent knows of who may open their days. */
  readonly access: () => Access;
  /** With the device's credential. */
  readonly bucket: BucketSettings;
  readonly letter: string;
  /** As the enrolment names it; else the letter, 26 times. */
  readonly device?: DeviceId;
  /** Its card is in the bucket already. */
  readonly hasCard?: boolean;
  /** Puts what agents lay beside days too, as of this moment. */
  readonly besideAt?: () => number;
}

/** A person's device that seals days and uploads them with the product's own parts. */
export interface SealingPerson {
  readonly device: DeviceId;
  /** What the device asks to be confirmed with. */
  readonly deviceCard: DeviceCard;
  readonly employee: KeyPair;
  readonly store: ObjectStore;
  place(day: Day): DayPlace;
  /** Seals a closed day with a window of this title and a picture, and uploads it. */
  record(day: Day, title: string): Promise<void>;
  /** What was laid together of the day goes from this computer, as with the day. */
  forget(day: Day): void;
  close(): void;
}

const zone = zoneSchema.parse('UTC');

export async function startSealing(options: SealingOptions): Promise<SealingPerson> {
  const { card, organisation, access, bucket, letter } = options;
  const { person } = card;
  const device = options.device ?? deviceIdSchema.parse(letter.repeat(26));
  const employee = await newKeyPair();
  const signing = newSigningPair();
  const store = openS3Store(bucket);
  const vault = unwrap(Vault.open(join(options.folder, `vault-${letter}`)));
  const keeper = new DayKeeper({
    vault,
    person,
    device,
    prefix: bucket.prefix,
    zone,
    employee,
    sign: signerOf(signing.privateKey),
    recipients: (day) => [...viewersOf(access(), day), ...organisation.recovery],
    holdMs: () => 0,
  });
  const deviceCard = {
    format: 'plainsight-device/2',
    ...{ person, device, publicKey: signing.publicKey, recipient: employee.recipient, at: 1 },
  } as const;
  const written = writeDeviceCard(deviceCard, signing.privateKey, card.enrolmentKey);
  if (options.hasCard !== true) unwrap(await store.create(deviceKey(bucket.prefix, person, device), written));
  const viewers = (day: Day) => viewersOf(access(), day);
  const isErased = (day: Day) => erasureOf(access().erasures, 'days', day) !== null;
  const given = { vault, keeper, store, person, device, employee, privateKey: signing.privateKey };
  const always = () => [employee.recipient, ...organisation.recovery];
  const beside =
    options.besideAt === undefined
      ? null
      : derivedObjectsOver(
          { ...given, organisation: () => organisation, always },
          { viewers, isErased, clock: { now: options.besideAt } },
        );
  let shots = 0;
  return {
    device,
    deviceCard,
    employee,
    store,
    place: (day) => dayPlace(bucket.prefix, { person, day, device }),
    async record(day, title) {
      const { start, end } = dayBounds(day, zone);
      const app = { appId: 'editor', appName: 'Editor', site: null, withheld: null };
      unwrap(await keeper.keep(day, [{ kind: 'window', start, end: start + 1_000, title, ...app }], start));
      const shot = { at: start, id: shotId(++shots), monitor: 'one', width: 4, height: 4, sameAs: null, covered: 0 };
      unwrap(await keeper.keepShot({ ...shot, webp: new TextEncoder().encode(`picture of ${title}`) }));
      unwrap(await keeper.keep(day, [{ kind: 'shot', ...shot }], start));
      await settle(vault, keeper, end);
      const uploader = new Uploader({
        folder: vault.folder,
        outbox: vault.outbox,
        store,
        clock: { now: () => Date.now() },
        random: () => 0.5,
        onChange: () => {},
        ...(beside === null ? {} : { postUpload: beside }),
      });
      await uploader.flush();
      await uploader.stop();
    },
    forget: (day) => vault.months.forget(day),
    close() {
      store.close();
      vault.close();
    },
  };
}
