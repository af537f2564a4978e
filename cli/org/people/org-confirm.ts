import { askLine } from '../../../agent/host/terminal.ts';
import { problem } from '../../../core/problem.ts';
import { fail, ok, type Result } from '../../../core/result.ts';
import { findPerson } from '../../../org/administration.ts';
import { confirmByCode, readDevices } from '../../../org/devices.ts';
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
  const readOut = { devices: devices.value, code: code.value, at: Date.now() };
  const card = await confirmByCode(administration.value, readOut, stepsIn(request));
  if (!card.ok) return fail(isOfCode(card.problem.code) ? inOption('code', card.problem) : card.problem);
  const { name } = known.value;
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

function isOfCode(code: string): boolean {
  return code === 'device-unknown' || code === 'device-unfit';
}

const noCode = problem('confirmation-code-missing');
