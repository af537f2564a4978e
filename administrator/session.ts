import type { PrefixedStore } from '../bucket/object-store.ts';
import type { BucketSettings } from '../bucket/settings.ts';
import type { Instant } from '../core/time/interval.ts';
import type { PublishingSteps } from '../org/access-steps.ts';
import type { AdministrationFile } from '../org/administration-file.ts';
import { SharedAdministration } from '../org/administrators/shared-administration.ts';

interface Opened {
  readonly file: AdministrationFile;
  readonly place: PrefixedStore;
  readonly settings: BucketSettings;
  /** The folder of the embedded store, where it is one. */
  readonly storeFolder: string | undefined;
  readonly now: () => Instant;
}

/** What one call of the page does its work with: as a command's, read and followed anew each time. */
export interface AdministratorSession extends Omit<Opened, 'file'> {
  readonly administration: SharedAdministration;
  readonly steps: PublishingSteps;
}

/** `did`: what is called in the log what is changed. */
export function administratorSession({ file, ...rest }: Opened, did: string): AdministratorSession {
  const { place, now } = rest;
  const administration = new SharedAdministration({ file, did, now, withPlace: (work) => work(place) });
  const steps: PublishingSteps = {
    file: administration,
    prefix: place.prefix,
    withStore: (work) => work(place.store),
  };
  return { ...rest, administration, steps };
}
