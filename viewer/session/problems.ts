import type { DeviceId } from '../../core/ids.ts';
import { type Problem, problem } from '../../core/problem.ts';

export const noAccess = problem('no-access');

export const keyMissing = problem('day-key-missing');

export const keyAltered = problem('day-key-altered');

export const noAccessTo = problem('no-access-to-person');

export const notOpen = problem('day-not-open');

export const locked = problem('viewer-locked');

export const wrongViewerPassphrase = problem('wrong-viewer-passphrase');

export const dayUnreadable = problem('day-unreadable');

/** `until`: the local time of the last that is shown; null: nothing is. */
export function dayTooLarge(until: string | null): Problem {
  if (until === null) return problem('day-too-large');
  return problem('day-cut-short', { until });
}

export function emptyDay(day: string): Problem {
  return problem('day-empty', { day });
}

export function foreignCard(person: string): Problem {
  return problem('card-foreign', { person });
}

export function unconfirmedDevice(device: DeviceId): Problem {
  return problem('device-unconfirmed', { device });
}

/** Its last day was before that. */
export function revokedDevice(device: DeviceId): Problem {
  return problem('device-revoked', { device });
}

/** A receipt is sealed to the person's devices: where there is none nobody could read it. */
export const noDevice = problem('device-none');
