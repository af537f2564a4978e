import type { DeviceId, PersonId, ViewerId } from '../core/ids.ts';
import type { LimitedGrant, StoreGrant, StoreRule } from './embedded/auth/authorisation.ts';
import {
  accessKey,
  cardKey,
  classFolder,
  consentFolder,
  deviceKey,
  deviceStatusFolder,
  deviceStatusKey,
  deviceTimesheetsFolder,
  directoryKey,
  isOfKeys,
  monthClass,
  orgKey,
  type RecordClass,
  recordClasses,
  requestsFolder,
  timesheetsFolder,
  viewerRequestsFolder,
  viewerViewsFolder,
  viewsFolder,
} from './layout.ts';
import { deviceRightsFolder, rightAnswersFolder, rightsFolder } from './requests/right-layout.ts';
import type { BucketSettings } from './settings.ts';

/** The rights of the three kinds of credential on the embedded store. `prefix` is '' or ends with '/', as in the settings. */

/** The bucket that a credential is for, that of keys where it is another one, and the prefix: '' or ending with '/'. */
export type GrantPlace = Pick<BucketSettings, 'bucket' | 'keysBucket' | 'prefix'>;

export const ownerGrant: StoreGrant = { role: 'owner' };

/** Of a day in a key, `yyyy-mm-dd`, and of a month. */
const dayLength = 10;
const monthLength = 7;

/**
 * A device writes its own part of its person's days, its own decisions and its own latest, and creates its own card, once. Nothing of another device
 * of the same person, never the person's card, receipts of views nor answers. It reads its card, the organisation's settings, its person's access,
 * who looked, what was answered and what was asked about the person's rights, and nothing else. Of these requests it creates its own. It can overwrite its own days, as on AWS; the chain shows that.
 */
export function deviceGrant(place: GrantPlace, person: PersonId, device: DeviceId): LimitedGrant {
  const { bucket, prefix } = place;
  return {
    role: 'limited',
    allow: [
      ...recordClasses.map((recordClass): StoreRule => {
        const folder = classFolder(prefix, recordClass, person);
        return {
          bucket: bucketOf(place, recordClass),
          actions: ['put'],
          prefix: folder,
          any: recordClass === monthClass ? monthLength : dayLength,
          below: `/${device}/`,
        };
      }),
      { bucket, actions: ['create', 'get'], key: deviceKey(prefix, person, device) },
      { bucket, actions: ['put'], prefix: consentFolder(prefix, person, device) },
      { bucket, actions: ['put'], prefix: deviceTimesheetsFolder(prefix, person, device) },
      { bucket, actions: ['put'], key: deviceStatusKey(prefix, person, device) },
      { bucket, actions: ['create'], prefix: deviceRightsFolder(prefix, person, device) },
      { bucket, actions: ['get'], key: orgKey(prefix) },
      { bucket, actions: ['get'], key: accessKey(prefix, person) },
      { bucket, actions: ['get', 'list'], prefix: viewsFolder(prefix, person) },
      { bucket, actions: ['get', 'list'], prefix: requestsFolder(prefix, person) },
      { bucket, actions: ['get', 'list'], prefix: rightsFolder(prefix, person) },
      { bucket, actions: ['get', 'list'], prefix: rightAnswersFolder(prefix, person) },
    ],
  };
}

/** What is left to a device that was taken out: the documents that tell it so. It writes nothing, and reads nothing that others left for the person. */
export function stoppedDeviceGrant({ bucket, prefix }: GrantPlace, person: PersonId): LimitedGrant {
  return {
    role: 'limited',
    allow: [
      { bucket, actions: ['get'], key: orgKey(prefix) },
      { bucket, actions: ['get'], key: accessKey(prefix, person) },
    ],
  };
}

/**
 * A viewer reads their own directory and the days of the `people` that were granted, leaves receipts with them, and answers what they ask;
 * answers of other viewers to the same people are there to be read. Receipts and answers it creates, each in a folder of the viewer's own, and
 * overwrites none: nobody can take back that they looked, nor put anything in the place of another's. Decisions about consent are not theirs to see, nor that there are
 * any, nor which other people there are.
 */
export function viewerGrant(place: GrantPlace, viewer: ViewerId, people: readonly PersonId[]): LimitedGrant {
  const { bucket, prefix } = place;
  const perPerson = people.flatMap((person): StoreRule[] => [
    { bucket, actions: ['get'], key: cardKey(prefix, person) },
    { bucket, actions: ['get'], key: accessKey(prefix, person) },
    { bucket, actions: ['get', 'list'], prefix: deviceStatusFolder(prefix, person) },
    // Listed too: a store says of what is missing that it is missing only to who may list it.
    ...recordClasses.map((recordClass): StoreRule => {
      const folder = classFolder(prefix, recordClass, person);
      return { bucket: bucketOf(place, recordClass), actions: ['get', 'list'], prefix: folder };
    }),
    { bucket, actions: ['get', 'list'], prefix: timesheetsFolder(prefix, person) },
    { bucket, actions: ['create'], prefix: viewerViewsFolder(prefix, person, viewer) },
    { bucket, actions: ['get', 'list'], prefix: requestsFolder(prefix, person) },
    { bucket, actions: ['create'], prefix: viewerRequestsFolder(prefix, person, viewer) },
  ]);
  return {
    role: 'limited',
    allow: [
      { bucket, actions: ['get'], key: orgKey(prefix) },
      { bucket, actions: ['get'], key: directoryKey(prefix, viewer) },
      ...perPerson,
    ],
  };
}

function bucketOf({ bucket, keysBucket }: GrantPlace, recordClass: RecordClass): string {
  return isOfKeys(recordClass) ? (keysBucket ?? bucket) : bucket;
}
