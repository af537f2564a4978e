import { Socket } from 'node:net';
import { ffiState } from '../../../../ffi/koffi.ts';
import type { BusAddress } from '../../linux/dbus/bus-address.ts';
import type { BusTransport } from '../../linux/dbus/bus-transport.ts';
import { connectedSocket, sendBytes } from './libc.ts';

/** A connection to a bus that can pass files; null where nobody listens there, or foreign calls are not to be had. */
export function filePassing({ socketPath }: BusAddress): BusTransport | null {
  if (!ffiState().ok) return null;
  const file = connectedSocket(socketPath);
  if (file === null) return null;
  const socket = new Socket({ fd: file, readable: true, writable: false });
  return { socket, send: (bytes, passed) => !socket.destroyed && sendBytes(file, bytes, passed), passesFiles: true };
}
