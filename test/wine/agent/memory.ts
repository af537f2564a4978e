import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { keyTraces, lengthOf, timesTraced } from './key-traces.ts';

/** A process of a session under Wine, as Linux has it. */
export interface WineProcess {
  readonly pid: number;
  readonly command: string;
}

/** The processes whose settings are below `folder` and whose command names `part`, by number. */
export function processesIn(folder: string, part: string): WineProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
        const isTheirs =
          /^[A-Z]:/.test(command) &&
          command.includes(part) &&
          readFileSync(`/proc/${name}/environ`, 'latin1').includes(`WINEPREFIX=${folder}/`);
        return isTheirs ? [{ pid: Number(name), command }] : [];
      } catch {
        // It has ended meanwhile.
        return [];
      }
    })
    .sort((a, b) => a.pid - b.pid);
}

const pieceBytes = 16 << 20;

/** How often each of `texts` stands in all that a process has in memory and may read, as UTF-8 or UTF-16. */
export async function timesInMemory(pid: number, texts: readonly string[]): Promise<number[]> {
  const needles = texts.map((text) => [Buffer.from(text), Buffer.from(text, 'utf16le')]);
  const found = texts.map(() => 0);
  for await (const piece of memoryOf(pid, Math.max(...needles.flat().map(({ length }) => length))))
    for (const [index, ways] of needles.entries())
      for (const needle of ways) found[index] = (found[index] ?? 0) + times(piece, needle);
  return found;
}

/** The same for pressed keys, by their numbers. */
export async function timesOfKeysInMemory(pid: number, keys: string): Promise<number> {
  const traces = keyTraces(keys);
  let found = 0;
  for await (const piece of memoryOf(pid, Math.max(...traces.map(lengthOf))))
    for (const trace of traces) found += timesTraced(piece, trace);
  return found;
}

/** All that a process has in memory and may read, in pieces of which each has the last `longest - 1` bytes of the one before. */
async function* memoryOf(pid: number, longest: number): AsyncGenerator<Buffer> {
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  const buffer = Buffer.alloc(pieceBytes + longest - 1);
  try {
    for (const line of readFileSync(`/proc/${pid}/maps`, 'latin1').split('\n')) {
      const [, from, to, what] = /^([0-9a-f]+)-([0-9a-f]+) r\S+ (.*)$/.exec(line) ?? [];
      if (from === undefined || to === undefined || /\[v(var|syscall)/.test(what ?? '')) continue;
      const end = BigInt(`0x${to}`);
      for (let at = BigInt(`0x${from}`); at < end; at += BigInt(pieceBytes)) {
        // Connections of this process are looked after meanwhile.
        await new Promise((resolve) => setImmediate(resolve));
        const wanted = Math.min(buffer.length, Number(end - at));
        yield buffer.subarray(0, readAt(memory, buffer, wanted, at));
      }
    }
  } finally {
    closeSync(memory);
  }
}

/** Memory that is reserved and has nothing in it cannot be read. */
function readAt(file: number, buffer: Buffer, length: number, at: bigint): number {
  try {
    return readSync(file, buffer, 0, length, at);
  } catch {
    return 0;
  }
}

function times(piece: Buffer, needle: Buffer): number {
  let count = 0;
  for (let at = piece.indexOf(needle); at >= 0; at = piece.indexOf(needle, at + 1)) count += 1;
  return count;
}
