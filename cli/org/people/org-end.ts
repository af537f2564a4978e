import { daySchema } from '../../../core/ids.ts';
import { ok } from '../../../core/result.ts';
import { putIntoEffect } from '../../../org/access-steps.ts';
import { accessOf, findPerson } from '../../../org/administration.ts';
import { endPerson } from '../../../org/leaving/last-days.ts';
import { todayHere } from '../org-choices.ts';
import { type BucketRequest, type Done, stepsIn } from '../org-request.ts';

/** A person has left. Given again after it was cut off, it goes on. */
export async function end(request: BucketRequest): Done {
  const { adminFile, values, word = '' } = request;
  const before = await adminFile.read();
  if (!before.ok) return before;
  const known = findPerson(before.value, word);
  if (!known.ok) return known;
  const { person, name } = known.value;
  const day = values.on === undefined ? null : daySchema.parse(values.on);
  const at = Date.now();
  const ended = endPerson(before.value, person, { day, otherwise: todayHere(), at });
  const told = await putIntoEffect(
    ended.administration,
    { people: [person], viewers: ended.viewers, at },
    stepsIn(request),
  );
  if (!told.ok) return told;
  const { devices } = accessOf(ended.administration, person);
  return ok([
    `${name} has left: ${ended.day} is their last day.`,
    `Their ${devices.length === 1 ? 'computer stops' : 'computers stop'} at the next contact with the bucket, within a quarter of an hour while it is on, or after that day where it is still to come. What was recorded until then is still sent.`,
    'Their page says since when, what is kept until when, and what they can still see and ask for. Viewers see that they have left; who may open their earlier days stays as it was.',
    'Where a computer is not with them any more, take it out as well: plainsight org revoke.',
  ]);
}
