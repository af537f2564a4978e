import { readFileSync } from 'node:fs';
import { holdsLink } from './opened-with.ts';

/** The parts of the process that this passes through. */
export interface ArgumentsPlace {
  readonly argv: string[];
  /** Setting it writes over the memory that the system shows as the command line. */
  title: string;
}

/**
 * Takes a program's own arguments, and an enrolment link among them out of what the process list shows, for as long as the program runs: a link
 * holds a credential and a key, and every account of a computer can read command lines. The system hands links over as arguments, so that one stands
 * there until this has run. Answers the arguments as they were given.
 */
export function takeArguments(
  place: ArgumentsPlace,
  log: (reason: string) => void,
  shown = commandLine,
): readonly string[] {
  const given = [...place.argv];
  if (!given.some(holdsLink)) return given;
  for (let index = place.argv.length - 1; index >= 0; index--)
    if (holdsLink(place.argv[index] ?? '')) place.argv.splice(index, 1);
  // Node and Electron keep the memory of the arguments for this, and clear what the title leaves of it.
  place.title = 'plainsight';
  if (holdsLink(shown()))
    log(
      'the link that this was opened with can still be seen in the process list; ask for a new enrolment once you have quit',
    );
  return given;
}

/** The command line as other accounts see it; empty where the system does not show it by a file. */
function commandLine(): string {
  try {
    return readFileSync('/proc/self/cmdline', 'utf8');
  } catch {
    return '';
  }
}
