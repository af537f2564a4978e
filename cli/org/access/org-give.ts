import type { DaySpan } from '../../../core/organisation/access.ts';
import { ok } from '../../../core/result.ts';
import { giveAccess } from '../../../org/access-changes.ts';
import { type Administration, findViewer, type KnownPerson, type KnownViewer } from '../../../org/administration.ts';
import { publishChanges } from '../../../org/publication.ts';
import type { Identity } from '../../../seal/age.ts';
import { inWords, namesOf, peopleFrom, spanFrom, viewerFrom } from '../org-choices.ts';
import type { BucketRequest, Done } from '../org-request.ts';
import { withStore } from '../org-request.ts';
import { recoveryFrom, rewrap } from '../org-rewrap.ts';
import { credentialOf } from './org-grant.ts';

export async function give(request: BucketRequest): Done {
  const { adminFile, values } = request;
  const span = spanFrom(values);
  if (!span.ok) return span;
  const recovery = await recoveryFrom(request);
  if (!recovery.ok) return recovery;
  const administration = await adminFile.read();
  if (!administration.ok) return administration;
  const viewer = viewerFrom(administration.value, values);
  if (!viewer.ok) return viewer;
  const people = peopleFrom(administration.value, values);
  if (!people.ok) return people;
  return giveTo(
    viewer.value,
    { people: people.value, span: span.value, identity: recovery.value },
    request,
    administration.value,
  );
}

export interface Given {
  readonly people: readonly KnownPerson[];
  readonly span: DaySpan;
  /** Of recovery: opens the days that are there already. Null: those stay closed to the viewer. */
  readonly identity: Identity | null;
}

/** Gives access, in an order in which each step can be repeated: the administration, the credential, the bucket, the keys of past days. */
export async function giveTo(
  { certificate }: KnownViewer,
  { people, span, identity }: Given,
  request: BucketRequest,
  before: Administration,
): Done {
  const { viewer, name } = certificate;
  const known = findViewer(before, viewer);
  if (!known.ok) return known;
  const follow = credentialOf(known.value, request);
  if (!follow.ok) return follow;
  const ids = people.map(({ person }) => person);
  const at = Date.now();
  const after = giveAccess(before, { viewer, people: ids, span, at });
  const kept = await request.adminFile.write(after);
  if (!kept.ok) return kept;
  const followed = follow.value(after);
  if (!followed.ok) return followed;
  const { prefix } = request.bucket.settings;
  const published = await withStore(request.bucket, (store) =>
    publishChanges(after, { people: ids, viewers: [viewer] }, store, prefix, at),
  );
  if (!published.ok) return published;
  const lines = [
    ...followed.value,
    `${name} may open ${inWords(span)} of ${namesOf(people)}.`,
    'Agents seal new days to them once they know, within a quarter of an hour.',
  ];
  if (identity === null)
    return ok([
      ...lines,
      'Days that are in the bucket already stay closed to them until you give this again with --recovery FILE.',
    ]);
  const past = await rewrap(request, after, people, span, identity);
  return past.ok ? ok([...lines, ...past.value]) : past;
}
