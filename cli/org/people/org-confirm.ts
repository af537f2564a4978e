import { askLine } from '../../../agent/host/terminal.ts';
import { problem } from '../../../core/problem.ts';
import { fail, ok, type Result } from '../../../core/result.ts';
import { putIntoEffect } from '../../../org/access-steps.ts';
import { accessOf, findPerson } from '../../../org/administration.ts';
import { concernedBy, confirmDevice, deviceWithCode, readDevices } from '../../../org/devices.ts';
import { inOption } from '../../outcome.ts';
import { type BucketRequest, type Done, stepsIn, withStore } from '../org-request.ts';

/**
 * Confirms the device of a person whose card has exactly the code that they read out. It can be
 * given again after it was cut off, and then publishes the same.
 */
export async function confirm(request: BucketRequest): Done {
  const { adminFile, bucket, values, word = '' } = request;
  const administration = await adminFile.read();
  if (!administration.ok) return administration;
  const known = findPerson(administration.value, word);
  if (!known.ok) return known;
  const code = values.code === undefined ? await askFor(known.value.name) : ok(values.code);
  if (!code.ok) return code;
  const devices = await withStore(bucket, (store) =>
    readDevices(administration.value, known.value, store, bucket.settings.prefix),
  );
  if (!devices.ok) return devices;
  const card = await deviceWithCode(devices.value, code.value, administration.value);
  if (!card.ok) return fail(inOption('code', card.problem));
  const at = Date.now();
  const after = confirmDevice(administration.value, card.value, at);
  const { person, name } = known.value;
  const viewers = concernedBy(accessOf(after, person));
  const told = await putIntoEffect(after, { people: [person], viewers, at }, stepsIn(request));
  if (!told.ok) return told;
  return ok([
    `The device ${card.value.device} of ${name} is confirmed.`,
    'Their page says so within a minute while it is on. Viewers see its days from now on, the ones before too.',
    'Days that were sealed anew meanwhile are not sealed to it: give the last command with --recovery again.',
  ]);
}

/**
 * In a terminal only: a code that a script would find by itself is not one that a person read out.
 */
async function askFor(name: string): Promise<Result<string>> {
  if (process.stdin.isTTY !== true) return fail(noCode);
  return ok(await askLine(`The code that ${name} reads on their own screen: `));
}

const noCode = problem('confirmation-code-missing');
