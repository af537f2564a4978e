import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../desktop.ts';
import { linesIn, snapshotOf } from '../faults/vault-snapshot.ts';
import { newCast } from './agent/cast.ts';
import { processesIn } from './agent/memory.ts';
import { type RecordedSide, recordedOn } from './agent/recorded-side.ts';
import { untilRecording } from './agent/script.ts';
import { ending, mayEnd, openWindowsSide, type WindowsSide } from './agent/sides.ts';
import { underWine, wine } from './scene.ts';

/** As long as it may be: what is kept before that was asked for by the end of the session. */
const journalMs = 60_000;
/** What Wine may take on a machine that is never free; nothing else depends on it. */
const wineMs = 120_000;
/** WM_POWERBROADCAST with PBT_APMSUSPEND, PBT_APMRESUMEAUTOMATIC and PBT_APMRESUMESUSPEND. */
const power = 0x0218;
const [suspend, resumeByItself, resume] = [0x04, 0x12, 0x07];
const text = 'abcdefghij';

describe.skipIf(!wine.ok)(underWine('the end of a session'), () => {
  let side: WindowsSide;
  let recorded: RecordedSide;
  let typed = 0;

  beforeAll(async () => {
    if (!wine.ok) throw new Error(wine.why);
    side = await openWindowsSide(wine.value);
    await side.windows.call('make', newCast().ledger);
    recorded = await recordedOn(side, [], { journalMs });
  }, 600_000);

  afterAll(async () => {
    await recorded?.office.close();
    await side?.end();
  }, 60_000);

  const sensors = () => processesIn(dirname(side.folder), 'sensor-process.ts').map(({ pid }) => pid);
  const tell = (kind: number, wParam: number) => side.windows.call<number>('tell', { kind, wParam });
  async function type(): Promise<void> {
    await side.desktop.xdotool('type', '--delay', '5', text);
    typed += text.length;
  }

  /** As the system ends a session: every window is asked, then told, and its process ended once it has answered. */
  async function endSession(): Promise<unknown> {
    const wineboot = side.session.start(['wineboot', '--end-session']);
    return new Promise((resolve) => wineboot.once('exit', resolve));
  }

  it('goes on recording when another program does not let it end, or somebody cancels it', {
    timeout: wineMs,
  }, async () => {
    await untilRecording(recorded);
    const [before] = sensors();
    await type();
    await side.windows.call('refuseEnd', { refuses: true });
    expect(await endSession()).not.toBe(0);
    // What the system tells those that it has asked already.
    expect(await tell(mayEnd, 0)).toBe(1);
    await tell(ending, 0);
    await side.windows.call('refuseEnd', { refuses: false });
    await untilRecording(recorded);
    expect(sensors()).toEqual([before]);
    await type();
  });

  it('goes on recording after the computer slept', { timeout: wineMs }, async () => {
    for (const what of [suspend, resumeByItself, resume]) await tell(power, what);
    await untilRecording(recorded);
    await type();
  });

  it('waits until all is kept that is in memory, to the last key', { timeout: 2 * wineMs }, async () => {
    await untilRecording(recorded);
    const [before = 0] = sensors();
    // Not in the moment after the minute's records were written.
    await until(async () => {
      await type();
      return (await keysRecorded()) < typed || null;
    });
    void endSession();
    await until(() => (sensors().includes(before) ? null : true), wineMs);
    // As the system ends those that have no window: at once.
    for (const { pid } of processesIn(dirname(side.folder), 'cli/main.ts agent')) process.kill(pid, 'SIGKILL');
    await recorded.agent.ended;
    expect(await keysRecorded()).toBe(typed);
  });

  async function keysRecorded(): Promise<number> {
    const snapshot = await snapshotOf(recorded.folder, recorded.unlock);
    const records = (await linesIn(recorded.folder, recorded.unlock, snapshot)).map((line) => JSON.parse(line));
    return records.reduce((sum: number, each) => sum + (each.kind === 'counts' ? each.keys : 0), 0);
  }
});
