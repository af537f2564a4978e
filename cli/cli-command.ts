import { Argument, Command, CommanderError, Option, type ParseOptionsResult } from 'commander';
import { writeText } from '../agent/host/terminal.ts';
import { type Problem, problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { shownText } from '../core/typed-text.ts';
import type { OptionKind } from './option-kinds.ts';

/** What was typed behind a command. A name is without its dashes. */
export interface Options {
  readonly values: Readonly<Record<string, string>>;
  /** Options that take no value. */
  readonly switches: ReadonlySet<string>;
  /** The word beside the options, where the command takes one. */
  readonly word: string | undefined;
  /** What trying a passphrase costs that keys are sealed with, as `sealWithPassphrase` takes it. */
  readonly passphraseWork?: number;
}

/** Does what a command is for, and answers the exit code: 0 done, 1 it did not work, 2 it was asked for wrongly. */
export type Act = (options: Options) => number | Promise<number>;

/** Of two options the first says nothing without the second (`with`), or does not go together with it (`not`). */
type Pair = readonly [option: string, is: 'with' | 'not', other: string];

/**
 * A command, or a group of them. The library reads what was typed, shows help, and knows what is meant by a typing error. Here every value is
 * judged before anything is done, and what is refused is named, with what is right.
 */
export class CliCommand extends Command {
  /** Of the options that take a value, by name without the dashes. */
  readonly kinds = new Map<string, OptionKind>();
  /** Those of them without which nothing can be done. */
  readonly needed: string[] = [];
  readonly pairs: Pair[] = [];
  word: (OptionKind & { readonly isNeeded: boolean }) | null = null;
  /** Of the outermost command: what was asked for. */
  #asked: { readonly act: Act; readonly options: Options } | null = null;

  constructor(name: string, summary: string) {
    super(name);
    this.summary(summary);
    this.description(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`);
    this.enablePositionalOptions();
    this.helpCommand(false);
    this.helpOption('--help', 'this text');
    this.configureHelp({
      commandUsage: () => this.#usage,
      subcommandTerm: (command) => command.name(),
      argumentDescription: ({ description }) => description,
    });
    // What the library says of an error repeats what was typed, which may be a secret.
    this.configureOutput({ writeOut: (text) => writeText('stdout', text.trimEnd()), writeErr: () => {} });
    this.exitOverride((error) => {
      throw error.code === 'commander.helpDisplayed' ? error : this.#refusal(sentenceFor(this, error));
    });
  }

  /** As it is typed: `plainsight org enrol`. */
  get called(): string {
    return this.parent instanceof CliCommand ? `${this.parent.called} ${this.name()}` : this.name();
  }

  /** How it is called, with what it needs, in lines of at most 80 columns behind `Usage: `. */
  get #usage(): string {
    const needed = this.options.filter((option) => this.needed.includes(option.name())).map(({ flags }) => flags);
    const word = this.word === null ? [] : [this.word.isNeeded ? this.word.sign : `[${this.word.sign}]`];
    const rest = this.options.length > needed.length ? ['[options]'] : [];
    const parts = [...(this.commands.length === 0 ? [] : ['COMMAND']), ...word, ...needed, ...rest];
    return parts.reduce((text, part) => {
      const isFull = text.length - text.lastIndexOf('\n') + part.length > 71;
      return `${text}${isFull ? '\n        ' : ' '}${part}`;
    }, this.called);
  }

  /** An option with a value. `about` says what it is for. */
  takes(name: string, kind: OptionKind, about: string): this {
    const option = new Option(`--${name} <${kind.sign}>`, about).argParser((value: string, before?: string) => {
      if (before !== undefined) throw this.#refusal(`--${name} is given more than once.`);
      return value;
    });
    if (kind.words !== undefined) option.argChoices = [...kind.words];
    this.kinds.set(name, kind);
    return this.addOption(option);
  }

  /** The same, without which nothing can be done. */
  needs(name: string, kind: OptionKind, about: string): this {
    this.needed.push(name);
    return this.takes(name, kind, about);
  }

  /** A word beside the options: one that may follow, or one that has to. */
  takesWord(kind: OptionKind, isNeeded: boolean): this {
    this.word = { ...kind, isNeeded };
    const argument = new Argument(`[${kind.sign}]`, kind.takes);
    if (kind.words !== undefined) argument.argChoices = [...kind.words];
    return this.addArgument(argument);
  }

  pair(...pair: Pair): this {
    this.pairs.push(pair);
    return this;
  }

  acts(act: Act): this {
    return this.action(() => {
      const options = this.#options();
      const wrong = wrongIn(this, options);
      if (wrong !== null) throw this.#refusal(wrong);
      let outermost: Command = this;
      while (outermost.parent !== null) outermost = outermost.parent;
      (outermost as CliCommand).#asked = { act, options };
    });
  }

  group(...commands: readonly CliCommand[]): this {
    for (const each of commands) this.addCommand(each);
    return this;
  }

  /**
   * What `args` ask for, with every value right; null where it was a help, which has been shown by then. Problem code: `usage`; it names the
   * option that is wrong and no other.
   */
  read(args: readonly string[]): Result<{ readonly act: Act; readonly options: Options } | null> {
    try {
      this.parse(args, { from: 'user' });
    } catch (error) {
      if (error instanceof Refusal) return fail(error.problem);
      if (!(error instanceof CommanderError)) throw error;
    }
    return ok(this.#asked);
  }

  /** A value that begins with a dash is the next option, whose own was left out; what came with an option that is none is nobody's to see. */
  override parseOptions(args: string[]): ParseOptionsResult {
    const isCommand = (arg: string | undefined): boolean => this.commands.some((each) => each.name() === arg);
    for (const [at, arg] of args.entries()) {
      if (arg === '--' || isCommand(arg)) break;
      if (arg.startsWith('--') && this.kinds.has(arg.slice(2)) && /^-./.test(args[at + 1] ?? '--'))
        throw this.#refusal(`${arg} needs a value after it.`);
    }
    const { operands, unknown } = super.parseOptions(args);
    if (isCommand(operands[0])) return { operands, unknown };
    return { operands, unknown: unknown.map((arg) => arg.replace(/^(--[^=]*|-[^-]).*$/s, '$1')) };
  }

  #options(): Options {
    const values: Record<string, string> = {};
    const switches = new Set<string>();
    for (const option of this.options) {
      const value: unknown = this.getOptionValue(option.attributeName());
      if (this.getOptionValueSource(option.attributeName()) !== 'cli') continue;
      if (typeof value === 'string') values[option.name()] = value;
      else switches.add(option.name());
    }
    return { values, switches, word: this.args[0] };
  }

  #refusal(sentence: string): Refusal {
    return new Refusal(problem('usage', { sentence, help: `${this.called} --help` }));
  }
}

/** Ends the reading of what was typed. */
class Refusal extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

/** What is wrong with what was typed, by the code of the library's error; of its text only names of ours are taken, and words that may be shown. */
function sentenceFor(command: CliCommand, { code, message }: CommanderError): string {
  const [, typed = '', similar] = /'(.*)'(?:\n\(Did you mean (?:one of )?(.+)\?\))?$/s.exec(message) ?? [];
  const meant = similar === undefined ? '' : ` Did you mean ${similar.replace(/, ([^,]+)$/, ' or $1')}?`;
  const toDo = command.commands.map((each) => each.name()).join(', ');
  if (code === 'commander.unknownCommand')
    return `There is no command ${shownText(typed)} here${meant === '' ? `, but ${toDo}.` : `.${meant}`}`;
  if (code === 'commander.optionMissingArgument') return `${typed.replace(/ .*/, '')} needs a value after it.`;
  if (code === 'commander.help') return `Say what to do: ${toDo}.`;
  if (code === 'commander.excessArguments') {
    const most = command.registeredArguments.length;
    return `${shownText(command.args[most] ?? '')} is a word too many: beside its options ${command.called} takes ${most === 0 ? 'none' : 'one'}. A value of several words goes into quotation marks.`;
  }
  if (command.options.some(({ long }) => long === typed)) return `${typed} takes no value.`;
  return `There is no option ${shownText(typed)} here.${meant}`;
}

/** The first thing that is wrong, in the order in which a person would look. */
function wrongIn(
  { called, kinds, needed, pairs, word }: CliCommand,
  { values, switches, word: typed }: Options,
): string | null {
  const isGiven = (name: string): boolean => values[name] !== undefined || switches.has(name);
  for (const [option, is, other] of pairs) {
    if (!isGiven(option)) continue;
    if (is === 'with' && !isGiven(other)) return `--${option} says nothing without --${other}.`;
    if (is === 'not' && isGiven(other)) return `Give --${option} or --${other}, not both.`;
  }
  const judged = [...kinds].map(([name, kind]) => [`--${name}`, kind, values[name]] as const);
  for (const [option, kind, value] of word === null
    ? judged
    : [...judged, [`${called} ${word.sign}`, word, typed] as const]) {
    const wrong = value === undefined ? null : kind.wrong(value);
    if (wrong !== null) return `${option} takes ${kind.takes}. What was given ${wrong}.`;
  }
  const missing = judged.filter(([option, , value]) => needed.includes(option.slice(2)) && value === undefined);
  if (missing.length > 0)
    return `Give ${missing.map(([option, kind]) => `${option} ${kind.sign}`).join(' and ')}: ${missing
      .map(([option, kind]) => `${option} takes ${kind.takes}`)
      .join('; ')}.`;
  if (word?.isNeeded === true && typed === undefined) return `${called} needs ${word.sign} behind it: ${word.takes}.`;
  return null;
}
