import pMap from 'p-map';
import type { ObjectStore } from '../bucket/object-store.ts';
import type { PersonId, ViewerId } from '../core/ids.ts';
import { ok, type Result } from '../core/result.ts';
import { publishAccess, publishDirectory } from './access.ts';
import { type Administration, accessOf, cardOf, directoryOf, keysOf } from './administration.ts';
import { publishCard, viewersIn } from './enrolment.ts';
import { publishOrganisation } from './organisation.ts';

/** How many requests an administrator's command has under way. */
export const requestsAtOnce = 8;

export interface Concerned {
  readonly people: readonly PersonId[];
  readonly viewers: readonly ViewerId[];
  /** Whether everybody is told: its settings, or who signs for it, are other ones. */
  readonly organisation?: boolean;
}

/**
 * Tells agents and viewers what is so now: access and card of each person, directory of each
 * viewer; before them the organisation's settings, which say who may have signed the rest. Access comes first of these, because it decides whom the next day is sealed to. Publishing the
 * same again is harmless.
 */
export async function publishChanges(
  administration: Administration,
  { people, viewers, organisation = false }: Concerned,
  store: ObjectStore,
  prefix: string,
  at: number,
): Promise<Result<void>> {
  const keys = keysOf(administration);
  if (organisation) {
    const told = await publishOrganisation(keys, store, prefix);
    if (!told.ok) return told;
  }
  const publishPerson = async (person: PersonId): Promise<Result<void>> => {
    const access = accessOf(administration, person);
    const granted = await publishAccess(access, keys, store, prefix);
    const known = administration.people.find((each) => each.person === person);
    if (!granted.ok || known === undefined) return granted;
    return publishCard(cardOf(known, access), keys, viewersIn(access), store, prefix);
  };
  const results = await pMap(people, publishPerson, { concurrency: requestsAtOnce });
  const refused = results.find((each) => !each.ok);
  if (refused !== undefined) return refused;
  for (const known of administration.viewers.filter(({ certificate }) => viewers.includes(certificate.viewer))) {
    const directory = directoryOf(administration, { ...known, version: Math.max(known.version, 1) }, at);
    const published = await publishDirectory(directory, known.certificate, keys, store, prefix);
    if (!published.ok) return published;
  }
  return ok(undefined);
}
