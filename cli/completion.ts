import { type RootCommand, ShellCompDirective } from '@bomb.sh/tab';
import completionOf from '@bomb.sh/tab/commander';
import type { CliCommand } from './cli-command.ts';
import { print } from './outcome.ts';

/** Prints what the shell runs at its start, so that it asks `plainsight complete -- WORDS` what may come next. */
export function printScript(program: CliCommand, shell: string): void {
  treeOf(program).setup('plainsight', 'plainsight', shell);
  // Where the commands have nothing to say, bash finds files by itself: the script leaves that out.
  if (shell === 'bash') print('complete -o default -F __plainsight_complete plainsight');
}

/** Prints what the last of `words` may become: a command, an option, a word that an option takes. Where it takes a path, the shell finds files. */
export function printCompletions(program: CliCommand, words: readonly string[]): void {
  const [, option] = /^--([^=]+)=/.exec(words.at(-1) ?? '') ?? /^--(.+)$/.exec(words.at(-2) ?? '') ?? [];
  const isPath = commandAt(program, words).kinds.get(option ?? '')?.isPath === true;
  if (isPath) print(`:${ShellCompDirective.ShellCompDirectiveDefault}`);
  else treeOf(program).parse([...words]);
}

/** The commands as the library of completion has them. It adds one of its own, in whose place there is ours. */
function treeOf(program: CliCommand): RootCommand {
  tellInOneLine(program);
  const tree = completionOf(program);
  tree.commands.delete('complete');
  return tree;
}

/** A completion is one line; a description may be several. */
function tellInOneLine(command: CliCommand): void {
  command.description(command.summary());
  for (const each of command.commands) tellInOneLine(each as CliCommand);
}

function commandAt(command: CliCommand, [name, ...rest]: readonly string[]): CliCommand {
  const found = command.commands.find((each) => each.name() === name);
  return found === undefined ? command : commandAt(found as CliCommand, rest);
}
