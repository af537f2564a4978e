import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { FrontReading } from './frontmost.ts';

/** Runs `lsappinfo` with these arguments and answers what it printed. */
export type AskLaunchServices = (args: readonly string[]) => Promise<string>;

/** What the system brings at this place; it asks no permission. */
export const askLaunchServices: AskLaunchServices = async (args) => {
  const { stdout } = await promisify(execFile)('/usr/bin/lsappinfo', [...args], { timeout: 5_000, maxBuffer: 1 << 20 });
  return stdout;
};

/** The serial number of a program in the words of `lsappinfo`. */
const serial = /\bASN:(0x[0-9a-f]+-0x[0-9a-f]+)/i;
const noProgram = /^\s*(\[\s*NULL\s*\]|NULL)?\s*$/i;

/**
 * The program in front in the system's own word, for a process without a main loop: `lsappinfo
 * front` names it, and what it is called is asked only when it is another than before.
 */
export function frontByLaunchServices(ask: AskLaunchServices): () => Promise<FrontReading> {
  let known: { readonly asn: string; readonly reading: FrontReading } | null = null;
  return async () => {
    try {
      const answer = await ask(['front']);
      const asn = serial.exec(answer)?.[1];
      if (asn === undefined) return noProgram.test(answer) ? { kind: 'none' } : { kind: 'unreadable' };
      if (known?.asn === asn) return known.reading;
      const told = await ask(['info', '-only', 'pid', '-only', 'bundleID', '-only', 'name', `ASN:${asn}:`]);
      const reading = readingOf(told);
      known = reading.kind === 'program' ? { asn, reading } : null;
      return reading;
    } catch {
      return { kind: 'unreadable' };
    }
  };
}

/** Lines such as `"pid"=401`, `"CFBundleIdentifier"="com.apple.finder"`, `"LSDisplayName"="Finder"`. */
function readingOf(told: string): FrontReading {
  const values = new Map<string, string>();
  for (const { 1: key = '', 2: value = '' } of told.matchAll(/^\s*"(\w+)"\s*=\s*(.*?)\s*$/gm))
    values.set(key, value.replace(/^"(.*)"$/, '$1'));
  const pid = Number(values.get('pid'));
  if (!Number.isSafeInteger(pid) || pid <= 0) return { kind: 'unreadable' };
  const bundle = values.get('CFBundleIdentifier') ?? '';
  return {
    kind: 'program',
    // Where there is none the program says so in this way.
    program: { pid, bundle: bundle === '[ NULL ]' ? '' : bundle, name: values.get('LSDisplayName') ?? '' },
  };
}
