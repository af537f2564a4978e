import { deviceGrant } from '../../../bucket/rights.ts';
import { type Day, type DeviceId, deviceIdSchema, type ViewerId } from '../../../core/ids.ts';
import type { ConfirmedDevice } from '../../../core/organisation/devices.ts';
import { problem } from '../../../core/problem.ts';
import { fail, ok, type Result } from '../../../core/result.ts';
import { hourMs } from '../../../core/time/calendar.ts';
import { writeDurably } from '../../../disk/durable-file.ts';
import { firstAccess } from '../../../org/access.ts';
import { putIntoEffect } from '../../../org/access-steps.ts';
import {
  type Administration,
  accessOf,
  type EnrolledDevice,
  findPerson,
  type KnownPerson,
  keysOf,
} from '../../../org/administration.ts';
import { concernedBy } from '../../../org/devices.ts';
import { newDeviceId, newEnrolment, newPerson, signedEnrolment } from '../../../org/enrolment.ts';
import { devicesInUse, endDevice, takeBack } from '../../../org/leaving/last-days.ts';
import { enrolmentLink } from '../../../seal/enrolment-link.ts';
import { inOption, usageProblem } from '../../outcome.ts';
import { todayHere } from '../org-choices.ts';
import { type BucketRequest, credentialFrom, type Done, stepsIn } from '../org-request.ts';
import { credentialLines, takenCredentials } from './org-revoke.ts';

/** For how many days an enrolment file can be used, unless it is said otherwise. */
const usableDays = 14;

/** One file for one device: of a new person, or a further one of somebody who is enrolled. */
export async function enrol(request: BucketRequest): Done {
  const { adminFile, bucket, values, switches } = request;
  const { out = '', user = null } = values;
  const days = Number(values['valid-days'] ?? usableDays);
  const credential = await credentialFrom('device', bucket, values);
  if (!credential.ok) return credential;
  const before = await adminFile.read();
  if (!before.ok) return before;
  const issuedAt = Date.now();
  const enrolled = personFor(request, before.value, issuedAt);
  if (!enrolled.ok) return enrolled;
  const { known, isNew, administration, viewers, replaced } = enrolled.value;
  const { person, name } = known;
  const chosen = deviceFor(administration, known, values.device);
  if (!chosen.ok) return chosen;
  const device = chosen.value;
  const last = accessOf(administration, person).devices.find((each) => each.device === device)?.last;
  if (last !== undefined) return fail(inOption('device', problem('device-has-last-day', { device, day: last.day })));
  const other: EnrolledDevice = { person, device, at: issuedAt, user };
  const devices = [...administration.devices.filter((each) => each.device !== device), other];
  const concerns = { people: isNew || viewers !== null ? [person] : [], viewers: viewers ?? [], at: issuedAt };
  const taken = viewers === null ? {} : takenCredentials(request, person);
  const told = await putIntoEffect({ ...administration, devices }, concerns, { ...stepsIn(request), ...taken });
  if (!told.ok) return told;
  const reached = credential.value(deviceGrant(bucket.settings, person, device));
  const expiresAt = issuedAt + days * 24 * hourMs;
  const keys = keysOf(administration);
  const about = { card: known, device, access: accessOf(administration, person), bucket: reached.bucket };
  const file = signedEnrolment(keys, newEnrolment(keys, { ...about, issuedAt, expiresAt }));
  const written = await writeDurably(out, file);
  if (!written.ok) return written;
  // Only now that there is a file with the new one.
  const removed = reached.removeEarlier();
  return ok([
    isNew ? `${name} is enrolled as ${person}.` : `A further computer of ${name} can be enrolled.`,
    ...replaced.map(
      ({ id, day }) => `It takes the place of the device ${id}, whose last day is ${day}. Both are ${name}.`,
    ),
    ...(replaced.length === 0 ? [] : credentialLines(request)),
    `Device ${device}. Enrolment: ${out}. It is a key for one computer: hand it over safely, once.`,
    `It can be used until ${new Date(expiresAt).toISOString().slice(0, 10)}.`,
    ...(reached.accessKeyId === null ? staysKey : exchanged),
    ...(removed > 0
      ? [
          'The credential that this computer had before was removed: it sends again once its person has opened this file.',
        ]
      : []),
    'Once it was used, ask the person for the code that their page shows, and confirm the computer: plainsight org confirm.',
    ...(switches.has('link') ? [`The same as a link: ${enrolmentLink(file)}`] : []),
  ]);
}

