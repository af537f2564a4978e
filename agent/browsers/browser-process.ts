import { readFileSync, readlinkSync } from 'node:fs';
import type { Socket } from 'node:net';
import { socketPeer } from '../../ffi/socket-peer.ts';

/** The browser that started the program at the other end of a socket. */
export interface BrowserProcess {
  readonly pid: number;
  /** The file that it runs. */
  readonly program: string;
}

/**
 * Whom a connection speaks for: the parent of the process that made it, as Linux says, which the
 * program has no say in. A browser starts native hosts itself. Null for another account's, for one
 * whose parent is gone or cannot be read, and where the system does not tell.
 */
export function browserOf(socket: Socket): BrowserProcess | null {
  try {
    const peer = socketPeer(socket);
    if (peer === null || peer.uid !== process.getuid?.()) return null;
    const pid = parentOf(peer.pid);
    // What nobody has started any more belongs to process 1, or to the session's own.
    if (pid <= 1) return null;
    return { pid, program: readlinkSync(`/proc/${pid}/exe`).replace(/ \(deleted\)$/, '') };
  } catch {
    return null;
  }
}

/** The name of a program stands in brackets and may hold anything, so that what follows the last one counts. */
function parentOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}
