import { open } from 'node:fs/promises';
import { isAbsolute, resolve } from 'node:path';
import { type Problem, problem } from '../../core/problem.ts';
import { longestEnrolment } from '../../seal/enrolment-link.ts';
import { scheme } from '../window/scheme.ts';

/** What the system handed over to be opened: the absolute path of an enrolment file, or a link. */
type OpenedText = string;

/** The enrolment among a program's arguments, or null. Relative paths count from `folder`. Everything else among them is not for us. */
export function openedWith(args: readonly string[], folder: string): OpenedText | null {
  const found = args.findLast((arg) => isPlainsightLink(arg) || (arg.endsWith('.plainsight') && !arg.startsWith('-')));
  if (found === undefined) return null;
  return isPlainsightLink(found) || isAbsolute(found) ? found : resolve(folder, found);
}

/** The text of what was opened, for the employee's side to judge; no more of a file is read than an enrolment can have. */
export async function readOpened(opened: OpenedText): Promise<string | Problem> {
  if (isPlainsightLink(opened)) return opened;
  try {
    const file = await open(opened, 'r');
    try {
      const bytes = Buffer.alloc(longestEnrolment + 1);
      const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
      return bytes.subarray(0, bytesRead).toString();
    } finally {
      await file.close();
    }
  } catch {
    return problem('enrolment-unreadable', { opened });
  }
}

/** The port in `--loopback-store-port=…`: where the store of a trial office on this computer listens this time. Null without one. */
export function storePortIn(args: readonly string[]): number | null {
  const given = args.findLast((arg) => /^--loopback-store-port=\d{1,5}$/.test(arg));
  const port = Number(given?.split('=')[1]);
  return given !== undefined && port > 0 && port < 65_536 ? port : null;
}

/** The bucket at another port of this computer. One that is elsewhere stays as it is: no argument can send anything to another place. */
export function atLoopbackPort<B extends { readonly endpoint: string }>(bucket: B, port: number | null): B {
  const url = new URL(bucket.endpoint);
  if (port === null || !['127.0.0.1', 'localhost'].includes(url.hostname)) return bucket;
  url.port = String(port);
  return { ...bucket, endpoint: url.origin };
}

/** Keeps what is opened before anybody can take it: macOS tells before the app is ready. */
export class OpenedInbox {
  readonly #waiting: OpenedText[] = [];
  #take: ((opened: OpenedText) => void) | null = null;

  put(opened: OpenedText): void {
    if (this.#take === null) this.#waiting.push(opened);
    else this.#take(opened);
  }

  /** From now on everything goes to `take`, beginning with what waits. */
  serve(take: (opened: OpenedText) => void): void {
    this.#take = take;
    for (const opened of this.#waiting.splice(0)) take(opened);
  }
}

export function isPlainsightLink(arg: string): boolean {
  return arg.toLowerCase().startsWith(`${scheme}:`);
}
