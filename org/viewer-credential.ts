import { Credentials } from '../bucket/embedded/auth/credentials.ts';
import { type GrantPlace, viewerGrant } from '../bucket/rights.ts';
import type { ViewerId } from '../core/ids.ts';
import { problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { type Administration, grantedTo, type KnownViewer } from './administration.ts';

/** The credential with which a viewer reaches the bucket. */
export interface ViewerCredential {
  /** Gives it the rights that the administration says. Problem code: `credential-elsewhere`. */
  follow(administration: Administration): Result<void>;
  remove(): void;
}

/**
 * One of another store than the embedded: whoever runs that store changes and removes it by hand.
 */
const credentialElsewhere: ViewerCredential = { follow: () => ok(undefined), remove: () => {} };

/** A viewer's, with the embedded store in the folder `store`; null: theirs is of one, and no folder is known. */
export function credentialOf(
  { certificate: { viewer }, accessKeyId }: KnownViewer,
  store: string | undefined,
  place: GrantPlace,
): ViewerCredential | null {
  if (accessKeyId === null) return credentialElsewhere;
  return store === undefined ? null : embeddedCredential(store, accessKeyId, viewer, place);
}

/** One of the embedded store in the folder `store`. */
function embeddedCredential(store: string, accessKeyId: string, viewer: ViewerId, place: GrantPlace): ViewerCredential {
  return {
    follow: (administration) => {
      const people = grantedTo(administration, viewer).map(({ card }) => card.person);
      const grant = viewerGrant(place, viewer, people);
      const isChanged = withCredentials(store, (credentials) => credentials.change(accessKeyId, grant));
      return isChanged ? ok(undefined) : fail(problem('credential-elsewhere', { store, accessKeyId }));
    },
    remove: () => void withCredentials(store, (credentials) => credentials.remove(accessKeyId)),
  };
}

/** Opens the credentials of the embedded store in `folder` for as long as `work` takes. */
export function withCredentials<T>(folder: string, work: (credentials: Credentials) => T): T {
  const credentials = new Credentials(folder);
  try {
    return work(credentials);
  } finally {
    credentials.close();
  }
}
