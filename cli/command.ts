import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { writeLines, writeText } from '../agent/host/terminal.ts';
import { type Problem, problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { shownText } from '../core/typed-text.ts';
import { problemText } from '../messages/problem-text.ts';
import type { OptionKind } from './option-kinds.ts';

/** One command of `plainsight`. `run` answers the exit code: 0 done, 1 it did not work, 2 it was asked for wrongly. */
export interface Command {
  /** One line for the list of commands. */
  readonly summary: string;
  readonly help: string;
  /** Every way in which it is called. What stands in none of them is refused. */
  readonly forms: readonly Form[];
  run(args: readonly string[]): Promise<number>;
}

/** One way in which a command is called: with which options, and with which words beside them. */
export interface Form {
  /** As it is typed: `plainsight org enrol`. */
  readonly called: string;
  /** The word that chooses this form among those of its command; null where there is one form alone. */
  readonly action: string | null;
  /** Options that take a text, by name without the dashes. */
  readonly texts: Readonly<Record<string, OptionKind>>;
  /** Options that take none. */
  readonly switches: readonly string[];
  /** Those of `texts` without which nothing can be done. */
  readonly needs: readonly string[];
  /** A word that may follow, or has to. */
  readonly word?: OptionKind & { readonly isNeeded: boolean };
  /** Pairs of options of which the first says nothing without the second, or (`not`) together with it. */
  readonly pairs?: readonly (readonly [option: string, is: 'with' | 'not', other: string])[];
}

/** Text options by name, switches as true. A name is without its dashes. */
export interface Options {
  /** The chosen form's word; empty where there is one form alone. */
  readonly action: string;
  readonly values: Readonly<Record<string, string>>;
  readonly switches: ReadonlySet<string>;
  /** What stands behind the form's word. */
  readonly words: readonly string[];
}

/**
 * A command that does something only once its options are right: `run` refuses what is wrong, shows the help that is asked for,
 * and calls `act` with the rest. `helpFor` is the help of one action, where each has its own.
 */
export function defineCommand({
  act,
  helpFor,
  ...command
}: Omit<Command, 'run'> & {
  readonly act: (options: Options) => number | Promise<number>;
  readonly helpFor?: (action: string) => string;
}): Command {
  return {
    ...command,
    async run(args) {
      const options = readOptions(args, command.forms);
      if (!options.ok) return refuse(options.problem);
      const { action, switches } = options.value;
      if (!switches.has('help')) return act(options.value);
      printHelp(helpFor?.(action) ?? command.help);
      return 0;
    },
  };
}

/**
 * Reads and judges what was typed: each option once, each value right by its kind, nothing that nothing reads, nothing missing. With `--help`
 * only the names of the options are judged. Problem code: `usage`; it names the option that is wrong and no other.
 */
export function readOptions(args: readonly string[], forms: readonly Form[]): Result<Options> {
  const texts = new Set(forms.flatMap((form) => Object.keys(form.texts)));
  const switches = new Set([...forms.flatMap((form) => form.switches), 'help']);
  const typed = parseTyped(args, texts, switches);
  if (!typed.ok) return typed;
  const { words } = typed.value;
  if (typed.value.switches.has('help')) return ok({ ...typed.value, action: words[0] ?? '' });
  const only = forms[0]?.action === null ? forms[0] : undefined;
  const form = only ?? forms.find(({ action }) => action === words[0]);
  if (form === undefined) return fail(usageProblem(noAction(forms, words[0])));
  const rest = only === undefined ? words.slice(1) : words;
  const wrong = wrongIn({ ...typed.value, action: form.action ?? '', words: rest }, form);
  if (wrong !== null) return fail(problem('usage', { sentence: wrong, help: `${form.called} --help` }));
  return ok({ ...typed.value, action: form.action ?? '', words: rest });
}

function parseTyped(
  args: readonly string[],
  texts: ReadonlySet<string>,
  switches: ReadonlySet<string>,
): Result<Omit<Options, 'action'>> {
  const options: ParseArgsOptionsConfig = Object.fromEntries([
    ...[...texts].map((name) => [name, { type: 'string', multiple: true }] as const),
    ...[...switches].map((name) => [name, { type: 'boolean' }] as const),
  ]);
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    const given = Object.entries(values).flatMap(([name, value]) => (Array.isArray(value) ? [{ name, value }] : []));
    const twice = given.find(({ value }) => value.length > 1);
    if (twice !== undefined) return fail(usageProblem(`--${twice.name} is given more than once.`));
    return ok({
      values: Object.fromEntries(given.map(({ name, value }) => [name, String(value[0])])),
      switches: new Set(Object.entries(values).flatMap(([name, value]) => (value === true ? [name] : []))),
      words: positionals,
    });
  } catch (error) {
    return fail(usageProblem(misreadOf(error)));
  }
}

function noAction(forms: readonly Form[], word: string | undefined): string {
  const actions = forms.map(({ action }) => action).join(', ');
  return word === undefined
    ? `Say what to do: ${actions}.`
    : `${shownText(word)} is none of what can be done: ${actions}.`;
}

/** The first thing that is wrong, in the order in which a person would look. */
function wrongIn({ values, switches, words }: Options, form: Form): string | null {
  const given = [...Object.keys(values), ...switches];
  const strange = given.find((name) => form.texts[name] === undefined && !form.switches.includes(name));
  if (strange !== undefined) return `${form.called} takes no --${strange}.`;
  const [word, ...surplus] = form.word === undefined ? [undefined, ...words] : words;
  if (surplus[0] !== undefined)
    return `${shownText(surplus[0])} is a word too many: beside its options ${form.called} takes ${form.word === undefined ? 'none' : 'one'}. A value of several words goes into quotation marks.`;
  for (const [option, is, other] of form.pairs ?? []) {
    if (!given.includes(option)) continue;
    if (is === 'with' && !given.includes(other)) return `--${option} says nothing without --${other}.`;
    if (is === 'not' && given.includes(other)) return `Give --${option} or --${other}, not both.`;
  }
  for (const [name, value] of Object.entries(values)) {
    const wrong = form.texts[name]?.wrong(value) ?? null;
    if (wrong !== null) return wrongValue(`--${name}`, form.texts[name], wrong);
  }
  const wrongWord = word === undefined ? null : (form.word?.wrong(word) ?? null);
  if (wrongWord !== null) return wrongValue(`${form.called} ${form.word?.sign}`, form.word, wrongWord);
  const missing = form.needs.filter((name) => values[name] === undefined);
  if (missing.length > 0)
    return `Give ${missing.map((name) => `--${name} ${form.texts[name]?.sign}`).join(' and ')}: ${missing
      .map((name) => `--${name} takes ${form.texts[name]?.takes}`)
      .join('; ')}.`;
  if (form.word?.isNeeded === true && word === undefined)
    return `${form.called} needs ${form.word.sign} behind it: ${form.word.takes}.`;
  return null;
}

function wrongValue(option: string, kind: OptionKind | undefined, wrong: string): string {
  return `${option} takes ${kind?.takes}. What was given ${wrong}.`;
}

/** A problem that came up with the value of an option, naming that option. */
export function inOption(option: string, cause: Problem): Problem {
  return problem('in-option', { option, cause });
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

export function usageProblem(sentence: string): Problem {
  return problem('usage', { sentence, help: '--help' });
}

/** What went wrong and what to do, for the one at the terminal, on standard error. */
export function complain(told: Problem): void {
  const { what, remedy } = problemText('en', told);
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
