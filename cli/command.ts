import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { writeLines, writeText } from '../agent/terminal.ts';
import { type Problem, problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { shownText } from '../core/typed-text.ts';

/** One command of `plainsight`. `run` answers the exit code: 0 done, 1 it did not work, 2 it was asked for wrongly. */
export interface Command {
  /** One line for the list of commands. */
  readonly summary: string;
  readonly help: string;
  run(args: readonly string[]): Promise<number>;
}

/** Text options by name, switches as true. A name is without its dashes. */
export interface Options {
  readonly values: Readonly<Record<string, string>>;
  readonly switches: ReadonlySet<string>;
  readonly words: readonly string[];
}

/** Reads `--name text` for `texts` and `--name` for `switches`; every other word is taken as it is. Problem code: `usage`. */
export function readOptions(
  args: readonly string[],
  texts: readonly string[],
  switches: readonly string[] = [],
): Result<Options> {
  const options: ParseArgsOptionsConfig = {
    ...Object.fromEntries(texts.map((name) => [name, { type: 'string' }] as const)),
    ...Object.fromEntries([...switches, 'help'].map((name) => [name, { type: 'boolean' }] as const)),
  };
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    const entries = Object.entries(values);
    return ok({
      values: Object.fromEntries(
        entries.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
      ),
      switches: new Set(entries.flatMap(([name, value]) => (value === true ? [name] : []))),
      words: positionals,
    });
  } catch (error) {
    return fail(usageProblem(misreadOf(error)));
  }
}

/** Which option could not be read; nothing that was given with it, which may be a secret. */
function misreadOf(error: unknown): string {
  const text = error instanceof Error ? error.message : '';
  const name = /'(?:-\w, )?(--?[a-z][a-z-]{0,40})[ ='<]/.exec(text)?.[1];
  if (name === undefined) return 'The options cannot be read.';
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `There is no option ${shownText(name)} here.`;
  return /does not take an argument/.test(text) ? `${name} takes no value.` : `${name} needs a value after it.`;
}

export function usageProblem(what: string): Problem {
  return problem('usage', what, 'See --help.');
}

/** What went wrong and what to do, for the one at the terminal, on standard error. */
export function complain({ what, remedy }: Problem): void {
  writeLines('stderr', [`plainsight: ${what}`, `            ${remedy}`]);
}

/** The exit code for a command that was asked for wrongly, after saying so. */
export function refuse(what: Problem): 2 {
  complain(what);
  return 2;
}

/** The exit code for a command that did not work, after saying why. */
export function giveUp(what: Problem): 1 {
  complain(what);
  return 1;
}

/** One line each, whatever is in it. */
export function print(...lines: string[]): void {
  writeLines('stdout', lines);
}

/** A text of our own, of several lines. */
export function printHelp(help: string): void {
  writeText('stdout', help);
}

/** Answers at the first SIGTERM, SIGINT or SIGHUP. A second one finds no handler and ends the process at once. */
export function untilTold(): Promise<NodeJS.Signals> {
  const signals: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGINT', 'SIGHUP'];
  return new Promise((resolve) => {
    const stop = (signal: NodeJS.Signals): void => {
      for (const each of signals) process.removeListener(each, stop);
      resolve(signal);
    };
    for (const signal of signals) process.on(signal, stop);
  });
}
