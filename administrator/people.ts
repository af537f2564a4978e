import pMap from 'p-map';
import { deviceStatusFolder, deviceStatusKey } from '../bucket/layout.ts';
import type { PersonId } from '../core/ids.ts';
import { spanHolds } from '../core/organisation/access.ts';
import { ok, type Result } from '../core/result.ts';
import { dayOf, knownZone } from '../core/time/calendar.ts';
import type { EnrolledPerson, PersonStanding, StandingComputer } from '../ipc/administrator/administrator.ts';
import { type Administration, accessOf, findPerson, type KnownPerson, teamsOf } from '../org/administration.ts';
import { confirmByCode, isOther, type KnownDevice, readDevices, strangeCards } from '../org/devices.ts';
import { requestsAtOnce } from '../org/publication.ts';
import type { AdministratorSession } from './session.ts';

/** Everybody who is enrolled. Costs no request a person. */
export async function enrolledPeople({ administration, now }: AdministratorSession): Promise<Result<EnrolledPerson[]>> {
  const read = await administration.read();
  if (!read.ok) return read;
  const files = new Map<PersonId, number>();
  for (const { person } of read.value.devices) files.set(person, (files.get(person) ?? 0) + 1);
  return ok(
    read.value.people.map(({ person, name, zone }) => {
      const today = dayOf(now(), knownZone(zone, 'UTC'));
      const team = teamsOf(read.value, person).find((each) => spanHolds(each, today))?.team ?? null;
      const confirmed = accessOf(read.value, person).devices.length;
      return { person, name, zone, team, enrolled: files.get(person) ?? 0, confirmed };
    }),
  );
}

/** What of the computers of `people` lies in the bucket: two lists a person, and a card for each computer. */
export async function standingOfPeople(
  { administration, place }: AdministratorSession,
  people: readonly PersonId[],
): Promise<Result<PersonStanding[]>> {
  const read = await administration.read();
  if (!read.ok) return read;
  const known = read.value.people.filter(({ person }) => people.includes(person));
  return ok(await pMap(known, (person) => readStanding(person, read.value, place), { concurrency: requestsAtOnce }));
}

async function readStanding(
  known: KnownPerson,
  administration: Administration,
  { store, prefix }: AdministratorSession['place'],
): Promise<PersonStanding> {
  const { person } = known;
  const nothing = { person, computers: [], foreign: 0 };
  const devices = await readDevices(administration, known, store, prefix);
  if (!devices.ok) return { ...nothing, problem: devices.problem };
  const strange = await strangeCards(administration, person, store, prefix);
  if (!strange.ok) return { ...nothing, problem: strange.problem };
  const sent = await store.list(deviceStatusFolder(prefix, person));
  if (!sent.ok) return { ...nothing, problem: sent.problem };
  const sentAt = new Map(sent.value.map(({ key, modifiedAt }) => [key, modifiedAt]));
  const computers = devices.value.map((computer): StandingComputer => {
    const { device, at } = computer;
    return {
      ...{ device, state: stateOf(computer), enrolledAt: at },
      sentAt: sentAt.get(deviceStatusKey(prefix, person, device)) ?? null,
    };
  });
  return { person, computers, foreign: strange.value.length, problem: null };
}

function stateOf(computer: KnownDevice): StandingComputer['state'] {
  if (isOther(computer)) return 'confirmed-other';
  if (computer.confirmed !== null) return 'confirmed';
  if (computer.card !== null) return 'asking';
  return computer.isThere ? 'strange' : 'unused';
}

/** Confirms the computer of a person with the code that they read out. */
export async function confirmComputer(
  { administration, place: { store, prefix }, steps, now }: AdministratorSession,
  { person, code }: { readonly person: PersonId; readonly code: string },
) {
  const read = await administration.read();
  if (!read.ok) return read;
  const known = findPerson(read.value, person);
  if (!known.ok) return known;
  const devices = await readDevices(read.value, known.value, store, prefix);
  if (!devices.ok) return devices;
  const confirmed = await confirmByCode(read.value, { devices: devices.value, code, at: now() }, steps);
  return confirmed.ok ? ok({ device: confirmed.value.device }) : confirmed;
}
