import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharpEncoder } from '../../agent/screenshot/encode-sharp.ts';
import { maskColour } from '../../agent/screenshot/window-mask.ts';
import { Vault } from '../../agent/vault/vault.ts';
import type { ActivityRecord } from '../../core/day/activity.ts';
import { daySchema } from '../../core/ids.ts';
import { unwrap } from '../../core/result.ts';
import { minuteMs } from '../../core/time/calendar.ts';
import { identityFile, type KeyPair, newKeyPair } from '../../seal/age.ts';
import { keeperOf } from '../fixtures/agent/keepers.ts';
import { shotId } from '../fixtures/agent/vaults.ts';
import { removeFolder } from '../fixtures/folders.ts';
import { kept } from '../fixtures/processes.ts';
import type { Errand } from './removal-errand.ts';

const day = daySchema.parse('2026-06-01');
const noon = Date.parse('2026-06-01T12:00:00Z');
const at = (minute: number): number => noon + minute * minuteMs;
const worker = fileURLToPath(new URL('./removal-worker.ts', import.meta.url));
/** Kills of each work that come by the clock, after those before each step. */
const timedKills = 5;

const size = { width: 64, height: 64 };
const part = { x: 16, y: 16, width: 32, height: 32 };
const works: Readonly<Record<'remove' | 'cover', Errand['work']>> = {
  // From the middle of one batch to the middle of another, with one of the pictures between whole.
  remove: { kind: 'remove', span: { start: at(1.5), end: at(4.5) }, at: at(7) },
  cover: { kind: 'cover', id: shotId(2), part },
};

/** What the next start finds. */
interface Found {
  readonly titles: readonly string[];
  readonly tombstones: number;
  readonly pictures: readonly string[];
  /** The middle of the picture that may be covered: `there`, `covered`, or `gone`. */
  readonly part: string;
}

