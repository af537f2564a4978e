import { fstatSync, type Stats } from 'node:fs';
import type { ReadStream, WriteStream } from 'node:tty';
import { type Problem, problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { printableLine } from '../core/shown-text.ts';

export interface TerminalEnds {
  readonly stdin: Pick<ReadStream, 'isTTY' | 'on' | 'off' | 'resume' | 'pause' | 'setEncoding'>;
  readonly stdout: Pick<WriteStream, 'isTTY' | 'write'>;
  /** What the system says of the file that is open as standard input (0) or output (1). */
  readonly stat: (descriptor: 0 | 1) => Pick<Stats, 'uid' | 'rdev'>;
  /** The account of this process; null where the system has no such numbers (Windows). */
  readonly account: number | null;
}

/** How long what was typed before a question is thrown away: it is no answer to it. */
const typedAheadMs = 150;
const longestLine = 1_024;

/** The terminal at which a person of this account sits: both ends are one terminal, and it is theirs. */
export class OwnTerminal {
  readonly #ends: TerminalEnds;
  #isOver = false;

  private constructor(ends: TerminalEnds) {
    this.#ends = ends;
    const over = (): void => {
      this.#isOver = true;
    };
    ends.stdin.on('end', over);
    ends.stdin.on('close', over);
  }

  /** Problem codes: `no-terminal` for a pipe, a file or two different terminals, `foreign-terminal` for one that another account opened. */
  static open(ends: TerminalEnds): Result<OwnTerminal> {
    const { stdin, stdout, stat, account } = ends;
    if (!stdin.isTTY || !stdout.isTTY) return fail(noTerminal);
    if (account !== null) {
      const [input, output] = [stat(0), stat(1)];
      if (input.rdev !== output.rdev) return fail(noTerminal);
      if (input.uid !== account || output.uid !== account) return fail(foreignTerminal);
    }
    stdin.setEncoding('utf8');
    return ok(new OwnTerminal(ends));
  }

  say(text = ''): void {
    this.#ends.stdout.write(
      `${text
        .split('\n')
        .map((line) => printableLine(line))
        .join('\n')}\n`,
    );
  }

  /** The line that is typed after `question` stands there, or null where the terminal ends (Ctrl+D, a closed window). */
  async ask(question: string): Promise<string | null> {
    await this.#dropTypedAhead();
    this.#ends.stdout.write(
      question
        .split('\n')
        .map((line) => printableLine(line))
        .join('\n'),
    );
    return this.#line();
  }

  #dropTypedAhead(): Promise<void> {
    const { stdin } = this.#ends;
    const drop = (): void => {};
    stdin.on('data', drop);
    stdin.resume();
    return new Promise((resolve) => {
      setTimeout(() => {
        stdin.off('data', drop);
        stdin.pause();
        resolve();
      }, typedAheadMs);
    });
  }

  #line(): Promise<string | null> {
    const { stdin } = this.#ends;
    if (this.#isOver) return Promise.resolve(null);
    return new Promise((resolve) => {
      let typed = '';
      const finish = (line: string | null): void => {
        stdin.off('data', take);
        stdin.off('end', ended);
        stdin.off('close', ended);
        stdin.pause();
        resolve(line);
      };
      const ended = (): void => finish(null);
      const take = (chunk: string | Buffer): void => {
        typed = `${typed}${chunk}`;
        const end = typed.search(/[\r\n]/);
        typed = typed.slice(0, longestLine);
        if (end >= 0) finish(typed.slice(0, end));
      };
      stdin.on('data', take);
      stdin.on('end', ended);
      stdin.on('close', ended);
      stdin.resume();
    });
  }
}

/** The ends of this process. */
export function processEnds(): TerminalEnds {
  const { stdin, stdout } = process;
  return { stdin, stdout, stat: (descriptor) => fstatSync(descriptor), account: process.getuid?.() ?? null };
}

const noTerminal: Problem = problem('no-terminal');

const foreignTerminal: Problem = problem('foreign-terminal');
