import { Socket } from 'node:net';
import { FrameReader, pipeNumber, writeFrame } from './frames.ts';

/** What a process beside another one talks to. */
export interface ParentProcess {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** The other one has gone: nobody needs this process any more. */
  onGone(listener: () => void): void;
}

/** What of Electron's `process.parentPort` is used. */
interface Electrons {
  readonly parentPort?: {
    on(event: 'message', listener: (message: { readonly data: unknown }) => void): void;
    postMessage(message: unknown): void;
  };
}

/** Whoever started this process: Node by a fork, or Electron, which ends it with itself. */
export function parentProcess(): ParentProcess {
  const { parentPort } = process as unknown as Electrons;
  if (parentPort !== undefined)
    return {
      send: (message) => parentPort.postMessage(message),
      onMessage: (listener) => parentPort.on('message', ({ data }) => listener(data)),
      onGone: () => {},
    };
  const pipe = new Socket({ fd: pipeNumber });
  // Whoever has gone takes nothing any more, which is told below.
  pipe.on('error', () => {});
  return {
    send: (message) => writeFrame(pipe, message),
    onMessage: (listener) => {
      const frames = new FrameReader();
      pipe.on('data', (piece: Buffer) => {
        for (const message of frames.take(piece)) listener(message);
      });
    },
    onGone: (listener) => void pipe.once('close', listener),
  };
}
