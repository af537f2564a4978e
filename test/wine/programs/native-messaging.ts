import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createConnection, createServer, type Socket } from 'node:net';
import { basename } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { readPipeAddress } from '../../../agent/browsers/windows/pipe-address.ts';

/** What the extension in a browser would say. */
export interface ToldPage {
  readonly focused: boolean;
  readonly window?: number;
  readonly host?: string;
}

let host: ChildProcess | null = null;
let output: Writable | null = null;
let page: ToldPage = { focused: false };
const heard: unknown[] = [];

function say(message: object): void {
  const body = Buffer.from(JSON.stringify(message));
  const head = Buffer.alloc(4);
  head.writeUInt32LE(body.length);
  output?.write(Buffer.concat([head, body]));
}

/** What the host says, as an extension that answers what it is asked. */
function listen(input: Readable): void {
  let bytes = Buffer.alloc(0);
  input.on('data', (more: Buffer) => {
    bytes = Buffer.concat([bytes, more]);
    while (bytes.length >= 4 && bytes.length >= 4 + bytes.readUInt32LE(0)) {
      const end = 4 + bytes.readUInt32LE(0);
      const message = JSON.parse(bytes.toString('utf8', 4, end)) as { ask?: number };
      bytes = bytes.subarray(end);
      heard.push(message);
      if (message.ask !== undefined) say({ ...page, ask: message.ask });
    }
  });
}

/** The manifest that the registry leads to, as `reg` reads it: what it starts. */
function programOf(key: string): string {
  const { stdout } = spawnSync('reg', ['query', `HKCU\\${key}`, '/ve'], { encoding: 'utf8' });
  const manifest = /REG_SZ\s+(.+?)\s*$/m.exec(stdout)?.[1];
  if (manifest === undefined) throw new Error(`nothing is registered: ${stdout}`);
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { path: string }).path;
}

function shell(line: string, stdio: 'pipe' | 'ignore'): ChildProcess {
  const args = ['/d', '/s', '/c', `"${line}"`];
  return spawn('cmd.exe', args, { stdio: [stdio, stdio, 'ignore'], windowsVerbatimArguments: true });
}

/** A pipe with a name, and who comes in by it. */
async function namedPipe(name: string): Promise<{ readonly path: string; readonly came: Promise<Socket> }> {
  const path = `\\\\.\\pipe\\${name}.${process.pid}`;
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return { path, came: new Promise((resolve) => server.once('connection', resolve)) };
}

/** What a browser does for native messaging. */
export const nativeMessaging = {
  /** By the pipes of a child, as Firefox starts a script, or by names that the shell opens, as Chromium does. */
  async connect({ key, way }: { key: string; way: 'child' | 'names' }) {
    const command = `"${programOf(key)}" chrome-extension://eeeohkkocodpoobglifleiipegmagfbb/ --parent-window=0`;
    if (way === 'child') {
      host = shell(command, 'pipe');
      if (host.stdin === null || host.stdout === null) throw new Error('no pipes');
      output = host.stdin;
      listen(host.stdout);
      return;
    }
    const [into, from] = await Promise.all([namedPipe('native.in'), namedPipe('native.out')]);
    host = shell(`${command} < ${into.path} > ${from.path}`, 'ignore');
    output = await into.came;
    listen(await from.came);
  },
  tellPage({ page: told }: { page: ToldPage }) {
    page = told;
    say(told);
  },
  heard: () => heard,
  async disconnect() {
    if (host === null) return;
    const ended = new Promise((resolve) => host?.once('exit', resolve));
    output?.end();
    await ended;
  },
  /** Goes to the agent without any host. Answers what it heard until it was cut off. */
  async intrude({ file }: { file: string }) {
    const address = readPipeAddress(file);
    if (address === null) return `nothing in ${basename(file)}`;
    const socket = createConnection(address.pipe);
    let text = '';
    socket.on('data', (bytes) => {
      text += String(bytes);
    });
    socket.on('error', () => {});
    socket.on('connect', () => socket.write(`${JSON.stringify({ focused: true, window: 1, host: 'evil.example' })}\n`));
    await new Promise((resolve) => socket.once('close', resolve));
    return text;
  },
};