describe('kill -9 while something is being taken back', () => {
  const root = mkdtempSync(join(tmpdir(), 'removal-'));
  const original = join(root, 'original');
  let employee: KeyPair;
  let copies = 0;
  /** Pieces of what is sealed at first, by what it is. */
  const sealed = { remove: [] as Buffer[], cover: [] as Buffer[] };

  beforeAll(async () => {
    employee = await newKeyPair();
    const encoder = await sharpEncoder();
    const vault = unwrap(Vault.open(original));
    const keeper = await keeperOf(vault, { employee, holdMs: () => 3_600_000 });
    for (let minute = 0; minute < 6; minute++) {
      if (minute % 2 === 0) {
        const rgb = Uint8Array.from({ length: size.width * size.height * 3 }, (_, i) => (i % 3 === 0 ? 255 : 0));
        const shot = { at: at(minute + 0.5), id: shotId(minute), monitor: 'one', ...size, sameAs: null, covered: 0 };
        unwrap(await keeper.keepShot({ ...shot, webp: await encoder.encode({ rgb, ...size }) }));
      }
      unwrap(await keeper.keep(day, workOf(minute), at(minute + 1)));
    }
    for (const row of vault.journal(day).slice(1, 5)) note('remove', row.sealed);
    const taken = vault.shot(shotId(2));
    if (taken === null) throw new Error('no picture');
    for (const kind of ['remove', 'cover'] as const) note(kind, await vault.read(taken));
    vault.close();
  });

  afterAll(() => removeFolder(root));

  it.each<[keyof typeof works, Found, Found]>([
    [
      'remove',
      { titles: titlesOf(0, 6), tombstones: 0, pictures: [0, 2, 4].map(shotId), part: 'there' },
      {
        titles: [...titlesOf(0, 1.5), ...titlesOf(4.5, 6)],
        tombstones: 1,
        pictures: [shotId(0), shotId(4)],
        part: 'gone',
      },
    ],
    [
      'cover',
      { titles: titlesOf(0, 6), tombstones: 0, pictures: [0, 2, 4].map(shotId), part: 'there' },
      { titles: titlesOf(0, 6), tombstones: 0, pictures: [0, 2, 4].map(shotId), part: 'covered' },
    ],
  ])('%s: happened wholly or not at all, before each step and at random moments', async (kind, before, after) => {
    const whole = await run(kind, null, null);
    expect(whole.said).toMatch(/^done ok in \d+ steps$/m);
    // It said so and was killed: nothing has opened the vault since.
    expect(lingering(whole.folder, sealed[kind])).toEqual([]);
    expect(await startAgain(whole.folder)).toEqual(after);
    const steps = Number(/in (\d+) steps/.exec(whole.said)?.[1]);
    expect(steps).toBeGreaterThan(4);

    const seen = { before: 0, after: 0 };
    const check = async (how: string, { folder, said }: Run): Promise<void> => {
      if (/^done/m.test(said)) expect(lingering(folder, sealed[kind]), how).toEqual([]);
      const found = await startAgain(folder, (isOver) => {
        // Also while the agent that was started again is running.
        if (isOver(after)) expect(lingering(folder, sealed[kind]), how).toEqual([]);
      });
      const isAfter = found.part === after.part;
      expect(found, how).toEqual(isAfter ? after : before);
      if (/^done ok/m.test(said)) expect(isAfter, how).toBe(true);
      seen[isAfter ? 'after' : 'before']++;
      rmSync(folder, { recursive: true, force: true });
    };
    const kills = [
      ...Array.from({ length: steps }, (_, step) => ({
        how: `before step ${step + 1} of ${steps}`,
        go: () => run(kind, step + 1, null),
      })),
      ...Array.from({ length: timedKills }, (_, time) => {
        const share = (time + Math.random()) / timedKills;
        return { how: `at ${share} of the time`, go: () => run(kind, null, share * 1.2 * whole.tookMs) };
      }),
    ];
    // While one is looked at, the next one runs.
    let next = kills[0]?.go();
    for (const [index, { how }] of kills.entries()) {
      const ended = await next;
      next = kills[index + 1]?.go();
      next?.catch(() => {});
      if (ended !== undefined) await check(how, ended);
    }
    expect(seen.before).toBeGreaterThan(0);
    expect(seen.after).toBeGreaterThan(0);
  });

  interface Run {
    readonly folder: string;
    readonly said: string;
    /** From its beginning to its end. */
    readonly tookMs: number;
  }

  /** A worker in a copy of the vault, killed by itself before a step, or `killAfterMs` after it began, or when it is done. */
  async function run(kind: keyof typeof works, dieBefore: number | null, killAfterMs: number | null): Promise<Run> {
    const folder = join(root, String(++copies));
    cpSync(original, folder, { recursive: true });
    const identity = identityFile(employee.identity);
    const errand: Errand = { folder, identity: Buffer.from(identity).toString(), work: works[kind], dieBefore };
    const env = { ...process.env, NODE_COMPILE_CACHE: join(root, 'compiled') };
    const child = kept(
      spawn(process.execPath, [worker, JSON.stringify(errand)], { env, stdio: ['ignore', 'pipe', 'pipe'] }),
    );
    let said = '';
    let begunAt = 0;
    let tookMs = 0;
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (begunAt === 0 && said.includes('begun\n')) {
        begunAt = performance.now();
        if (killAfterMs !== null) setTimeout(() => child.kill('SIGKILL'), killAfterMs);
      }
      if (/^done .*\n/m.test(said)) {
        tookMs = performance.now() - begunAt;
        child.kill('SIGKILL');
      }
    });
    const signal = await new Promise<string | null>((resolve) => child.once('close', (_, by) => resolve(by)));
    expect(signal, said).toBe('SIGKILL');
    expect(said).toMatch(/^begun$/m);
    return { folder, said, tookMs };
  }

  /** What the next start finds; `whileOpen` may look at the folder in the meantime. */
  async function startAgain(
    folder: string,
    whileOpen: (isOver: (found: Found) => boolean) => void = () => {},
  ): Promise<Found> {
    const vault = unwrap(Vault.open(folder));
    try {
      const keeper = await keeperOf(vault, { employee, holdMs: () => 3_600_000 });
      const records = unwrap(await keeper.records(day));
      const shot = vault.shot(shotId(2));
      const encoder = await sharpEncoder();
      const webp = shot === null ? null : unwrap(await keeper.picture(day, () => vault.read(shot)));
      const picture = webp === null ? null : await encoder.decode(webp);
      const middle = picture?.rgb.slice((32 * size.width + 32) * 3, (32 * size.width + 32) * 3 + 3) ?? null;
      // Every row has its file and every file its row.
      for (const row of vault.shots(day)) expect((await vault.read(row)).length).toBe(row.bytes);
      // Two keys: of the day, and of its pictures.
      expect(readdirSync(join(folder, 'objects', day))).toHaveLength(vault.shots(day).length + 2);
      const found: Found = {
        titles: records.flatMap((record) => (record.kind === 'window' ? [titleOf(record)] : [])),
        tombstones: records.filter(({ kind }) => kind === 'removed-span').length,
        pictures: vault.shots(day).map(({ shot_id }) => String(shot_id)),
        part: middle === null ? 'gone' : isNear(middle, maskColour) ? 'covered' : 'there',
      };
      whileOpen((other) => other.part === found.part);
      return found;
    } finally {
      vault.close();
    }
  }

  /** Three pieces of `bytes`, so that one at least lies within a page of the database. */
  function note(kind: keyof typeof sealed, bytes: Uint8Array): void {
    for (const share of [0.3, 0.6, 0.9]) {
      const from = Math.floor(bytes.length * share) - 24;
      sealed[kind].push(Buffer.from(bytes.subarray(from, from + 24)));
    }
  }
});

/** A minute of work in so many windows that its batch takes several pages of the database. */
function workOf(minute: number): ActivityRecord[] {
  return Array.from({ length: 60 }, (_, second) => ({
    kind: 'window',
    start: at(minute) + second * 1000,
    end: at(minute) + (second + 1) * 1000,
    appId: 'editor',
    appName: 'Editor',
    title: `${minute}:${second}`,
    site: null,
    withheld: null,
  }));
}

function titleOf(record: Extract<ActivityRecord, { kind: 'window' }>): string {
  return `${record.title} ${record.end - record.start}`;
}

/** The windows of these minutes, as the next start should find them. */
function titlesOf(from: number, to: number): string[] {
  return Array.from({ length: (to - from) * 60 }, (_, index) => {
    const second = from * 60 + index;
    return `${Math.floor(second / 60)}:${second % 60} 1000`;
  });
}

function isNear(pixel: Uint8Array, { r, g, b }: { r: number; g: number; b: number }): boolean {
  return [r, g, b].every((value, index) => Math.abs((pixel[index] ?? 0) - value) < 24);
}

/** The files in which any of the pieces stands. */
function lingering(folder: string, pieces: readonly Buffer[]): string[] {
  expect(pieces.length).toBeGreaterThan(0);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => {
      const bytes = readFileSync(path);
      return pieces.some((piece) => bytes.includes(piece));
    });
}
