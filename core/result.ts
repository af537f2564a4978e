import type { Problem } from './problem.ts';

/** What a step answers when failing is a normal outcome: a value, or a problem that can be shown to a person. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function fail(problem: Problem): Result<never> {
  return { ok: false, problem };
}

/** The value of `result`. Throws a `ProblemError` when there is none: for composition roots and tests only. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new ProblemError(result.problem);
}

/** A problem on its way through code that can only throw. `message` is for a log; what a person reads is made of `problem`. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.code} ${JSON.stringify(problem.values)}`);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}
