import { createConnection, Socket } from 'node:net';
import { endianness } from 'node:os';
import type { Readable, Writable } from 'node:stream';

export interface NativeHostOptions {
  /** From the browser, and to it: four bytes of length in the computer's own order, then JSON. */
  readonly input: Readable;
  readonly output: Writable;
  /** The agent's socket. There each message is a line. */
  readonly path: string;
  readonly retryMs: number;
}

/** Longer messages belong to nothing that is said here. */
const longest = 4_096;
const newLine = 0x0a;
const isLittle = endianness() === 'LE';

/**
 * Passes messages between an extension and the agent, unread, and holds none back: what comes while
 * no agent runs is lost, and the next agent asks for itself. Resolves when the browser ends it, or
 * when one side says what cannot be a message.
 */
export function passMessages({ input, output, path, retryMs }: NativeHostOptions): Promise<void> {
  return new Promise((resolve) => {
    let agent: Socket | null = null;
    let fromBrowser: Buffer = Buffer.alloc(0);
    let isOver = false;
    const end = (): void => {
      isOver = true;
      agent?.destroy();
      resolve();
    };
    const connect = (): void => {
      if (isOver) return;
      const socket = createConnection(path);
      let fromAgent: Buffer = Buffer.alloc(0);
      socket.once('connect', () => {
        agent = socket;
      });
      socket.on('data', (bytes) => {
        fromAgent = Buffer.concat([fromAgent, bytes]);
        for (let at = fromAgent.indexOf(newLine); at >= 0; at = fromAgent.indexOf(newLine)) {
          output.write(framed(fromAgent.subarray(0, at)));
          fromAgent = fromAgent.subarray(at + 1);
        }
        if (fromAgent.length > longest) end();
      });
      socket.on('error', () => {});
      socket.once('close', () => {
        agent = null;
        setTimeout(connect, retryMs);
      });
    };
    input.on('data', (bytes: Buffer) => {
      fromBrowser = Buffer.concat([fromBrowser, bytes]);
      while (fromBrowser.length >= 4) {
        const length = isLittle ? fromBrowser.readUInt32LE() : fromBrowser.readUInt32BE();
        if (length > longest) return end();
        if (fromBrowser.length < 4 + length) return;
        const message = fromBrowser.subarray(4, 4 + length);
        fromBrowser = fromBrowser.subarray(4 + length);
        if (!message.includes(newLine)) agent?.write(Buffer.concat([message, Buffer.of(newLine)]));
      }
    });
    for (const stream of [input, output]) {
      stream.once('error', end);
      stream.once('close', end);
    }
    input.once('end', end);
    connect();
  });
}

/** The same for the browser that started this process: its input and output are pipes. `path` is the agent's socket. */
export function passStandardStreams(path: string): Promise<void> {
  const input = new Socket({ fd: 0, readable: true, writable: false });
  const output = new Socket({ fd: 1, readable: false, writable: true });
  return passMessages({ input, output, path, retryMs: 1_000 });
}

function framed(message: Buffer): Buffer {
  const head = Buffer.alloc(4);
  if (isLittle) head.writeUInt32LE(message.length);
  else head.writeUInt32BE(message.length);
  return Buffer.concat([head, message]);
}
