import type { DeviceId, PersonId } from '../core/ids.ts';
import { type DeviceCard, deviceCardSchema } from '../core/organisation/devices.ts';
import {
  macDocument,
  type PrivateKey,
  publicKeySchema,
  readDocument,
  readMacText,
  readUnverified,
  signDocument,
} from './signing.ts';

/** Nothing that is a card is larger; a post-quantum recipient has two thousand characters. */
const longestCard = 16 * 1024;

/**
 * The card of a device that asks to be confirmed: signed with the device's own key, which shows that it has it, and then authenticated with the
 * enrolment key, which shows that it was given the file.
 */
export function writeDeviceCard(card: DeviceCard, privateKey: PrivateKey, enrolmentKey: string): Uint8Array {
  return macDocument(JSON.parse(Buffer.from(signDocument(card, privateKey)).toString()), enrolmentKey);
}

interface ExpectedDevice {
  readonly person: PersonId;
  readonly device: DeviceId;
  readonly enrolmentKey: string;
}

/** The card, or null for bytes that are none of this device: without its own signature, without the enrolment key, or of another. Never throws. */
export function readDeviceCard(bytes: Uint8Array, { person, device, enrolmentKey }: ExpectedDevice): DeviceCard | null {
  if (bytes.length > longestCard) return null;
  // The text itself: to write anew what was parsed ends in an exception where it is nested some thousand times.
  const signed = Buffer.from(readMacText(bytes, enrolmentKey) ?? '');
  const claimed = deviceCardSchema.safeParse(readUnverified(signed));
  if (!claimed.success || claimed.data.person !== person || claimed.data.device !== device) return null;
  const publicKey = publicKeySchema.safeParse(claimed.data.publicKey);
  return publicKey.success && readDocument(signed, publicKey.data) !== undefined ? claimed.data : null;
}
