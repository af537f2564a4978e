import { join } from 'node:path';
import { acceptEnrolment, unsealEnrolment } from '../../agent/enrolment/acceptance.ts';
import { systemLanguage } from '../../agent/host/system-language.ts';
import { type DeskHere, openDeskHere } from '../../agent/offline-decisions.ts';
import { readSettings } from '../../agent/policy/person-settings.ts';
import type { Language } from '../../core/language.ts';
import { problem } from '../../core/problem.ts';
import { fail, type Result } from '../../core/result.ts';
import { takePrivateFolder } from '../../disk/private-folder.ts';
import type { SecretProtector } from '../../seal/protector.ts';
import { openInvitation } from '../agent/agent-enrolment.ts';
import type { AgentSettings } from '../agent/agent-settings.ts';
import { complain, defineCommand, type Form, giveUp, refuse, usageProblem } from '../command.ts';
import { agentSettings } from '../option-kinds.ts';
import { OwnTerminal, processEnds } from '../own-terminal.ts';
import { ConsentDialogue } from './consent-dialogue.ts';
import { here, readFolderSettings } from './folder-here.ts';

const help = `plainsight consent --settings FILE

Shows in your terminal who asks to record what, with everything that you are told about it, and asks for your yes or no to each: for an agent
without a window and without a page. Where you are not enrolled yet it shows the invitation first.

  --settings FILE  the settings of “plainsight agent”: folder, enrolment and what opens the keys are taken from there

Only a person can answer, at a terminal of the account to which the agent's folder belongs: no pipe, no file, no option says yes. Enter alone
never agrees to anything. It is for when the agent does not run; while it runs, decide on its page, or end it first. An agent that waits for
you to enrol takes up by itself what you accept here.
Exit code: 0 all was asked and answered, 1 it did not work or you ended it before, 2 wrong options or no terminal of yours.`;

/** How long asking for newer notices, and telling the organisation, may take. */
const askMs = 5_000;
const flushMs = 10_000;

const form: Form = {
  called: 'plainsight consent',
  action: null,
  texts: { settings: agentSettings },
  switches: [],
  needs: ['settings'],
};

export const consentCommand = defineCommand({
  summary: 'decide in your terminal what may be recorded',
  help,
  forms: [form],
  async act({ values }) {
    const { settings: file = '' } = values;
    // Before anything else: whoever cannot answer is not told what is in the folder either.
    const terminal = OwnTerminal.open(processEnds());
    if (!terminal.ok) return refuse(terminal.problem);
    const read = await readFolderSettings(file);
    if (!read.ok) return refuse(read.problem);
    const { settings, unlocking } = read.value;
    if (!unlocking.ok) return refuse(unlocking.problem);
    const code = await decide(settings, unlocking.value.protector, terminal.value);
    process.stdin.pause();
    return code;
  },
});

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
  const desk = await deskIn(folder, protector);
  if (!desk.ok) return giveUp(desk.problem);
  try {
    return await askAll(desk.value, dialogue);
  } finally {
    await desk.value.close();
  }
}

async function askAll(
  { desk, ledger, organisation, store, flush }: DeskHere,
  dialogue: ConsentDialogue,
): Promise<number> {
  if (ledger.problem !== null) return giveUp(ledger.problem);
  // Who decides reads what is asked now, not what was asked when the agent last ran; without a connection what is known has to do.
  await organisation.refresh(store, AbortSignal.timeout(askMs));
  const followed = await desk.followOrganisation();
  if (!followed.ok) return giveUp(followed.problem);
  const isWhole = await dialogue.decisions(desk);
  for (const each of desk.problems) complain(each);
  dialogue.say(isWhole ? 'done' : 'ended');
  if ((await flush(flushMs)) > 0) dialogue.say('waiting');
  return isWhole ? 0 : 1;
}

async function deskIn(folder: string, protector: SecretProtector): Promise<Result<DeskHere>> {
  const unsealed = await unsealEnrolment(folder, protector);
  if (!unsealed.ok) return unsealed;
  if (unsealed.value === null) return fail(usageProblem('Nobody is enrolled in the folder of this agent.'));
  const opened = await openDeskHere({ folder, ...unsealed.value, ...here });
  return opened.ok || opened.problem.code !== 'vault-in-use' ? opened : fail(agentRuns(folder));
}

function languageIn(folder: string): Language {
  const own = readSettings(join(folder, 'settings.json'));
  return (own.ok ? own.value.language : null) ?? systemLanguage(process.env);
}

function agentRuns(folder: string) {
  return problem('agent-runs', { path: join(folder, 'page-address') });
}
