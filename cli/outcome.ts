import { writeLines } from '../agent/host/terminal.ts';
import { type Problem, problem } from '../core/problem.ts';
import { problemText } from '../messages/problem-text.ts';

/** A problem that came up with the value of an option, naming that option. */
export function inOption(option: string, cause: Problem): Problem {
  return problem('in-option', { option, cause });
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
