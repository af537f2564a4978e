import { writeLines, writeText } from '../agent/host/terminal.ts';
import { problem } from '../core/problem.ts';
import { shownText } from '../core/typed-text.ts';
import { type Command, complain, print } from './command.ts';
import { traceOf } from './shown-text.ts';

/** Each command is loaded when it is asked for: what one needs, the others do not pay for. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  agent: async () => (await import('./agent/agent.ts')).agentCommand,
  store: async () => (await import('./store/store.ts')).storeCommand,
  org: async () => (await import('./org/org.ts')).orgCommand,
  view: async () => (await import('./open/view.ts')).viewCommand,
  open: async () => (await import('./open/open.ts')).openCommand,
  consent: async () => (await import('./person/consent.ts')).consentCommand,
  withdraw: async () => (await import('./person/withdraw.ts')).withdrawCommand,
  doctor: async () => (await import('./doctor/doctor.ts')).doctorCommand,
};

async function main([name, ...args]: readonly string[]): Promise<number> {
  if ([name, ...args].some((arg) => /plainsight:\/\/|AGE-SECRET-KEY-/i.test(arg ?? ''))) {
    complain(problem('argument-secret'));
    return 2;
  }
  // `help open` is `open --help`, and `help org enrol` is `org enrol --help`.
  if (name === 'help' && args[0] !== undefined) return main([...args, '--help']);
  if (name === undefined || name === 'help' || name === '--help') {
    const lines = await Promise.all(
      Object.entries(commands).map(async ([each, load]) => `  ${each.padEnd(8)} ${(await load()).summary}`),
    );
    print('plainsight COMMAND [options]', '', ...lines, '', 'plainsight COMMAND --help says more.');
    return name === undefined ? 2 : 0;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load === undefined) {
    complain(problem('command-unknown', { name: shownText(name), names: Object.keys(commands).join(', ') }));
    return 2;
  }
  return (await load()).run(args);
}

// Whatever a command writes is for this account alone, from the first byte on; a library that makes files of its own included.
process.umask(0o077);

// What is thrown and caught nowhere is a fault of ours. Where it was is said, and never what a library said of it: that may hold a key.
function fault(error: unknown): never {
  writeLines('stderr', ['plainsight: Something inside Plainsight failed.', '            Report it with these lines.']);
  writeText('stderr', traceOf(error));
  process.exit(1);
}
process.on('uncaughtException', fault);
process.on('unhandledRejection', fault);

process.exitCode = await main(process.argv.slice(2)).catch(fault);
