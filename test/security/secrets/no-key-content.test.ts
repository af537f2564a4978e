import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseRecords } from '../../../core/day/activity.ts';
import { type Desktop, startDesktop, type Terminal } from '../../desktop.ts';
import { allObjects, openedActivity, viewerIdentity } from '../../fixtures/bucket-contents.ts';
import { removeFolder } from '../../fixtures/folders.ts';
import { kept } from '../../fixtures/processes.ts';
import { disguises, filesBelow, findings, type Haystack, newSecret, rareWord } from '../../journeys/scenes/canary.ts';
import { openEmbeddedOffice, type TestOffice } from '../../journeys/scenes/offices.ts';
import { pressesFor } from '../../journeys/scenes/scripted-minute.ts';
import { keyCodesIn, memoryOf } from '../viewing/process-memory.ts';

const rounds = 5;
/** How a program holds text. The disguises of files and wires would take minutes to look for in so many bytes. */
const inMemory = ['utf8', 'utf16le', 'reversed'];
const settings = { shotIntervalMs: 2_000, holdMs: 0, journalMs: 500, segmentMs: 1_000 } as const;

describe('searching for what was typed', () => {
  it('finds a text in every disguise that it knows', () => {
    const secret = newSecret();
    for (const [way, needle] of disguises(secret)) {
      const bytes = Buffer.concat([Buffer.alloc(100, 7), needle, Buffer.alloc(100, 9)]);
      expect(findings([{ name: 'hay', bytes }], [secret])).toContain(`hay: text 0 as ${way}`);
    }
    const sentence = Buffer.from(Buffer.from(`before it ${secret} and after`).toString('base64'));
    expect(findings([{ name: 'hay', bytes: sentence }], [secret])).not.toEqual([]);
    expect(findings([{ name: 'hay', bytes: Buffer.from('nothing of it') }], [secret])).toEqual([]);
  });

  it('finds key codes in the events of an X server', () => {
    const event = Buffer.alloc(64);
    event.writeUInt8(35, 0);
    event.writeUInt8(131, 1);
    event.writeUInt32LE(8, 4);
    event.writeUInt16LE(13, 8);
    event.writeUInt16LE(3, 10);
    event.writeUInt32LE(38, 16);
    expect(keyCodesIn(Buffer.concat([Buffer.alloc(5), event, event]))).toEqual([38, 38]);
    expect(keyCodesIn(event.fill(0, 16, 20))).toEqual([]);
  });
});

/** What is typed is counted, and that is all that ever exists of it. */
describe.skipIf(process.platform !== 'linux')('what is typed (Linux)', () => {
  const closing: (() => Promise<unknown>)[] = [];
  const secret = newSecret();
  const sentence = `ordinary words with ${rareWord()} among them`;
  const title = `Letter ${rareWord()}`;
  let folder: string;
  let office: TestOffice;
  let output: Promise<Buffer[]>;
  let whileRunning: {
    readonly found: string[];
    readonly titles: string[];
    readonly codes: number[];
    readonly bytes: number;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plainsight-keys-'));
    closing.unshift(() => removeFolder(folder));
    office = await openEmbeddedOffice(folder, settings);
    closing.unshift(() => office.close());
    const desktop: Desktop = await startDesktop();
    closing.unshift(() => desktop.close());
    const letter: Terminal = await desktop.openTerminal({ title });
    const agent = await startAgent(folder, office, desktop);
    closing.unshift(async () => agent.kill('SIGKILL'));
    output = Promise.all([agent.stdout, agent.stderr].map((stream) => (stream ? buffer(stream) : Buffer.alloc(0))));
    await desktop.activate(letter.window);
    for (let round = 0; round < rounds; round++) {
      await desktop.xdotool('type', '--delay', '20', `${sentence} `);
      await desktop.xdotool('type', '--delay', '20', secret);
      await desktop.xdotool('key', 'Return');
    }
    whileRunning = await look(agent.pid ?? 0, [secret, sentence], title);
    agent.stdin?.write('end\n');
    if (agent.exitCode === null) await once(agent, 'exit');
  }, 180_000);

  afterAll(async () => {
    for (const close of closing) await close();
  }, 60_000);

  it('is counted, press by press', async () => {
    const activity = await openedActivity(
      await allObjects(office.owner),
      await viewerIdentity(office.viewerFile, office.passphrase),
    );
    const records = [...activity.values()].flatMap((text) => parseRecords(text));
    const keys = records.reduce((sum, record) => sum + (record.kind === 'counts' ? record.keys : 0), 0);
    expect(keys).toBe(rounds * (pressesFor(`${sentence} ${secret}`) + 1));
    const opened = [...activity].map(([name, text]): Haystack => ({ name, bytes: Buffer.from(text) }));
    expect(findings(opened, [secret, sentence])).toEqual([]);
  });

  it('is in no file, database or write-ahead log, in nothing that was sent, and in no line of the log', async () => {
    const sent = office.proxy.exchanges.map(
      ({ method, path, headers, body }): Haystack => ({
        name: `${method} ${path}`,
        bytes: Buffer.concat([Buffer.from(`${path} ${JSON.stringify(headers)}\n`), body]),
      }),
    );
    const said = (await output).map((bytes, index): Haystack => ({ name: `output ${index + 1}`, bytes }));
    const files = await filesBelow(folder);
    expect(files.some(({ name }) => name.endsWith('vault.db'))).toBe(true);
    expect(sent.length).toBeGreaterThan(5);
    expect(findings([...files, ...sent, ...said], [secret, sentence, title])).toEqual([]);
  });

  it('is nowhere in the memory of the agent, neither as text nor as the codes of its keys', () => {
    expect(whileRunning.bytes).toBeGreaterThan(20 << 20);
    // The window's title is there, as it must be: whoever looks this way finds what there is.
    expect(whileRunning.titles.length).toBeGreaterThan(0);
    expect(whileRunning.found).toEqual([]);
    expect(whileRunning.codes).toEqual([]);
  });
});

/** The agent as a process that can write nowhere but below `folder`, as far as its environment goes. */
async function startAgent(folder: string, office: TestOffice, desktop: Desktop): Promise<ChildProcess> {
  const own = { agent: join(folder, 'agent'), home: join(folder, 'home'), tmp: join(folder, 'tmp') };
  for (const each of Object.values(own)) await mkdir(each, { recursive: true });
  const path = join(folder, 'start.json');
  await writeFile(path, JSON.stringify({ folder: own.agent, enrolment: office.enrolment, env: desktop.env }));
  const agent = kept(
    spawn(process.execPath, [join(import.meta.dirname, '..', 'agent-process.ts'), path], {
      cwd: own.home,
      env: { ...process.env, HOME: own.home, TMPDIR: own.tmp },
      stdio: ['pipe', 'pipe', 'pipe'],
    }),
  );
  await Promise.race([
    new Promise<void>((resolve) => agent.stdout.on('data', (said: Buffer) => said.includes('recording') && resolve())),
    once(agent, 'exit').then(() => Promise.reject(new Error('the agent ended before it recorded'))),
  ]);
  return agent;
}

async function look(pid: number, texts: readonly string[], title: string) {
  const found: string[] = [];
  const titles: string[] = [];
  const codes: number[] = [];
  let bytes = 0;
  for await (const piece of memoryOf(pid)) {
    bytes += piece.bytes.length;
    found.push(...findings([piece], texts, inMemory));
    titles.push(...findings([piece], [title], inMemory));
    codes.push(...keyCodesIn(piece.bytes));
  }
  return { found, titles, codes, bytes };
}
