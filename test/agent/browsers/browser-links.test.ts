import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { BrowserLinks } from '../../../agent/browsers/browser-links.ts';
import { type BrowserProcess, browserOf } from '../../../agent/browsers/browser-process.ts';
import { socketDoor } from '../../../agent/browsers/linux/socket-door.ts';
import type { PageWord } from '../../../agent/browsers/page-word.ts';
import { until } from '../../desktop.ts';
import { newFolder } from '../../fixtures/folders.ts';
import { endProcesses, kept } from '../../fixtures/processes.ts';

const hostProgram = join(import.meta.dirname, '../../../agent/browsers/native-host-process.ts');

/**
 * Starts a native host as a browser does, with pipes, and passes on what it is told: a line in is a message to the host, a message of the
 * host is a line out.
 */
const browserProgram = `
  const { spawn } = require('node:child_process');
  const host = spawn(process.execPath, process.argv.slice(2), { stdio: ['pipe', 'pipe', 'ignore'] });
  console.log(JSON.stringify({ host: host.pid }));
  let lines = '', bytes = Buffer.alloc(0);
  process.stdin.on('data', (more) => {
    lines += more;
    for (let end = lines.indexOf('\\n'); end >= 0; end = lines.indexOf('\\n')) {
      const message = Buffer.from(lines.slice(0, end)), head = Buffer.alloc(4);
      lines = lines.slice(end + 1);
      head.writeUInt32LE(message.length);
      host.stdin.write(Buffer.concat([head, message]));
    }
  });
  host.stdout.on('data', (more) => {
    bytes = Buffer.concat([bytes, more]);
    while (bytes.length >= 4 && bytes.length >= 4 + bytes.readUInt32LE(0)) {
      console.log(bytes.subarray(4, 4 + bytes.readUInt32LE(0)).toString());
      bytes = bytes.subarray(4 + bytes.readUInt32LE(0));
    }
  });
  host.on('exit', () => console.log('{"ended":true}'));
`;

async function openLinks(folder = newFolder(), isBrowser: (browser: BrowserProcess) => boolean = () => true) {
  const path = join(folder, 'browser.sock');
  const links = new BrowserLinks({ door: socketDoor(path, browserOf), isBrowser, now: () => performance.now() });
  await links.open();
  onTestFinished(() => links.close());
  const words: [number, PageWord][] = [];
  links.listen({ onWord: (pid, word) => words.push([pid, word]), onLinks: () => {} });
  return { folder, path, links, words };
}

async function startBrowser(path: string) {
  const program = join(newFolder(), 'browser.cjs');
  await writeFile(program, browserProgram);
  const child = kept(spawn(process.execPath, [program, hostProgram, path], { stdio: ['pipe', 'pipe', 'ignore'] }));
  let text = '';
  child.stdout?.on('data', (more: Buffer) => {
    text += more.toString();
  });
  const lines = () =>
    text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  const { host } = await until(() => lines()[0] ?? null);
  return { child, lines, host: Number(host), say: (word: unknown) => child.stdin?.write(`${JSON.stringify(word)}\n`) };
}

const told = { focused: true, window: 1, host: 'one.example' };
const isUp = (links: BrowserLinks, child: ChildProcess) => until(() => links.has(child.pid ?? null) || null, 30_000);

