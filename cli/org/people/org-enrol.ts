import { deviceGrant } from '../../../bucket/rights.ts';
import { type DeviceId, deviceIdSchema } from '../../../core/ids.ts';
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
import { newDeviceId, newEnrolment, newPerson, signedEnrolment } from '../../../org/enrolment.ts';
import { enrolmentLink } from '../../../seal/enrolment-link.ts';
import { inOption, usageProblem } from '../../outcome.ts';
import { type BucketRequest, credentialFrom, type Done, stepsIn } from '../org-request.ts';

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
  const { known, isNew, administration } = enrolled.value;
  const { person, name } = known;
  const chosen = deviceFor(administration, known, values.device);
  if (!chosen.ok) return chosen;
  const device = chosen.value;
  const other: EnrolledDevice = { person, device, at: issuedAt, user };
  const devices = [...administration.devices.filter((each) => each.device !== device), other];
  const people = isNew ? [person] : [];
  const told = await putIntoEffect(
    { ...administration, devices },
    { people, viewers: [], at: issuedAt },
    stepsIn(request),
  );
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
}

function personFor({ values }: BucketRequest, administration: Administration, at: number): Result<Enrolling> {
  if (values.person !== undefined) {
    const found = findPerson(administration, values.person);
    return found.ok
      ? ok({ known: found.value, isNew: false, administration })
      : fail(inOption('person', found.problem));
  }
  const { name } = values;
  if (name === undefined) return fail(usageProblem('Give --name PERSON for a new person, or --person ID|NAME.'));
  if (administration.people.some((each) => each.name === name)) return fail(alreadyThere(name));
  const zone = values.zone ?? null;
  const known = newPerson({ name, zone });
  const { people, access } = administration;
  const next = {
    ...administration,
    people: [...people, known],
    access: [...access, firstAccess(known.person, [], at)],
  };
  return ok({ known, isNew: true, administration: next });
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
