import { createInterface } from 'node:readline/promises';
import { printableJson, printableLine } from '../../core/shown-text.ts';

/**
 * Everything that a process of ours writes for a person or a log passes here, so that no name,
 * card, error or title from outside can drive the terminal, fake a line, or fill the screen.
 * `scripts/layering.ts` finds whoever writes past it.
 */
type Stream = 'stdout' | 'stderr';

/** No line of ours is as long; an enrolment as a link is the longest. */
const longestLine = 120_000;

/** Writes each as one line, whatever is in it. */
export function writeLines(to: Stream, lines: readonly string[]): void {
  process[to].write(lines.map((line) => `${printableLine(line, longestLine)}\n`).join(''));
}

/** Writes our own multi-line text, such as help. Foreign text goes through `writeLines`. */
export function writeText(to: Stream, text: string): void {
  writeLines(to, text.split('\n'));
}

/** Writes JSON that reads back as what it was; on one line unless `indent` is given. */
export function writeJson(to: Stream, value: unknown, indent = 0): void {
  process[to].write(`${printableJson(value, indent)}\n`);
}

/** What the person at the terminal answers to a question, which is one line whatever is in it. */
export async function askLine(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await terminal.question(printableLine(question, longestLine));
  } finally {
    terminal.close();
  }
}

/** From then on nothing fails because whoever read the output has gone. */
export function ignoreLostReaders(): void {
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});
}

/** What an uncaught error says, on standard error. */
export function writeError(error: unknown): void {
  writeText('stderr', error instanceof Error ? (error.stack ?? error.message) : String(error));
}
