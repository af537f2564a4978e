import { isDeepStrictEqual } from 'node:util';
import { deviceGrant, type GrantPlace, stoppedDeviceGrant } from '../../bucket/rights.ts';
import type { PersonId } from '../../core/ids.ts';
import { ok, type Result } from '../../core/result.ts';
import { type Administration, accessOf } from '../administration.ts';
import { withCredentials } from '../viewer-credential.ts';

/**
 * The credentials of one person's computers on the embedded store in the folder `store`: those of
 * computers that were taken out or set up anew write nothing any more, and read what tells them so.
 */
export function deviceCredentials(store: string, person: PersonId, place: GrantPlace) {
  return {
    follow: (administration: Administration): Result<void> => {
      for (const { device, last } of accessOf(administration, person).devices) {
        if (last === undefined || last.why === 'left') continue;
        const grant = deviceGrant(place, person, device);
        withCredentials(store, (credentials) => {
          for (const each of credentials.list())
            if (isDeepStrictEqual(each.grant, grant))
              credentials.change(each.accessKeyId, stoppedDeviceGrant(place, person));
        });
      }
      return ok(undefined);
    },
    remove: (): void => {},
  };
}
