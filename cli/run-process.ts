import { writeLines, writeText } from '../agent/host/terminal.ts';
import { type ProgramCosts, plainsight } from './program.ts';

/** Runs `plainsight` as this process: what it writes is private, and what fails inside of it is told without secrets. */
export async function runProcess(args: readonly string[], costs: ProgramCosts = {}): Promise<void> {
  // For this account alone, from the first byte on; files that a library makes of its own included.
  process.umask(0o077);
  process.on('uncaughtException', fault);
  process.on('unhandledRejection', fault);
  process.exitCode = await plainsight(args, costs).catch(fault);
}

/** Tells of what was thrown and caught nowhere: where it was, never what a library said of it, which may hold a key. */
function fault(error: unknown): never {
  writeLines('stderr', ['plainsight: Something inside Plainsight failed.', '            Report it with these lines.']);
  writeText('stderr', traceOf(error));
  process.exit(1);
}

/** Where an error came from, and of what kind it is. */
function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const code = 'code' in error && /^[A-Z_0-9]{2,40}$/.test(String(error.code)) ? ` (${error.code})` : '';
  const frames = (error.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line));
  return [`${/^\w{1,40}$/.test(error.name) ? error.name : 'Error'}${code}`, ...frames.slice(0, 12)].join('\n');
}
