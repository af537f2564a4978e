import { writeLines, writeText } from '../agent/host/terminal.ts';
import { plainsight } from './program.ts';

// Whatever a command writes is for this account alone, from the first byte on; a library that makes files of its own included.
process.umask(0o077);

// What is thrown and caught nowhere is a fault of ours. Where it was is said, and never what a library said of it: that may hold a key.
function fault(error: unknown): never {
  writeLines('stderr', ['plainsight: Something inside Plainsight failed.', '            Report it with these lines.']);
  writeText('stderr', traceOf(error));
  process.exit(1);
}

/** Where an error came from, and of what kind it is, without what it says: a library may have put a key into that. */
function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const code = 'code' in error && /^[A-Z_0-9]{2,40}$/.test(String(error.code)) ? ` (${error.code})` : '';
  const frames = (error.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line));
  return [`${/^\w{1,40}$/.test(error.name) ? error.name : 'Error'}${code}`, ...frames.slice(0, 12)].join('\n');
}

process.on('uncaughtException', fault);
process.on('unhandledRejection', fault);

process.exitCode = await plainsight(process.argv.slice(2)).catch(fault);
