export interface Progress {
  /** What the step is at, in a few words; shown the next time the line is drawn. */
  update(now: string): void;
  /** Ends the step; `last` replaces the detail. */
  done(last?: string): void;
  fail(last?: string): void;
}

/**
 * Starts showing that a long step is running: a line that is redrawn on a terminal, a line every 30 seconds in a log.
 * Never keeps the process alive. `out` defaults to standard error, so that standard output stays for results.
 */
export function startProgress(label: string, out?: NodeJS.WriteStream | NodeJS.WritableStream): Progress;
