import { foreignLibrary } from '../../../../ffi/library.ts';
import { addressOf } from '../../../../ffi/memory.ts';

/**
 * What Node lacks of Linux: sockets that pass files, and files that are in memory alone. Source of
 * each: its page in section 2 of the manual. All answer -1 when they fail.
 */
const libc = foreignLibrary('libc.so.6');

const socketCall = libc.declare<(family: number, type: number, protocol: number) => number>(
  'int socket(int family, int type, int protocol)',
);
const connectCall = libc.declare<(file: number, address: Uint8Array, length: number) => number>(
  'int connect(int file, const void *address, uint32 length)',
);
const sendMessage = libc.declare<(file: number, message: Uint8Array, flags: number) => number>(
  'intptr sendmsg(int file, const void *message, int flags)',
);
const memfdCreate = libc.declare<(name: string, flags: number) => number>(
  'int memfd_create(const char *name, uint32 flags)',
);

const pipeCall = libc.declare<(ends: Uint8Array, flags: number) => number>('int pipe2(void *ends, int flags)');

// Numbers of Linux on x64 and arm64, on which structs have the same layout too.
const unixFamily = 1;
const streamCloseOnExec = 0x8_0001;
const noSignal = 0x4000;
const socketLevel = 1;
const rights = 1;
const closeOnExec = 1;
const pipeCloseOnExec = 0x8_0000;
const pathBytes = 108;

/** A socket that is connected to `path`, or to an abstract name after a zero, as its number; null where nobody listens there. */
export function connectedSocket(path: string): number | null {
  const bytes = Buffer.from(path);
  const isAbstract = bytes[0] === 0;
  if (bytes.length >= pathBytes || bytes.includes(0, 1)) return null;
  const address = Buffer.alloc(2 + pathBytes);
  address.writeUInt16LE(unixFamily, 0);
  bytes.copy(address, 2);
  const file = socketCall(unixFamily, streamCloseOnExec, 0);
  if (file < 0) return null;
  const length = 2 + bytes.length + (isAbstract ? 0 : 1);
  return connectCall(file, address, length) === 0 ? file : null;
}

/** Sends all of `bytes`, and with them `passed`, a file of ours. False: not all could be sent at once. */
export function sendBytes(file: number, bytes: Uint8Array, passed: number | null): boolean {
  const vector = Buffer.alloc(16);
  vector.writeBigUInt64LE(addressOf(bytes), 0);
  vector.writeBigUInt64LE(BigInt(bytes.length), 8);
  const control = Buffer.alloc(24);
  control.writeBigUInt64LE(20n, 0);
  control.writeInt32LE(socketLevel, 8);
  control.writeInt32LE(rights, 12);
  control.writeInt32LE(passed ?? 0, 16);
  const message = Buffer.alloc(56);
  message.writeBigUInt64LE(addressOf(vector), 16);
  message.writeBigUInt64LE(1n, 24);
  if (passed !== null) {
    message.writeBigUInt64LE(addressOf(control), 32);
    message.writeBigUInt64LE(BigInt(control.length), 40);
  }
  return Number(sendMessage(file, message, noSignal)) === bytes.length;
}

/** The two ends of a pipe, as their numbers; null where there is none to be had. */
export function newPipe(): { readonly reading: number; readonly writing: number } | null {
  const ends = Buffer.alloc(8);
  if (pipeCall(ends, pipeCloseOnExec) !== 0) return null;
  return { reading: ends.readInt32LE(0), writing: ends.readInt32LE(4) };
}

/** A file that is in memory and has no place on any disk, as its number; null where there is none to be had. */
export function memoryFile(): number | null {
  const file = memfdCreate('plainsight', closeOnExec);
  return file < 0 ? null : file;
}