const staysKey = [
  'It stays a key to the store after it was used, until its credential is removed there. The person deletes it once they have accepted.',
];
const exchanged = [
  'The computer exchanges its key to the store when it first uses it: after that the file opens nothing there. Until then whoever has the file can be first;',
  'the computer then says so, and so does plainsight store credential list. The person deletes the file once they have accepted.',
];

interface Enrolling {
  readonly known: KnownPerson;
  readonly isNew: boolean;
  /** With the person in it. */
  readonly administration: Administration;
  /** Whose directories say something new, where an earlier computer or a person who had left is concerned; else null. */
  readonly viewers: readonly ViewerId[] | null;
  readonly replaced: readonly { readonly id: DeviceId; readonly day: Day }[];
}

function personFor({ values }: BucketRequest, administration: Administration, at: number): Result<Enrolling> {
  if (values.again !== undefined) return againFor(values.again, values.replaces, administration, at);
  if (values.person !== undefined) {
    const found = findPerson(administration, values.person);
    if (!found.ok) return fail(inOption('person', found.problem));
    const { left } = accessOf(administration, found.value.person);
    // Their computer would stop at once.
    if (left !== undefined) return fail(problem('person-left', { name: found.value.name, day: left.day }));
    return ok({ known: found.value, isNew: false, administration, viewers: null, replaced: [] });
  }
  const { name } = values;
  if (name === undefined)
    return fail(usageProblem('Give --name PERSON for a new person, or --person ID|NAME, or --again ID|NAME.'));
  if (administration.people.some((each) => each.name === name)) return fail(alreadyThere(name));
  const zone = values.zone ?? null;
  const known = newPerson({ name, zone });
  const { people, access } = administration;
  const next = {
    ...administration,
    people: [...people, known],
    access: [...access, firstAccess(known.person, [], at)],
  };
  return ok({ known, isNew: true, administration: next, viewers: null, replaced: [] });
}

/**
 * The same person on a computer that was set up anew, or who had left. Its earlier set-up, where
 * there is one in use, has today as its last day: nothing comes from it any more.
 */
function againFor(name: string, replaces: string | undefined, before: Administration, at: number): Result<Enrolling> {
  const found = findPerson(before, name);
  if (!found.ok) return fail(inOption('again', found.problem));
  const { person } = found.value;
  const inUse = devicesInUse(before, person);
  // One that was replaced already is named again where the command was cut off.
  const isNamed = ({ device, last }: ConfirmedDevice) =>
    device === replaces && (last === undefined || last.why === 'replaced');
  const [only, ...more] = replaces === undefined ? inUse : accessOf(before, person).devices.filter(isNamed);
  if (only === undefined && replaces !== undefined)
    return fail(inOption('replaces', problem('device-id-unknown', { name: found.value.name })));
  if (more.length > 0)
    return fail(
      usageProblem(`Say with --replaces which one was set up anew: ${inUse.map(({ device }) => device).join(', ')}.`),
    );
  const back = takeBack(before, person, at);
  const viewers = concernedBy(accessOf(before, person));
  if (only === undefined) return ok({ known: found.value, isNew: false, administration: back, viewers, replaced: [] });
  const change = { why: 'replaced', day: null, otherwise: todayHere(), at } as const;
  const { administration, day } = endDevice(back, { person, device: only.device }, change);
  const replaced = [{ id: only.device, day }];
  return ok({ known: found.value, isNew: false, administration, viewers, replaced });
}

/** A new one, or the one that is named, whose credential is to change. */
function deviceFor(
  { devices }: Administration,
  { person, name }: KnownPerson,
  named: string | undefined,
): Result<DeviceId> {
  if (named === undefined) return ok(newDeviceId());
  const device = deviceIdSchema.safeParse(named);
  const isTheirs = device.success && devices.some((each) => each.person === person && each.device === device.data);
  if (isTheirs) return ok(device.data);
  const unknown = problem('device-id-unknown', { name });
  return fail(inOption('device', unknown));
}

function alreadyThere(name: string) {
  return problem('person-there', { name });
}
