import type { ObjectStore } from '../../../bucket/object-store.ts';
import { deviceCode } from '../../../core/organisation/devices.ts';
import { ok, type Result } from '../../../core/result.ts';
import { type Administration, findPerson, type KnownPerson } from '../../../org/administration.ts';
import { isOther, type KnownDevice, readDevices, strangeCards } from '../../../org/devices.ts';
import { lastDayIn } from '../org-choices.ts';
import { type BucketRequest, type Done, withStore } from '../org-request.ts';

/**
 * Everybody's devices, or one person's: which were confirmed, which ask for it and with what code.
 */
export async function listDevices({ adminFile, bucket, word }: BucketRequest): Done {
  const administration = await adminFile.read();
  if (!administration.ok) return administration;
  const one = word === undefined ? null : findPerson(administration.value, word);
  if (one?.ok === false) return one;
  const people = one === null ? administration.value.people : [one.value];
  return withStore(bucket, async (store) => {
    const lines: string[] = [];
    for (const person of people) {
      const told = await linesOf(administration.value, person, store, bucket.settings.prefix);
      if (!told.ok) return told;
      lines.push(...told.value);
    }
    return ok([
      ...lines,
      'Confirm a device only with the code that the person reads out to you from their own screen.',
    ]);
  });
}

async function linesOf(
  administration: Administration,
  known: KnownPerson,
  store: ObjectStore,
  prefix: string,
): Promise<Result<string[]>> {
  const devices = await readDevices(administration, known, store, prefix);
  if (!devices.ok) return devices;
  const strange = await strangeCards(administration, known.person, store, prefix);
  if (!strange.ok) return strange;
  return ok([
    `${known.person}  ${known.name}`,
    ...devices.value.map((device) => `    ${device.device}  ${stateOf(device)}`),
    ...strange.value.map((name) => `    ${name}  a card that you made no enrolment for: ask whoever runs the bucket`),
  ]);
}

function stateOf(device: KnownDevice): string {
  const { person, confirmed, card, isThere } = device;
  const other = isOther(device) ? '; the card in the bucket is another one now: its file was used a second time' : '';
  if (confirmed !== null)
    return `confirmed, code ${deviceCode({ ...confirmed, person })}${lastDayIn(confirmed)}${other}`;
  if (card !== null) return `asks to be confirmed, code ${deviceCode(card)}`;
  return isThere ? 'what lies in place of its card was not made with its enrolment file' : 'was not used yet';
}
