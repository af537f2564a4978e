import { open, readFile } from 'node:fs/promises';
import type { Haystack } from '../../journeys/scenes/canary.ts';

const chunkBytes = 8 << 20;
/** Chunks overlap by this much, so that nothing is cut in two. */
const overlapBytes = 4096;

/** What a process has in memory and could have written itself, in pieces. It is stopped while it is read, so that all is of one moment. */
export async function* memoryOf(pid: number): AsyncGenerator<Haystack> {
  process.kill(pid, 'SIGSTOP');
  const memory = await open(`/proc/${pid}/mem`, 'r');
  try {
    for (const { start, end, name } of await writableParts(pid)) {
      for (let at = start; at < end; at += chunkBytes - overlapBytes) {
        const bytes = Buffer.alloc(Math.min(chunkBytes, end - at));
        const read = await memory.read(bytes, 0, bytes.length, at).catch(() => null);
        if (read !== null) yield { name: `${name} ${at.toString(16)}`, bytes: bytes.subarray(0, read.bytesRead) };
      }
    }
  } finally {
    await memory.close();
    process.kill(pid, 'SIGCONT');
  }
}

/** From /proc/PID/smaps: parts that may be written, of which some page is really there. */
async function writableParts(pid: number): Promise<{ start: number; end: number; name: string }[]> {
  const parts = (await readFile(`/proc/${pid}/smaps`, 'utf8')).split(/^(?=[0-9a-f]+-[0-9a-f]+ )/m);
  return parts.flatMap((part) => {
    const head = /^([0-9a-f]+)-([0-9a-f]+) rw\S* \S+ \S+ \S+ *(.*)$/m.exec(part);
    if (head === null || Number(/^Rss:\s+(\d+) kB$/m.exec(part)?.[1]) === 0) return [];
    const [, start = '', end = '', name = ''] = head;
    return [{ start: Number.parseInt(start, 16), end: Number.parseInt(end, 16), name: name === '' ? 'memory' : name }];
  });
}

const genericEvent = 35;
const rawKeyPress = 13;
const rawKeyRelease = 14;

/**
 * The key codes that stand in `bytes` inside raw key events as the X server sends them (XInput 2 protocol: type 35,
 * evtype at 8, device at 10, detail at 16), in order. Codes that were overwritten with zero are none.
 */
export function keyCodesIn(bytes: Uint8Array): number[] {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const codes: number[] = [];
  for (
    let at = view.indexOf(genericEvent);
    at >= 0 && at + 32 <= view.length;
    at = view.indexOf(genericEvent, at + 1)
  ) {
    const isExtension = view.readUInt8(at + 1) >= 128;
    const length = view.readUInt32LE(at + 4);
    const type = view.readUInt16LE(at + 8);
    const device = view.readUInt16LE(at + 10);
    const code = view.readUInt32LE(at + 16);
    const isKey = type === rawKeyPress || type === rawKeyRelease;
    if (isExtension && isKey && length < 64 && device < 32 && code >= 8 && code <= 255) codes.push(code);
  }
  return codes;
}
