import type { PersonId, ViewerId } from '../core/ids.ts';
import type { Grant, Rule } from './embedded/authorisation.ts';
import {
  accessKey,
  cardKey,
  consentFolder,
  daysFolder,
  devicesFolder,
  directoryKey,
  latestFolder,
  orgKey,
  requestsFolder,
  viewerRequestsFolder,
  viewerViewsFolder,
  viewsFolder,
} from './layout.ts';

/** The rights of the three kinds of credential on the embedded store. `prefix` is '' or ends with '/', as in the settings. */

export const ownerGrant: Grant = { role: 'owner' };

/**
 * A device writes days, decisions and its own card under its own person, never the person's card, receipts of views nor
 * answers. It reads the organisation's settings, who looked and what was answered, and nothing else. It can overwrite what it wrote, as on
 * AWS; the chain shows that.
 */
export function deviceGrant(bucket: string, prefix: string, person: PersonId): Grant {
  return {
    role: 'limited',
    allow: [
      { bucket, actions: ['put'], prefix: daysFolder(prefix, person) },
      { bucket, actions: ['put'], prefix: devicesFolder(prefix, person) },
      { bucket, actions: ['put'], prefix: consentFolder(prefix, person) },
      { bucket, actions: ['put'], prefix: latestFolder(prefix, person) },
      { bucket, actions: ['get'], key: orgKey(prefix) },
      { bucket, actions: ['get'], key: accessKey(prefix, person) },
      { bucket, actions: ['get', 'list'], prefix: viewsFolder(prefix, person) },
      { bucket, actions: ['get', 'list'], prefix: requestsFolder(prefix, person) },
    ],
  };
}

/**
 * A viewer reads their own directory and the days of the `people` that were granted, leaves receipts with them, and answers what they ask;
 * answers of other viewers to the same people are there to be read. Receipts and answers it creates, each in a folder of the viewer's own, and
 * overwrites none: nobody can take back that they looked, nor put anything in the place of another's. Decisions about consent are not theirs to see, nor that there are
 * any, nor which other people there are.
 */
export function viewerGrant(bucket: string, prefix: string, viewer: ViewerId, people: readonly PersonId[]): Grant {
  const perPerson = people.flatMap((person): Rule[] => [
    { bucket, actions: ['get'], key: cardKey(prefix, person) },
    { bucket, actions: ['get'], key: accessKey(prefix, person) },
    { bucket, actions: ['get', 'list'], prefix: devicesFolder(prefix, person) },
    { bucket, actions: ['get', 'list'], prefix: latestFolder(prefix, person) },
    { bucket, actions: ['get', 'list'], prefix: daysFolder(prefix, person) },
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
