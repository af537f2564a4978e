import { sha256 } from '@noble/hashes/sha2.js';
import { z } from 'zod';
import { type Day, type DeviceId, daySchema, deviceIdSchema, personIdSchema } from '../ids.ts';
import { recipientSchema } from './recipient.ts';

/**
 * `devices/<device>.json`: a device that asks to be confirmed. It is signed with the device's own
 * key and authenticated with the enrolment key; whoever holds the enrolment file can make one, so
 * nobody trusts it for anything but that it asks.
 */
export const deviceCardSchema = z.object({
  format: z.literal('plainsight-device/2'),
  person: personIdSchema,
  device: deviceIdSchema,
  /** Ed25519 public key (base64 SPKI) that signs the chain. */
  publicKey: z.base64().min(40).max(200),
  /** The person's own key there: receipts and the keys of their days are sealed to it. */
  recipient: recipientSchema,
  at: z.number().int().nonnegative(),
});
export type DeviceCard = z.infer<typeof deviceCardSchema>;

/**
 * Why a device writes no further days: it was lost or given back, the same computer was installed
 * anew and has another id since, or its person has left.
 */
export const deviceEnds = ['revoked', 'replaced', 'left'] as const;

/** The last day of a device. What it writes of later days is nobody's. `at`: when that was decided (UTC ms). */
export const lastDaySchema = z.object({
  day: daySchema,
  why: z.enum(deviceEnds),
  at: z.number().int().nonnegative().max(8.64e15),
});
export type LastDay = z.infer<typeof lastDaySchema>;

/**
 * A confirmed device: the signature over the list vouches for its keys, and for its last day where
 * it has one. `at`: UTC ms.
 */
export const confirmedDeviceSchema = deviceCardSchema
  .pick({ device: true, publicKey: true, recipient: true, at: true })
  .extend({ last: lastDaySchema.optional() });
export type ConfirmedDevice = z.infer<typeof confirmedDeviceSchema>;

/** Whether what a device wrote of `day` counts. */
export function countsOn({ last }: Pick<ConfirmedDevice, 'last'>, day: Day): boolean {
  return last === undefined || day <= last.day;
}

/**
 * Which confirmed `devices` are `there` and count on `day`, those whose last day is before it, and
 * the ids of all others that are there.
 */
export function confirmedAmong(devices: readonly ConfirmedDevice[], there: readonly DeviceId[], day: Day) {
  const known = devices.filter(({ device }) => there.includes(device));
  return {
    devices: known.filter((each) => countsOn(each, day)),
    revoked: known.flatMap((each) => (countsOn(each, day) ? [] : [each.device])),
    unconfirmed: there.filter((device) => !devices.some((each) => each.device === device)),
  };
}

/**
 * Whom something for the person is sealed to: not to a computer that was taken out, whoever has it
 * now. Where no other is left it is to all of them, or nobody could look at earlier days any more:
 * each look leaves a receipt.
 */
export function devicesToRead<Device extends Pick<ConfirmedDevice, 'last'>>(
  devices: readonly Device[],
): readonly Device[] {
  const left = devices.filter(({ last }) => last === undefined || last.why === 'left');
  return left.length === 0 ? devices : left;
}

/** One person's. Each device appears once: there is no choice between two keys. */
export const confirmedDevicesSchema = z
  .array(confirmedDeviceSchema)
  .max(100)
  .refine((all) => new Set(all.map(({ device }) => device)).size === all.length, 'names a device twice');

/** What a code stands for. */
export type DeviceClaim = Pick<DeviceCard, 'person' | 'device' | 'publicKey' | 'recipient'>;

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const codeLength = 20;

/**
 * The code of a device's keys, for two people to compare: the first 100 bits of a SHA-256 over
 * whose device it is, both of its keys and its id, in Crockford's base32, five groups of four
 * (`7K3M-9QTV-…`). Whoever would pass off other keys as these has to find 2^100 of them.
 */
export function deviceCode({ person, device, publicKey, recipient }: DeviceClaim): string {
  return codeFor(['plainsight device', person, device, publicKey, recipient]);
}

/** The same for other keys that two people compare. The first line says what kind they are. */
export function codeFor(lines: readonly string[]): string {
  const text = lines.join('\n');
  let bits = 0n;
  for (const byte of sha256(new TextEncoder().encode(text)).slice(0, 13)) bits = (bits << 8n) | BigInt(byte);
  bits >>= 4n;
  const digits = Array.from({ length: codeLength }, (_, at) => {
    const shift = BigInt((codeLength - 1 - at) * 5);
    return alphabet.charAt(Number((bits >> shift) & 31n));
  }).join('');
  return digits.replace(/.{4}(?=.)/g, '$&-');
}

/** Whether `typed` is `code`: any case, any separators, O for 0, I or L for 1. */
export function isCode(typed: string, code: string): boolean {
  return plain(typed) === plain(code);
}

function plain(text: string): string {
  return text
    .toUpperCase()
    .replaceAll(/[\s\-‐‑–—.,:]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
}
