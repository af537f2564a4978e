import { z } from 'zod';
import { writeDurably } from '../agent/vault/durable-file.ts';
import { deviceGrant } from '../bucket/access.ts';
import { hourMs } from '../core/calendar.ts';
import { fail, ok } from '../core/result.ts';
import { firstAccess } from '../org/access.ts';
import { storeUserSchema } from '../org/administration.ts';
import { enrolPerson, newEnrolment, signedEnrolment } from '../org/organisation.ts';
import { enrolmentLink } from '../seal/enrolment-link.ts';
import { usageProblem } from './command.ts';
import { keysOf, readAdministration, writeAdministration } from './org-folder.ts';
import { type BucketRequest, credentialFrom, type Done, freshFile, required, withStore } from './org-request.ts';

/** For how many days an enrolment file can be used, unless it is said otherwise; and at most, because it is a key. */
const usableDays = 14;
const longestDays = 90;

export async function enrol({ folder, bucket, passphrase, values, switches }: BucketRequest): Done {
  const name = required(values, 'name', 'PERSON');
  if (!name.ok) return name;
  const out = freshFile(values.out);
  if (!out.ok) return out;
  const days = z.coerce.number().int().min(1).max(longestDays).default(usableDays).safeParse(values['valid-days']);
  if (!days.success) return fail(usageProblem(`--valid-days takes 1 to ${longestDays}.`));
  const user = storeUserSchema.optional().safeParse(values.user);
  if (!user.success) return fail(usageProblem('--user takes a name of letters, digits and +=,.@-.'));
  const credential = await credentialFrom('device', bucket, values);
  if (!credential.ok) return credential;
  const administration = await readAdministration(folder, passphrase);
  if (!administration.ok) return administration;
  const keys = keysOf(administration.value);
  const { prefix } = bucket.settings;
  const zone = values.zone ?? null;
  const issuedAt = Date.now();
  const enrolled = await withStore(bucket, (store) => enrolPerson(keys, { name: name.value, zone }, store, prefix));
  if (!enrolled.ok) return enrolled;
  const { person } = enrolled.value;
  const access = firstAccess(person, [], issuedAt);
  const { people, deviceUsers } = administration.value;
  const kept = await writeAdministration(
    folder,
    {
      ...administration.value,
      people: [...people, enrolled.value],
      access: [...administration.value.access, access],
      deviceUsers: user.data === undefined ? deviceUsers : { ...deviceUsers, [person]: user.data },
    },
    passphrase,
  );
  if (!kept.ok) return kept;
  const reached = credential.value(deviceGrant(bucket.settings.bucket, prefix, person));
  const expiresAt = issuedAt + days.data * 24 * hourMs;
  const about = { card: enrolled.value, access, bucket: reached.bucket, issuedAt, expiresAt };
  const file = signedEnrolment(keys, newEnrolment(keys, about));
  const written = await writeDurably(out.value, file);
  if (!written.ok) return written;
  return ok([
    `${name.value} is enrolled as ${person}.`,
    `Enrolment: ${out.value}. It is a key: hand it over safely, once.`,
    `It can be used until ${new Date(expiresAt).toISOString().slice(0, 10)}.`,
    ...(switches.has('link') ? [`The same as a link: ${enrolmentLink(file)}`] : []),
  ]);
}
