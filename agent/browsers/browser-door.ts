import type { Socket } from 'node:net';
import type { BrowserProcess } from './browser-process.ts';

/** Where native hosts come in. It is this account's alone. */
export interface BrowserDoor {
  /** What a native host is given to find it. */
  readonly path: string;
  /** Lets them in from now on, each with the browser that it speaks for; others are cut off. Rejects where that fails. */
  open(onHost: (socket: Socket, browser: BrowserProcess) => void): Promise<void>;
  /** Lets nobody in any more. Safe to call twice. */
  close(): Promise<void>;
}
