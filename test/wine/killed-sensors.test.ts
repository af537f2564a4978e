import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../desktop.ts';
import { linesIn, snapshotOf } from '../faults/vault-snapshot.ts';
import { newCast } from './agent/cast.ts';
import { processesIn } from './agent/memory.ts';
import { type RecordedSide, recordedOn } from './agent/recorded-side.ts';
import { isRecording } from './agent/script.ts';
import { openWindowsSide, type WindowsSide } from './agent/sides.ts';
import { underWine, wine } from './scene.ts';

/** As many as PLAINSIGHT_KILLS says. */
const kills = Number(process.env.PLAINSIGHT_KILLS ?? 25);
/** A process under Wine takes its time to start on a machine that is never free; how long is told, and nothing else depends on it. */
const backMs = 60_000;
const text = 'abcdefghij';

describe.skipIf(!wine.ok)(underWine('the sensors of a running agent, killed at any moment'), () => {
  let side: WindowsSide;
  let recorded: RecordedSide;

  beforeAll(async () => {
    if (!wine.ok) throw new Error(wine.why);
    side = await openWindowsSide(wine.value);
    await side.windows.call('make', newCast().ledger);
    recorded = await recordedOn(side);
  }, 200_000);

  afterAll(async () => {
    await recorded?.office.close();
    await side?.end();
  }, 60_000);

  const sensors = () => processesIn(dirname(side.folder), 'sensor-process.ts').map(({ pid }) => pid);
  const type = () => side.desktop.xdotool('type', '--delay', '5', text);
  const isBack = async (but: readonly number[]) => {
    const now = sensors();
    return (now.length === 1 && !but.includes(now[0] ?? 0) && (await isRecording(recorded))) || null;
  };

  it(`record on each of ${kills} times, and nothing is counted twice`, { timeout: 900_000 }, async () => {
    let typed = 0;
    const killed: number[] = [];
    for (let turn = 0; turn < kills; turn++) {
      await until(() => isBack(killed), backMs);
      const [pid = 0] = sensors();
      const typing = type();
      typed += text.length;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 200));
      process.kill(pid, 'SIGKILL');
      killed.push(pid);
      await typing;
    }
    await until(() => isBack(killed), backMs);
    expect(new Set(killed).size).toBe(kills);
    // From here on every key counts again, once.
    const before = await keysRecorded();
    expect(before).toBeLessThanOrEqual(typed);
    for (let times = 0; times < 3; times++) await type();
    await until(async () => ((await keysRecorded()) >= before + 3 * text.length ? true : null), backMs);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await keysRecorded()).toBe(before + 3 * text.length);
    const windows = (await recordsOf()).filter(({ kind }) => kind === 'window');
    expect(windows.length).toBeGreaterThan(0);
    // What was in front is not known while nobody looks: no two windows at once.
    const sorted = windows.toSorted((a, b) => Number(a.start) - Number(b.start));
    for (const [index, { end }] of sorted.slice(0, -1).entries())
      expect(Number(end)).toBeLessThanOrEqual(Number(sorted[index + 1]?.start));
  });

  async function recordsOf(): Promise<Record<string, unknown>[]> {
    const snapshot = await snapshotOf(recorded.folder, recorded.unlock);
    return (await linesIn(recorded.folder, recorded.unlock, snapshot)).map((line) => JSON.parse(line));
  }

  async function keysRecorded(): Promise<number> {
    return (await recordsOf()).reduce((sum, each) => sum + (each.kind === 'counts' ? Number(each.keys) : 0), 0);
  }
});
