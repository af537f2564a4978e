import { problem } from '../core/problem.ts';
import { agentCommand } from './agent/agent-command.ts';
import { bucketCommand, sweepCommand } from './bucket/bucket-command.ts';
import { CliCommand, type Options } from './cli-command.ts';
import { doctorCommand } from './doctor/doctor-command.ts';
import { openCommand } from './open/open-command.ts';
import { viewCommand } from './open/view-command.ts';
import { oneOf } from './option-kinds.ts';
import { eraseCommand } from './org/erasure/erase-command.ts';
import { orgCommand } from './org/org-command.ts';
import { refuse } from './outcome.ts';
import { consentCommand } from './person/consent-command.ts';
import { withdrawCommand } from './person/withdraw-command.ts';
import { storeCommand } from './store/store-command.ts';

const completionAbout = `Prints a script that completes commands, options and files in your shell, wherever plainsight is on the PATH. Load it at the start of the shell:

bash: source <(plainsight completion bash), with the package bash-completion
zsh: source <(plainsight completion zsh), behind compinit
fish: plainsight completion fish | source
PowerShell: plainsight completion powershell | Out-String | Invoke-Expression`;

/** Every command. What one of them needs to run is loaded once it was asked for, so that help and mistakes are answered at once. */
export function program(): CliCommand {
  return new CliCommand('plainsight', 'a desktop activity tracker that people can agree to')
    .group(agentCommand(), storeCommand(), orgCommand(), bucketCommand(), sweepCommand(), eraseCommand())
    .group(viewCommand(), openCommand())
    .group(consentCommand(), withdrawCommand(), doctorCommand(), completionCommand())
    .addHelpText('after', '\nplainsight COMMAND --help says more.');
}

function completionCommand(): CliCommand {
  return new CliCommand('completion', 'complete commands and options in your shell')
    .description(completionAbout)
    .takesWord(oneOf('SHELL', 'bash', 'zsh', 'fish', 'powershell'), true)
    .acts(async ({ word = '' }) => {
      (await import('./completion.ts')).printScript(program(), word);
      return 0;
    });
}

/** What the program's work costs, where the entry of the process says otherwise than the product's. */
export type ProgramCosts = Pick<Options, 'passphraseWork'>;

/** Runs what `args` ask for, and answers the exit code: 0 done, 1 it did not work, 2 it was asked for wrongly. */
export async function plainsight(args: readonly string[], costs: ProgramCosts = {}): Promise<number> {
  if (args.some((arg) => /plainsight:\/\/|AGE-SECRET-KEY-/i.test(arg))) return refuse(problem('argument-secret'));
  if (args[0] === 'complete' && args[1] === '--') {
    (await import('./completion.ts')).printCompletions(program(), args.slice(2));
    return 0;
  }
  // `help open` is `open --help`, and `help org enrol` is `org enrol --help`.
  const isHelp = args[0] === 'help' || args.length === 0;
  const read = program().read(isHelp ? [...args.slice(1), '--help'] : args);
  if (!read.ok) return refuse(read.problem);
  if (read.value === null) return args.length === 0 ? 2 : 0;
  return read.value.act({ ...read.value.options, ...costs });
}
