import { type DeviceId, deviceIdSchema, type PersonId } from '../../core/ids.ts';
import { personFolder } from '../layout.ts';

// The names of requests about a person's rights and of what was answered. Like `bucket/layout.ts`, which knows no more of them.

/** What a person asked, from all their devices. */
export function rightsFolder(prefix: string, person: PersonId): string {
  return `${personFolder(prefix, person)}rights/`;
}

/** Where one device leaves requests. Its credential creates there, and replaces nothing. */
export function deviceRightsFolder(prefix: string, person: PersonId, device: DeviceId): string {
  return `${rightsFolder(prefix, person)}${device}/`;
}

/** Numbered from 0, so that one that is missing is seen. */
export function rightRequestKey(prefix: string, person: PersonId, device: DeviceId, seq: number): string {
  return `${deviceRightsFolder(prefix, person, device)}${numbered(seq)}.age`;
}

/** What the organisation answered. No device and no viewer writes there. */
export function rightAnswersFolder(prefix: string, person: PersonId): string {
  return `${personFolder(prefix, person)}right-answers/`;
}

export function rightAnswerKey(prefix: string, person: PersonId, seq: number): string {
  return `${rightAnswersFolder(prefix, person)}${numbered(seq)}.age`;
}

/** Which request of which device a key below `folder` (`rights/`) names; null for any other name. */
export function rightRequestNamed(
  folder: string,
  key: string,
): { readonly device: DeviceId; readonly seq: number } | null {
  const [name, file, ...rest] = key.slice(folder.length).split('/');
  const device = deviceIdSchema.safeParse(name);
  const seq = numberOf(file);
  return key.startsWith(folder) && device.success && seq !== null && rest.length === 0
    ? { device: device.data, seq }
    : null;
}

/** The number of an answer below `folder` (`right-answers/`); null for any other name. */
export function rightAnswerNamed(folder: string, key: string): number | null {
  return key.startsWith(folder) ? numberOf(key.slice(folder.length)) : null;
}

function numbered(seq: number): string {
  return String(seq).padStart(6, '0');
}

function numberOf(file: string | undefined): number | null {
  const digits = /^(\d{6})\.age$/.exec(file ?? '')?.[1];
  return digits === undefined ? null : Number(digits);
}
