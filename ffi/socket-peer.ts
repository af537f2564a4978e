import type { Socket } from 'node:net';
import { foreignLibrary } from './library.ts';

// Source: man7.org/linux/man-pages/man2/getsockopt.2.html, and unix(7) for SO_PEERCRED.
const libc = foreignLibrary('libc.so.6');
const getSocketOption = libc.declare<
  (socket: number, level: number, name: number, value: Buffer, length: Buffer) => number
>('int getsockopt(int socket, int level, int name, void *value, void *length)');

const solSocket = 1;
const soPeerCred = 17;
/** `struct ucred`: pid, uid, gid, an int each. */
const credentialBytes = 12;

/** Who is at the other end of a Unix socket: as the kernel noted it when they connected. */
export interface SocketPeer {
  readonly pid: number;
  readonly uid: number;
}

/**
 * Asks Linux for the peer of a connected Unix socket; null where it does not tell. Throws
 * `FfiUnavailable` where nothing foreign can be called.
 */
export function socketPeer(socket: Socket): SocketPeer | null {
  const descriptor = descriptorOf(socket);
  if (descriptor === null) return null;
  const credentials = Buffer.alloc(credentialBytes);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(credentialBytes);
  if (getSocketOption(descriptor, solSocket, soPeerCred, credentials, length) !== 0) return null;
  if (length.readUInt32LE() !== credentialBytes) return null;
  return { pid: credentials.readInt32LE(0), uid: credentials.readUInt32LE(4) };
}

/** Node has no public way to it. */
function descriptorOf(socket: Socket): number | null {
  const handle: unknown = Reflect.get(socket, '_handle');
  if (typeof handle !== 'object' || handle === null) return null;
  const descriptor: unknown = Reflect.get(handle, 'fd');
  return typeof descriptor === 'number' && descriptor >= 0 ? descriptor : null;
}
