import type { DeviceCard } from '../core/organisation/devices.ts';
import { ok, type Result } from '../core/result.ts';
import { type PublishingSteps, putIntoEffect } from './access-steps.ts';
import { type Administration, accessOf } from './administration.ts';
import { concernedBy, confirmDevice, deviceWithCode, type KnownDevice } from './devices.ts';

interface ReadOut {
  /** One person's, as they were read from the bucket. */
  readonly devices: readonly KnownDevice[];
  /** What the person reads out from their own screen, as it was typed. */
  readonly code: string;
  /** UTC ms. */
  readonly at: number;
}

/**
 * Confirms the device of a person whose card has exactly the code that they read out. Given again after it was cut off it publishes the same.
 * Problem codes: those of `deviceWithCode` and of what publishes.
 */
export async function confirmByCode(
  administration: Administration,
  { devices, code, at }: ReadOut,
  steps: PublishingSteps,
): Promise<Result<DeviceCard>> {
  const card = await deviceWithCode(devices, code, administration);
  if (!card.ok) return card;
  const after = confirmDevice(administration, card.value, at);
  const { person } = card.value;
  const told = await putIntoEffect(
    after,
    { people: [person], viewers: concernedBy(accessOf(after, person)), at },
    steps,
  );
  return told.ok ? ok(card.value) : told;
}
