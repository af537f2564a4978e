import { viewerGrant } from '../../../bucket/rights.ts';
import { problem } from '../../../core/problem.ts';
import { fail, ok, type Result } from '../../../core/result.ts';
import { type Administration, grantedTo, type KnownViewer } from '../../../org/administration.ts';
import { usageProblem } from '../../outcome.ts';
import { type BucketRequest, withCredentials } from '../org-request.ts';

/** Gives a viewer's credential the rights that the administration now says, and answers what is left to do by hand. */
export type FollowAccess = (administration: Administration) => Result<readonly string[]>;

/** How the credential of `known` follows their access. Asked before anything is changed. */
export function credentialOf(known: KnownViewer, { bucket, values }: BucketRequest): Result<FollowAccess> {
  const { certificate, accessKeyId } = known;
  const { viewer, name } = certificate;
  if (accessKeyId === null)
    return ok(() =>
      ok([`The credential of ${name} is not of the embedded store. Give it its new rights: plainsight org policy.`]),
    );
  const { store } = values;
  if (store === undefined)
    return fail(usageProblem(`The credential of ${name} is of an embedded store. Give its folder: --store DIR.`));
  return ok((administration) => {
    const people = grantedTo(administration, viewer).map(({ card }) => card.person);
    const grant = viewerGrant(bucket.settings.bucket, bucket.settings.prefix, viewer, people);
    if (withCredentials(store, (credentials) => credentials.change(accessKeyId, grant))) return ok([]);
    return fail(problem('credential-elsewhere', { store, accessKeyId }));
  });
}
