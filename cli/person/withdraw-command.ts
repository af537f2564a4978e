import { CliCommand } from '../cli-command.ts';
import { agentSettings, folderThere } from '../option-kinds.ts';
import { passphraseVariable } from '../passphrase.ts';

export function withdrawCommand(): CliCommand {
  return new CliCommand('withdraw', 'withdraw everything that was agreed to on this computer')
    .description(
      `Withdraws everything that was agreed to on this computer, as the page “Consent” does, and sends what is owed for at most ten seconds. Removing the program does this too. Nothing that was recorded before is deleted. Give the folder or the settings of the agent.

Keys that need a passphrase are opened with the variable ${passphraseVariable}, or with what the settings name. Where nothing opens them, a mark is left in the folder: an agent that runs heeds it at once, and every later start withdraws everything before anything else. Your organisation is told by whoever can open the keys: this command, the agent that runs, or the next start.

Exit code: 0 withdrawn or marked, 1 neither was possible, 2 wrong options.`,
    )
    .takes('folder', folderThere('an agent', '/var/lib/plainsight'), 'the folder with keys and vault of the agent')
    .takes(
      'settings',
      agentSettings,
      'the settings of “plainsight agent”, where it runs by them: folder, enrolment and keys are taken from there',
    )
    .pair('folder', 'not', 'settings')
    .acts(async (options) => (await import('./withdraw.ts')).runWithdraw(options));
}
