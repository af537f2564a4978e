import { daySchema, type PersonId } from '../../../core/ids.ts';
import { ok } from '../../../core/result.ts';
import { dayBefore } from '../../../core/time/calendar.ts';
import { putIntoEffect } from '../../../org/access-steps.ts';
import { deviceCredentials } from '../../../org/leaving/device-credentials.ts';
import { endDevice, ownerOf } from '../../../org/leaving/last-days.ts';
import { todayHere } from '../org-choices.ts';
import { type BucketRequest, type Done, stepsIn } from '../org-request.ts';

/** A computer is taken out: it was lost, stolen or given back. Given again after it was cut off, it goes on. */
export async function revoke(request: BucketRequest): Done {
  const { adminFile, values, word = '' } = request;
  const before = await adminFile.read();
  if (!before.ok) return before;
  const owner = ownerOf(before.value, word);
  if (!owner.ok) return owner;
  const { person, device } = owner.value;
  const day = values.from === undefined ? null : dayBefore(daySchema.parse(values.from));
  const at = Date.now();
  const why = 'revoked' as const;
  const ended = endDevice(before.value, owner.value, { why, day, otherwise: dayBefore(todayHere()), at });
  const concerns = { people: [person], viewers: ended.viewers, at };
  const told = await putIntoEffect(ended.administration, concerns, {
    ...stepsIn(request),
    ...takenCredentials(request, person),
  });
  if (!told.ok) return told;
  const name = before.value.people.find((each) => each.person === person)?.name ?? person;
  return ok([
    `The device ${device} of ${name} is taken out. Its last day is ${ended.day}: nothing that it wrote of later ones is opened or counted.`,
    'Where it still runs, it stops at its next contact with the bucket and says so. Earlier days stay as they were.',
    ...credentialLines(request),
    'Whoever has its disk and can open its keys opens what is on it, and days in the bucket whose objects somebody hands them: docs/access.md says what.',
  ]);
}

/** The credentials of computers of this person that were taken out follow, where they are of the embedded store. */
export function takenCredentials({ values, bucket }: BucketRequest, person: PersonId) {
  return values.store === undefined ? {} : { credential: deviceCredentials(values.store, person, bucket.settings) };
}

export function credentialLines({ values, folder }: BucketRequest): string[] {
  if (values.store !== undefined)
    return ['Its credential writes nothing any more: it reads the two documents that tell it so, and nothing else.'];
  return [
    'Its credential still writes until you take that away: on the embedded store by giving the same command with --store; elsewhere',
    `make the policies anew and put them in place: plainsight org policy --folder ${folder} … --for aws (or ceph). What it writes meanwhile counts nowhere.`,
  ];
}
