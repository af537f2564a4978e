import { fail, ok } from '../../../core/result.ts';
import { takeAccess } from '../../../org/access-changes.ts';
import { reachedBy } from '../../../org/administration.ts';
import { publishChanges } from '../../../org/publication.ts';
import { usageProblem } from '../../outcome.ts';
import { viewerFrom } from '../org-choices.ts';
import { type BucketRequest, type Done, withCredentials, withStore } from '../org-request.ts';
import { recoveryFrom, rewrap } from '../org-rewrap.ts';

const everyDay = { from: null, to: null } as const;

/** Takes everything from a viewer, and their credential. Their name stays with the receipts that they left. */
export async function removeViewer(request: BucketRequest): Done {
  const { adminFile, values, switches, bucket } = request;
  const recovery = await recoveryFrom(request);
  if (!recovery.ok) return recovery;
  const before = await adminFile.read();
  if (!before.ok) return before;
  const known = viewerFrom(before.value, values);
  if (!known.ok) return known;
  const { accessKeyId, certificate } = known.value;
  const { viewer, name } = certificate;
  if (accessKeyId !== null && values.store === undefined)
    return fail(usageProblem(`The credential of ${name} is of an embedded store. Give its folder: --store DIR.`));
  const people = reachedBy(before.value, known.value);
  const ids = people.map(({ person }) => person);
  const at = Date.now();
  const taken = takeAccess(before.value, { viewer, people: ids, span: everyDay, at });
  // The credential goes first: whatever fails after this, they reach nothing.
  if (accessKeyId !== null && values.store !== undefined)
    withCredentials(values.store, (credentials) => credentials.remove(accessKeyId));
  // They stay in the administration until everything else is done, so that this can be given again.
  const kept = await adminFile.write(taken);
  if (!kept.ok) return kept;
  const { prefix } = bucket.settings;
  const published = await withStore(bucket, (to) =>
    publishChanges(taken, { people: ids, viewers: [viewer] }, to, prefix, at),
  );
  if (!published.ok) return published;
  const identity = switches.has('rewrap') ? recovery.value : null;
  const past = identity === null ? ok([]) : await rewrap(request, taken, people, everyDay, identity);
  if (!past.ok) return past;
  const viewers = taken.viewers.filter((each) => each.certificate.viewer !== viewer);
  const gone = await adminFile.write({ ...taken, viewers });
  if (!gone.ok) return gone;
  return ok([
    `${name} may open nothing from now on.`,
    accessKeyId === null
      ? 'Take their credential away where the bucket is run: Plainsight does not know it.'
      : 'Their credential is removed.',
    'What they saw or copied before cannot be taken back.',
    ...past.value,
  ]);
}
