import type { ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { WineSession } from '../../scripts/wine/session.ts';

/** A program of `test/wine/programs/` that runs under Wine, as a test asks it. */
export interface Remote {
  call<T = null>(name: string, args?: unknown): Promise<T>;
  /** All that it has told of itself, in order. */
  readonly events: unknown[];
  /** Ends it and answers its exit code. */
  end(): Promise<number | null>;
}

interface Answer {
  readonly id?: number;
  readonly value?: unknown;
  readonly error?: string;
  readonly event?: unknown;
}

let started = 0;

/** `node`: the program that runs it, where its name matters; else Node for Windows. */
export async function startRemote(session: WineSession, program: string, node?: string): Promise<Remote> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const out = join(session.folder, `${program}-${++started}.txt`);
  const given = [`test/wine/programs/${program}.ts`, String(port)];
  const child = node === undefined ? session.startNode(given, out) : session.start([`Z:${node}`, ...given], out);
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const socket = await Promise.race([
    new Promise<Socket>((resolve) => server.once('connection', resolve)),
    ended.then(async (code) => Promise.reject(new Error(`${program} ended with ${code}: ${await said(out)}`))),
  ]);
  server.close();
  return remoteOf(socket, { program, out, child, ended });
}

interface Started {
  readonly program: string;
  readonly out: string;
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
}

function remoteOf(socket: Socket, { program, out, ended }: Started): Remote {
  const waiting = new Map<number, (answer: Answer) => void>();
  const events: unknown[] = [];
  let calls = 0;
  const lines = createInterface({ input: socket });
  // A program that was ended says no more: whoever still waits for an answer is told below.
  lines.on('error', () => {});
  lines.on('line', (line) => {
    const answer = JSON.parse(line) as Answer;
    if (answer.event !== undefined) events.push(answer.event);
    else if (answer.id !== undefined) waiting.get(answer.id)?.(answer);
  });
  socket.on('error', () => {});
  socket.on('close', async () => {
    const error = `${program} has gone: ${await said(out)}`;
    for (const [id, answer] of waiting) answer({ id, error });
  });
  return {
    events,
    async call<T>(name: string, args: unknown = null): Promise<T> {
      const id = ++calls;
      const answered = new Promise<Answer>((resolve) => waiting.set(id, resolve));
      socket.write(`${oneLine({ id, name, args })}\n`);
      const { value, error } = await answered;
      waiting.delete(id);
      if (error !== undefined) throw new Error(error);
      return value as T;
    },
    async end() {
      socket.end();
      return ended;
    },
  };
}

/** In one line for whatever counts as the end of one. */
function oneLine(message: object): string {
  return JSON.stringify(message).replace(/[\u2028\u2029]/g, (end) => `\\u${end.charCodeAt(0).toString(16)}`);
}

async function said(file: string): Promise<string> {
  return (await readFile(file, 'utf8').catch(() => '')).slice(-2_000);
}