describe.skipIf(process.platform !== 'linux')('browsers that are connected (Linux)', { timeout: 60_000 }, () => {
  afterEach(endProcesses);

  it('are known by the process that started the native host, whatever it says, and heard and asked through it', async () => {
    const { links, path, words } = await openLinks();
    const { child, lines, say } = await startBrowser(path);
    await isUp(links, child);
    expect(links.browsers()).toEqual([{ pid: child.pid, program: expect.stringMatching(/node/) }]);
    await until(() => lines().some(({ wanted }) => wanted === false) || null);
    links.want(true);
    await until(() => lines().some(({ wanted }) => wanted === true) || null);
    say(told);
    await until(() => words[0] ?? null);
    expect(words).toEqual([
      [child.pid, { focused: true, window: 1, url: 'https://one.example/', beside: null, ask: null }],
    ]);
    const asked = links.ask(child.pid ?? 0);
    const { ask } = await until(() => lines().find((line) => line.ask !== undefined) ?? null);
    say({ ...told, host: 'two.example', ask });
    expect(await asked).toMatchObject([{ url: 'https://two.example/' }]);
  });

  it('are asked for paths, and what was not asked for is not taken', async () => {
    const { links, path, words } = await openLinks();
    const { child, lines, say } = await startBrowser(path);
    await isUp(links, child);
    links.want(true);
    // From then on the host knows too that the agent is there.
    await until(() => lines().some(({ wanted }) => wanted === true) || null);
    say({ ...told, path: '/orders' });
    await until(() => words[0] ?? null);
    links.wantPaths(true);
    await until(() => lines().some(({ paths }) => paths === true) || null);
    say({ ...told, path: '/orders' });
    await until(() => words[1] ?? null);
    links.want(false);
    await until(() => lines().at(-1)?.paths === false || null);
    say({ ...told, path: '/orders' });
    await until(() => words[2] ?? null);
    const host = 'https://one.example/';
    expect(words.map(([, { url }]) => url)).toEqual([host, `${host}orders`, host]);
  });

  it('say nothing that counts once their browser ends, and leave no host behind', async () => {
    const { links, path } = await openLinks();
    const { child, host } = await startBrowser(path);
    await isUp(links, child);
    child.kill('SIGKILL');
    await until(() => links.browsers().length === 0 || null);
    await until(() =>
      readFile(`/proc/${host}/stat`, 'utf8').then(
        (text) => (text.includes(' Z ') ? true : null),
        () => true,
      ),
    );
  });

  it('are told without delay that a host was killed, and answer again through the next', async () => {
    const { links, path } = await openLinks();
    const first = await startBrowser(path);
    await isUp(links, first.child);
    process.kill(first.host, 'SIGKILL');
    await until(() => !links.has(first.child.pid ?? null) || null);
    const second = await startBrowser(path);
    await isUp(links, second.child);
  });

  it('keep their host while no agent runs, and are connected with the next one', async () => {
    const folder = newFolder();
    const before = await openLinks(folder);
    const { child, lines, say } = await startBrowser(before.path);
    // The host passes on what it hears once it knows that an agent is there; the agent knows of it a moment earlier.
    const isPassing = (agents: number) =>
      until(() => lines().filter((line) => 'wanted' in line).length === agents || null);
    await isUp(before.links, child);
    await isPassing(1);
    await before.links.close();
    // What is said now is lost, and not kept for later.
    say({ ...told, host: 'lost.example' });
    const after = await openLinks(folder);
    await isUp(after.links, child);
    await isPassing(2);
    expect(lines().some(({ ended }) => ended)).toBe(false);
    say({ ...told, host: 'kept.example' });
    await until(() => after.words[0] ?? null);
    expect(after.words.map(([, { url }]) => url)).toEqual(['https://kept.example/']);
  });

  it.each([
    ['no word', '{"focused":"yes"}\n'],
    ['a word with more in it', '{"focused":true,"window":1,"url":"https://one.example/path"}\n'],
    ['a line without an end', 'x'.repeat(2_000)],
    ['more words than anybody makes', `${JSON.stringify({ focused: false })}\n`.repeat(500)],
  ])('are cut off with %s', async (_, bytes) => {
    const { links, path } = await openLinks();
    const socket = createConnection(path);
    socket.on('error', () => {});
    await once(socket, 'connect');
    socket.resume();
    await until(() => links.browsers().length === 1 || null);
    socket.write(bytes);
    await once(socket, 'close');
    expect(links.browsers()).toEqual([]);
  });

  it('have room that no other program takes, however many connections it makes', async () => {
    const { links, path } = await openLinks(newFolder(), ({ pid }) => pid !== process.ppid);
    const others = Array.from({ length: 40 }, () => createConnection(path));
    let isCutOff = 0;
    for (const socket of others) {
      socket.on('error', () => {});
      socket.once('close', () => {
        isCutOff += 1;
      });
      socket.resume();
    }
    onTestFinished(() => {
      for (const socket of others) socket.destroy();
    });
    await until(() => isCutOff === 8 || null);
    const { child } = await startBrowser(path);
    await isUp(links, child);
    expect(links.browsers()).toHaveLength(2);
  });

  it('are asked for a second at most', async () => {
    const { links, path } = await openLinks();
    const socket = createConnection(path);
    await once(socket, 'connect');
    onTestFinished(() => void socket.destroy());
    const [browser] = await until(() => (links.browsers().length > 0 ? links.browsers() : null));
    expect(await links.ask(browser?.pid ?? 0)).toEqual([]);
    expect(await links.ask(1)).toEqual([]);
  });

  it('come through a socket of this account alone, in the place of what another run left', async () => {
    const folder = newFolder();
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'browser.sock'), 'left by a crash');
    await chmod(join(folder, 'browser.sock'), 0o666);
    const { path } = await openLinks(folder);
    const { mode } = await stat(path);
    expect(mode & 0o777).toBe(0o600);
  });

  it('of which nobody says who they are are not heard', async () => {
    const path = join(newFolder(), 'browser.sock');
    const links = new BrowserLinks({
      door: socketDoor(path, () => null),
      isBrowser: () => true,
      now: () => performance.now(),
    });
    await links.open();
    onTestFinished(() => links.close());
    const socket = createConnection(path);
    socket.on('error', () => {});
    socket.resume();
    await once(socket, 'close');
    expect(links.browsers()).toEqual([]);
  });
});
