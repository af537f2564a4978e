import { CliCommand } from '../cli-command.ts';
import { agentSettings } from '../option-kinds.ts';

export function consentCommand(): CliCommand {
  return new CliCommand('consent', 'decide in your terminal what may be recorded')
    .description(
      `Shows in your terminal who asks to record what, with everything that you are told about it, and asks for your yes or no to each: for an agent without a window and without a page. Where you are not enrolled yet it shows the invitation first.

Only a person can answer, at a terminal of the account to which the agent's folder belongs: no pipe, no file, no option says yes. Enter alone never agrees to anything. It is for when the agent does not run; while it runs, decide on its page, or end it first. An agent that waits for you to enrol takes up by itself what you accept here.

Exit code: 0 all was asked and answered, 1 it did not work or you ended it before, 2 wrong options or no terminal of yours.`,
    )
    .needs(
      'settings',
      agentSettings,
      'the settings of “plainsight agent”: folder, enrolment and what opens the keys are taken from there',
    )
    .acts(async (options) => (await import('./consent.ts')).askForConsent(options));
}
