import { z } from 'zod';
import { writeDurably } from '../agent/vault/durable-file.ts';
import { deviceGrant } from '../bucket/access.ts';
import { hourMs } from '../core/calendar.ts';
import { type DeviceId, deviceIdSchema } from '../core/ids.ts';
import { problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { shownText } from '../core/typed-text.ts';
import { firstAccess } from '../org/access.ts';
import {
  type Administration,
  accessOf,
  type EnrolledDevice,
  findPerson,
  type KnownPerson,
  storeUserSchema,
} from '../org/administration.ts';
import { enrolPerson, newDeviceId, newEnrolment, signedEnrolment } from '../org/organisation.ts';
import { enrolmentLink } from '../seal/enrolment-link.ts';
import { usageProblem } from './command.ts';
import { keysOf, readAdministration, writeAdministration } from './org-folder.ts';
import { type BucketRequest, credentialFrom, type Done, freshFile, required, withStore } from './org-request.ts';

/** For how many days an enrolment file can be used, unless it is said otherwise; and at most, because it is a key. */
const usableDays = 14;
const longestDays = 90;

/** One file for one device: of a new person, or a further one of somebody who is enrolled. */
export async function enrol(request: BucketRequest): Done {
  const { folder, bucket, passphrase, values, switches } = request;
  const out = freshFile(values.out);
  if (!out.ok) return out;
  const days = z.coerce.number().int().min(1).max(longestDays).default(usableDays).safeParse(values['valid-days']);
  if (!days.success) return fail(usageProblem(`--valid-days takes 1 to ${longestDays}.`));
  const user = storeUserSchema.optional().safeParse(values.user);
  if (!user.success) return fail(usageProblem('--user takes a name of letters, digits and +=,.@-.'));
  const credential = await credentialFrom('device', bucket, values);
  if (!credential.ok) return credential;
  const before = await readAdministration(folder, passphrase);
  if (!before.ok) return before;
  const issuedAt = Date.now();
  const enrolled = await personFor(request, before.value, issuedAt);
  if (!enrolled.ok) return enrolled;
  const { known, isNew, administration } = enrolled.value;
  const { person, name } = known;
  const chosen = deviceFor(administration, known, values.device);
  if (!chosen.ok) return chosen;
  const device = chosen.value;
  const other: EnrolledDevice = { person, device, at: issuedAt, user: user.data ?? null };
  const devices = [...administration.devices.filter((each) => each.device !== device), other];
  const kept = await writeAdministration(folder, { ...administration, devices }, passphrase);
  if (!kept.ok) return kept;
  const reached = credential.value(deviceGrant(bucket.settings.bucket, bucket.settings.prefix, person, device));
  const expiresAt = issuedAt + days.data * 24 * hourMs;
  const keys = keysOf(administration);
  const about = { card: known, device, access: accessOf(administration, person), bucket: reached.bucket };
  const file = signedEnrolment(keys, newEnrolment(keys, { ...about, issuedAt, expiresAt }));
  const written = await writeDurably(out.value, file);
  if (!written.ok) return written;
  return ok([
    isNew ? `${name} is enrolled as ${person}.` : `A further computer of ${name} can be enrolled.`,
    `Device ${device}. Enrolment: ${out.value}. It is a key for one computer: hand it over safely, once.`,
    `It can be used until ${new Date(expiresAt).toISOString().slice(0, 10)}.`,
    'It stays a key to the store after it was used, until its credential is removed there. The person deletes it once they have accepted.',
    'Once it was used, ask the person for the code that their page shows, and confirm the computer: plainsight org confirm.',
    ...(switches.has('link') ? [`The same as a link: ${enrolmentLink(file)}`] : []),
  ]);
}

interface Enrolling {
  readonly known: KnownPerson;
  readonly isNew: boolean;
  /** With the person in it. */
  readonly administration: Administration;
}

async function personFor(
  { bucket, values }: BucketRequest,
  administration: Administration,
  at: number,
): Promise<Result<Enrolling>> {
  if (values.person !== undefined) {
    if (values.name !== undefined) return fail(usageProblem('Give --name for a new person, or --person, not both.'));
    const found = findPerson(administration, values.person);
    return found.ok ? ok({ known: found.value, isNew: false, administration }) : found;
  }
  const name = required(values, 'name', 'PERSON');
  if (!name.ok) return name;
  if (administration.people.some((each) => each.name === name.value)) return fail(alreadyThere(name.value));
  const zone = values.zone ?? null;
  const { prefix } = bucket.settings;
  const enrolled = await withStore(bucket, (store) =>
    enrolPerson(keysOf(administration), { name: name.value, zone }, store, prefix),
  );
  if (!enrolled.ok) return enrolled;
  const known = enrolled.value;
  const { people, access } = administration;
  const next = {
    ...administration,
    people: [...people, known],
    access: [...access, firstAccess(known.person, [], at)],
  };
  return ok({ known, isNew: true, administration: next });
}

/** A new one, or one that is named: for another file of the same computer, when its credential is to change. */
function deviceFor(
  { devices }: Administration,
  { person, name }: KnownPerson,
  named: string | undefined,
): Result<DeviceId> {
  if (named === undefined) return ok(newDeviceId());
  const device = deviceIdSchema.safeParse(named);
  const isTheirs = device.success && devices.some((each) => each.person === person && each.device === device.data);
  if (isTheirs) return ok(device.data);
  return fail(problem('device-unknown', `${name} has no device ${shownText(named)}.`, 'See: plainsight org devices.'));
}

function alreadyThere(name: string) {
  return problem(
    'person-there',
    `Somebody called ${name} is enrolled already.`,
    'For a further computer of theirs give --person instead of --name; for somebody else of that name, a name that tells them apart.',
  );
}
