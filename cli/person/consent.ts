import { join } from 'node:path';
import { acceptEnrolment, unsealEnrolment } from '../../agent/enrolment/acceptance.ts';
import { systemLanguage } from '../../agent/host/system-language.ts';
import { type OfflineDecisions, openOfflineDecisions } from '../../agent/offline/offline-decisions.ts';
import { readSettings } from '../../agent/policy/person-settings.ts';
import type { Language } from '../../core/language.ts';
import { problem } from '../../core/problem.ts';
import { fail, type Result } from '../../core/result.ts';
import { takePrivateFolder } from '../../disk/private-folder.ts';
import type { SecretProtector } from '../../seal/protector.ts';
import { openInvitation } from '../agent/agent-enrolment.ts';
import type { AgentSettings } from '../agent/agent-settings.ts';
import type { Options } from '../cli-command.ts';
import { complain, giveUp, refuse, usageProblem } from '../outcome.ts';
import { OwnTerminal, processEnds } from '../own-terminal.ts';
import { ConsentDialogue } from './consent-dialogue.ts';
import { here, readFolderSettings } from './folder-here.ts';

/** How long asking for newer notices, and telling the organisation, may take. */
const askMs = 5_000;
const flushMs = 10_000;

export async function askForConsent(options: Options): Promise<number> {
  // Before anything else: whoever cannot answer is not told what is in the folder either.
  const terminal = OwnTerminal.open(processEnds());
  if (!terminal.ok) return refuse(terminal.problem);
  const read = await readFolderSettings(options);
  if (!read.ok) return refuse(read.problem);
  const { settings, unlocking } = read.value;
  if (!unlocking.ok) return refuse(unlocking.problem);
  const code = await decide(settings, unlocking.value.protector, terminal.value);
  process.stdin.pause();
  return code;
}

async function decide(settings: AgentSettings, protector: SecretProtector, terminal: OwnTerminal): Promise<number> {
  const { folder } = settings;
  // One that belongs to another account is not this person's to decide for.
  const own = takePrivateFolder(folder);
  if (!own.ok) return giveUp(own.problem);
  const dialogue = new ConsentDialogue(terminal, languageIn(folder), settings.zone);
  const found = await openInvitation(settings, protector, Date.now());
  if (!found.ok) return giveUp(found.problem);
  const { invitation, refused } = found.value;
  if (refused !== null) complain(refused);
  if (invitation !== null) {
    if (!(await dialogue.invitation(invitation))) {
      dialogue.say('declined');
      return 1;
    }
    const accepted = await acceptEnrolment(folder, invitation, protector);
    if (!accepted.ok) return giveUp(accepted.problem);
    dialogue.say('enrolled');
  }
  const opened = await openDecisions(folder, protector);
  if (!opened.ok) return giveUp(opened.problem);
  try {
    return await askAll(opened.value, dialogue);
  } finally {
    await opened.value.close();
  }
}

async function askAll(
  { decisions, ledger, organisation, store, flush }: OfflineDecisions,
  dialogue: ConsentDialogue,
): Promise<number> {
  if (ledger.problem !== null) return giveUp(ledger.problem);
  // Who decides reads what is asked now, not what was asked when the agent last ran; without a connection what is known has to do.
  await organisation.refresh(store, AbortSignal.timeout(askMs));
  const followed = await decisions.followOrganisation();
  if (!followed.ok) return giveUp(followed.problem);
  const isWhole = await dialogue.decide(decisions);
  for (const each of decisions.problems) complain(each);
  dialogue.say(isWhole ? 'done' : 'ended');
  if ((await flush(flushMs)) > 0) dialogue.say('waiting');
  return isWhole ? 0 : 1;
}

async function openDecisions(folder: string, protector: SecretProtector): Promise<Result<OfflineDecisions>> {
  const unsealed = await unsealEnrolment(folder, protector);
  if (!unsealed.ok) return unsealed;
  if (unsealed.value === null) return fail(usageProblem('Nobody is enrolled in the folder of this agent.'));
  const opened = await openOfflineDecisions({ folder, ...unsealed.value, ...here });
  return opened.ok || opened.problem.code !== 'vault-in-use' ? opened : fail(agentRuns(folder));
}

function languageIn(folder: string): Language {
  const own = readSettings(join(folder, 'settings.json'));
  return (own.ok ? own.value.language : null) ?? systemLanguage(process.env);
}

function agentRuns(folder: string) {
  return problem('agent-runs', { path: join(folder, 'page-address') });
}
