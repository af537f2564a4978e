import { ok } from '../../../core/result.ts';
import { takeAccess } from '../../../org/access-changes.ts';
import { publishChanges } from '../../../org/publication.ts';
import { inWords, namesOf, peopleFrom, spanFrom, viewerFrom } from '../org-choices.ts';
import { type BucketRequest, type Done, withStore } from '../org-request.ts';
import { recoveryFrom, rewrap } from '../org-rewrap.ts';
import { credentialOf } from './org-grant.ts';

export async function take(request: BucketRequest): Done {
  const { adminFile, values, switches, bucket } = request;
  const span = spanFrom(values);
  if (!span.ok) return span;
  const recovery = await recoveryFrom(request);
  if (!recovery.ok) return recovery;
  const administration = await adminFile.read();
  if (!administration.ok) return administration;
  const known = viewerFrom(administration.value, values);
  if (!known.ok) return known;
  const people = peopleFrom(administration.value, values);
  if (!people.ok) return people;
  const follow = credentialOf(known.value, request);
  if (!follow.ok) return follow;
  const { viewer, name } = known.value.certificate;
  const ids = people.value.map(({ person }) => person);
  const at = Date.now();
  const after = takeAccess(administration.value, { viewer, people: ids, span: span.value, at });
  const kept = await adminFile.write(after);
  if (!kept.ok) return kept;
  const followed = follow.value(after);
  if (!followed.ok) return followed;
  const published = await withStore(bucket, (store) =>
    publishChanges(after, { people: ids, viewers: [viewer] }, store, bucket.settings.prefix, at),
  );
  if (!published.ok) return published;
  const lines = [
    ...followed.value,
    `${name} may no longer open ${inWords(span.value)} of ${namesOf(people.value)}.`,
    'Agents seal no new day to them once they know, within a quarter of an hour.',
    'What they saw or copied before cannot be taken back.',
  ];
  if (!switches.has('rewrap') || recovery.value === null)
    return ok([
      ...lines,
      'The keys of past days are still sealed to them: whoever hands them an object lets them open it. --rewrap changes that.',
    ]);
  const past = await rewrap(request, after, people.value, span.value, recovery.value);
  return past.ok ? ok([...lines, ...past.value]) : past;
}
