import type { PersonId } from '../core/ids.ts';
import type { Grant, Rule } from './embedded/authorisation.ts';
import {
  cardKey,
  consentFolder,
  daysFolder,
  devicesFolder,
  orgKey,
  peopleFolder,
  requestsFolder,
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
      { bucket, actions: ['get'], key: orgKey(prefix) },
      { bucket, actions: ['get', 'list'], prefix: viewsFolder(prefix, person) },
      { bucket, actions: ['get', 'list'], prefix: requestsFolder(prefix, person) },
    ],
  };
}

/**
 * A viewer learns which people there are (ids only), reads the days of the `people` that were granted, leaves receipts
 * with them, and answers what they ask; answers of other viewers to the same people are there to be read. Decisions about consent are not theirs to see, nor that there are any.
 */
export function viewerGrant(bucket: string, prefix: string, people: readonly PersonId[]): Grant {
  const perPerson = people.flatMap((person): Rule[] => [
    { bucket, actions: ['get'], key: cardKey(prefix, person) },
    { bucket, actions: ['get'], prefix: devicesFolder(prefix, person) },
    { bucket, actions: ['get', 'list'], prefix: daysFolder(prefix, person) },
    { bucket, actions: ['put'], prefix: viewsFolder(prefix, person) },
    { bucket, actions: ['get', 'list', 'put'], prefix: requestsFolder(prefix, person) },
  ]);
  return {
    role: 'limited',
    allow: [
      { bucket, actions: ['get'], key: orgKey(prefix) },
      { bucket, actions: ['folders'], key: peopleFolder(prefix) },
      ...perPerson,
    ],
  };
}
