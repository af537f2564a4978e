import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { hasMarker, writeMarker } from '../../agent/consent/withdrawal-marker.ts';
import { unsealEnrolment } from '../../agent/enrolment/acceptance.ts';
import { enrolledPath } from '../../agent/enrolment/enrolled-file.ts';
import type { Enrolled } from '../../agent/enrolment/enrolment.ts';
import { hasKeys } from '../../agent/enrolment/keys.ts';
import { withdrawOffline } from '../../agent/offline/withdrawal.ts';
import { problem } from '../../core/problem.ts';
import type { Result } from '../../core/result.ts';
import { shownText } from '../../core/typed-text.ts';
import type { SecretProtector } from '../../seal/protector.ts';
import { type Unlocking, unlockingIn } from '../agent/agent-unlock.ts';
import type { Options } from '../cli-command.ts';
import { complain, giveUp, print, refuse, usageProblem } from '../outcome.ts';
import { here, readFolderSettings } from './folder-here.ts';

/** How long sending what is owed may take. */
const flushMs = 10_000;
/** How long a running agent is given to obey the marker file before we say that it has not. */
const answerMs = 5_000;

export async function runWithdraw(options: Options): Promise<number> {
  const { folder, settings } = options.values;
  if (folder === undefined && settings === undefined)
    return refuse(usageProblem('Give --folder DIR or --settings FILE.'));
  if (folder !== undefined) {
    const unlocking = await unlockingIn(resolve(folder), process.env, options.passphraseWork);
    return withdraw(resolve(folder), null, protectorIn(unlocking));
  }
  const read = await readFolderSettings(options);
  if (!read.ok) return refuse(read.problem);
  const { settings: own, unlocking } = read.value;
  return withdraw(own.folder, own.enrolment?.enrolled ?? null, protectorIn(unlocking));
}

/** Without anything that opens the keys only the marker file remains: what is wrong with it is said, and keeps nobody from withdrawing. */
function protectorIn(unlocking: Result<Unlocking> | null): SecretProtector | null {
  if (unlocking?.ok === false && unlocking.problem.code !== 'unlock-missing') complain(unlocking.problem);
  return unlocking?.ok === true ? unlocking.value.protector : null;
}

/** The marker file comes first: from then on a crash, a missing key or a full disk cannot keep what was agreed to alive. */
async function withdraw(folder: string, given: Enrolled | null, protector: SecretProtector | null): Promise<number> {
  if (!existsSync(folder)) return giveUp(noFolder(folder));
  if (!hasKeys(folder) && !existsSync(enrolledPath(folder))) return giveUp(noAgent(folder));
  const marked = await writeMarker(folder);
  const enrolled = protector === null ? null : ((await acceptedIn(folder, protector)) ?? given);
  if (enrolled === null || protector === null) return marked.ok ? waitForAgent(folder) : giveUp(marked.problem);
  const done = await withdrawOffline({ folder, enrolled, protector, ...here, flushMs });
  if (done.ok) {
    print('Everything is withdrawn.');
    if (done.value.queued > 0)
      print(
        'Your organisation could not be told yet, because the bucket did not answer: the next start of the agent tells it.',
      );
    return 0;
  }
  if (done.problem.code !== 'vault-in-use') complain(done.problem);
  return marked.ok ? waitForAgent(folder) : giveUp(marked.problem);
}

async function waitForAgent(folder: string): Promise<number> {
  const end = Date.now() + answerMs;
  while (hasMarker(folder) && Date.now() < end) await wait(50);
  print(
    hasMarker(folder)
      ? `Everything counts as withdrawn: a mark is in ${folder}, and an agent withdraws everything before anything else when it starts.`
      : 'Everything is withdrawn, by the agent that is running.',
  );
  return 0;
}

/** The enrolment that was accepted in the folder, where it opens. */
async function acceptedIn(folder: string, protector: SecretProtector): Promise<Enrolled | null> {
  const unsealed = await unsealEnrolment(folder, protector);
  if (!unsealed.ok) complain(unsealed.problem);
  return unsealed.ok ? (unsealed.value?.enrolled ?? null) : null;
}

function noAgent(folder: string) {
  return problem('agent-missing', { folder: shownText(folder) });
}

function noFolder(folder: string) {
  return problem('folder-missing', { folder: shownText(folder) });
}
