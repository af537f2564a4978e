import { createConnection, Socket } from 'node:net';
import { endianness } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import { readPipeAddress } from './windows/pipe-address.ts';

/** Where the agent is now. There each message is a line. */
interface AgentAddress {
  readonly path: string;
  /** What it says first, where others could listen in its place. */
  readonly secret: string | null;
}

export interface NativeHostOptions {
  /** From the browser, and to it: four bytes of length in the computer's own order, then JSON. */
  readonly input: Readable;
  readonly output: Writable;
  /** Null: no agent runs. */
  readonly address: () => AgentAddress | null;
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
export function passMessages({ input, output, address, retryMs }: NativeHostOptions): Promise<void> {
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
      const found = address();
      if (found === null) return void setTimeout(connect, retryMs);
      const socket = createConnection(found.path);
      let fromAgent: Buffer = Buffer.alloc(0);
      let isKnown = found.secret === null;
      socket.once('connect', () => {
        if (isKnown) agent = socket;
      });
      socket.on('data', (bytes) => {
        fromAgent = Buffer.concat([fromAgent, bytes]);
        for (let at = fromAgent.indexOf(newLine); at >= 0; at = fromAgent.indexOf(newLine)) {
          const line = fromAgent.subarray(0, at);
          fromAgent = fromAgent.subarray(at + 1);
          if (isKnown) output.write(framed(line));
          else if (line.toString('latin1') === found.secret) [isKnown, agent] = [true, socket];
          else return void socket.destroy();
        }
        if (fromAgent.length > longest) isKnown ? end() : socket.destroy();
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

/** The same for the browser that started this process: its input and output are pipes. `path` is the agent's door. */
export function passStandardStreams(path: string): Promise<void> {
  const input = new Socket({ fd: 0, readable: true, writable: false });
  const output = new Socket({ fd: 1, readable: false, writable: true });
  const address = process.platform === 'win32' ? () => toPipe(path) : () => ({ path, secret: null });
  return passMessages({ input, output, address, retryMs: 1_000 });
}

function toPipe(file: string): AgentAddress | null {
  const found = readPipeAddress(file);
  return found === null ? null : { path: found.pipe, secret: found.secret };
}

function framed(message: Buffer): Buffer {
  const head = Buffer.alloc(4);
  if (isLittle) head.writeUInt32LE(message.length);
  else head.writeUInt32BE(message.length);
  return Buffer.concat([head, message]);
}
