import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openBesidePlatform } from '../../../../agent/capture/beside/beside-platform.ts';
import { serveSensors } from '../../../../agent/capture/beside/serve-sensors.ts';
import type { ActiveWindowReading, CapturePlatform, SensorFailure } from '../../../../agent/ports.ts';
import { until } from '../../../desktop.ts';
import { FakePlatform } from '../../../fixtures/agent/platforms.ts';
import { type PairedProcess, pairedProcess } from '../../../fixtures/paired-process.ts';

const clock = { now: () => Date.now() };
const ready = { kind: 'ready', name: 'mute', websites: { ok: true }, never: {} };

/** An agent's platform, the desktops behind each start of its process, and the processes. */
async function opened(
  makes: (now: () => number) => CapturePlatform | null | 'mute' = (now) => new FakePlatform(now),
  { startMs, ...patienceMs } = { startMs: 5_000, answer: 5_000, capture: 5_000 },
) {
  const processes: PairedProcess[] = [];
  const desktops: FakePlatform[] = [];
  const platform = await openBesidePlatform({
    name: 'Windows',
    clock,
    retryMs: [0],
    startMs,
    patienceMs,
    start: () => {
      const desktop = makes(clock.now);
      if (desktop instanceof FakePlatform) desktops.push(desktop);
      const served = desktop === 'mute' || desktop === null ? null : desktop;
      const started = pairedProcess(served === null ? null : (parent) => serveSensors(served, parent));
      processes.push(started);
      if (desktop === null) started.say(ready);
      return started;
    },
  });
  const readings: ActiveWindowReading[] = [];
  const desktop = () => desktops.at(-1) as FakePlatform;
  const beside = () => processes.at(-1) as PairedProcess;
  return { platform, processes, desktop, beside, readings };
}

const codeOf = (reading: ActiveWindowReading | undefined) =>
  reading?.kind === 'unavailable' ? reading.failure.reason.code : reading?.kind;

describe('sensors in a process of their own', () => {
  test('answer what those of the platform answer', async () => {
    const { platform, desktop, readings } = await opened();
    expect(platform.name).toBe('fake');
    const stop = await platform.activeWindow.start((reading) => readings.push(reading));
    expect(readings).toEqual([{ kind: 'none' }]);
    desktop().focus('Letter');
    await until(() => (readings.length === 2 ? true : null));
    expect(readings[1]).toMatchObject({ kind: 'window', window: { title: 'Letter' } });
    expect(await platform.inputCounts.start(() => {})).toEqual({ ok: true });
    desktop().type(7);
    let keys = 0;
    await until(() => {
      keys += platform.inputCounts.take().keys;
      return keys > 0 ? true : null;
    });
    expect(keys).toBe(7);
    desktop().idleMs = 12;
    desktop().inCall = true;
    expect(await platform.presence.read({ calls: true })).toEqual({ idleMs: 12, locked: null, inCall: true });
    expect(await platform.presence.state()).toEqual({ ok: true });
    expect(await platform.screen.state()).toEqual({ ok: true });
    expect(await platform.screen.monitors()).toMatchObject([{ name: 'one' }]);
    expect(await platform.screen.capture()).toMatchObject({ kind: 'screen', screen: { frames: [{ width: 8 }] } });
    expect(await platform.openWindows()).toEqual({ kind: 'windows', windows: [] });
    await stop();
    await until(() => (desktop().watching ? null : true));
  });

  test('say what was typed before another window got the focus before they say which', async () => {
    const { platform, desktop } = await opened();
    const heard: string[] = [];
    await platform.inputCounts.start(() => {});
    await platform.activeWindow.start((reading) => {
      const { keys } = platform.inputCounts.take();
      heard.push(`${reading.kind === 'window' ? reading.window.title : reading.kind} after ${keys}`);
    });
    desktop().type(3);
    desktop().focus('One');
    desktop().type(4);
    desktop().focus('Two');
    await until(() => (heard.length === 3 ? true : null));
    expect(heard).toEqual(['none after 0', 'One after 3', 'Two after 4']);
  });

  test('are started again when their process ends, and say meanwhile that they are not there', async () => {
    const { platform, processes, desktop, beside, readings } = await opened();
    const lost: SensorFailure[] = [];
    let backs = 0;
    platform.onBack?.(() => {
      backs += 1;
    });
    await platform.activeWindow.start((reading) => readings.push(reading));
    await platform.inputCounts.start((failure) => lost.push(failure));
    desktop().type(5);
    await until(() => (platform.inputCounts.take().keys === 5 ? true : null));
    beside().kill();
    await until(() => (backs === 1 ? true : null));
    expect(processes).toHaveLength(2);
    expect(lost.map(({ reason }) => reason.code)).toEqual(['sensors-ended']);
    await until(() => (readings.length === 3 ? true : null));
    expect(readings.map(codeOf)).toEqual(['none', 'sensors-ended', 'none']);
    expect(await platform.inputCounts.start(() => {})).toEqual({ ok: true });
    expect(platform.inputCounts.take().keys).toBe(0);
  });

  test('know nothing while there is no process', async () => {
    let starts = 0;
    const { platform, processes, readings } = await opened((now) => (starts++ === 0 ? new FakePlatform(now) : 'mute'));
    await platform.activeWindow.start((reading) => readings.push(reading));
    processes[0]?.kill();
    await until(() => (processes.length === 2 ? true : null));
    expect(readings.map(codeOf)).toEqual(['none', 'sensors-ended']);
    expect(await platform.presence.read({ calls: true })).toEqual({ idleMs: null, locked: null, inCall: null });
    const failure = { ok: false, reason: { code: 'sensors-ended' } };
    expect(await platform.presence.state()).toMatchObject(failure);
    expect(await platform.screen.state()).toMatchObject(failure);
    expect(await platform.screen.capture()).toMatchObject({ kind: 'unavailable', failure });
    expect(await platform.openWindows()).toMatchObject({ kind: 'unavailable', failure });
    expect(await platform.inputCounts.start(() => {})).toMatchObject(failure);
  });

  test('that never begin, or never answer, are ended and started again', async () => {
    let starts = 0;
    const { platform, processes } = await opened(
      (now) => {
        starts += 1;
        return starts === 1 ? 'mute' : starts === 2 ? null : new FakePlatform(now);
      },
      { startMs: 50, answer: 50, capture: 50 },
    );
    await until(() => (processes.length === 2 ? true : null));
    expect(processes[0]?.hasEnded).toBe(true);
    await until(async () => ((await platform.screen.state()).ok ? true : null));
    expect(processes[1]?.hasEnded).toBe(true);
    expect(processes).toHaveLength(3);
  });

  test('are asked about pixels twice, and leave none behind when one of the answers is no', async () => {
    for (const [answers, read, kind] of [
      [[true, true], true, 'screen'],
      [[false, true], false, 'not-allowed'],
      [[true, false], true, 'not-allowed'],
    ] as const) {
      const { platform, desktop } = await opened();
      let hasRead = false;
      desktop().capture = async (mayRead) => {
        if (!(await mayRead?.())) return { kind: 'not-allowed' };
        hasRead = true;
        return { kind: 'screen', screen: desktop().screenNow() };
      };
      const left: boolean[] = [...answers];
      expect((await platform.screen.capture(() => left.shift() ?? false)).kind).toBe(kind);
      expect(hasRead).toBe(read);
    }
  });

  test('that say what an earlier start of the sensor saw are not heard', async () => {
    const { platform, beside, readings } = await opened(() => null);
    const starting = platform.activeWindow.start((reading) => readings.push(reading));
    beside().say({ kind: 'reading', run: 1, reading: { kind: 'none' } });
    const stop = await starting;
    await stop();
    const again = platform.activeWindow.start((reading) => readings.push(reading));
    const window = { appId: 'bank', appName: 'Bank', title: 'Secret', url: null, pid: 1 };
    beside().say({ kind: 'reading', run: 1, reading: { kind: 'window', window } });
    beside().say({ kind: 'reading', run: 2, reading: { kind: 'none' } });
    await again;
    expect(readings).toEqual([{ kind: 'none' }, { kind: 'none' }]);
  });

  test('end with the agent', async () => {
    const { platform, beside } = await opened(() => null);
    const closed = platform.close();
    await until(() => (beside().got.some((each) => (each as { kind: string }).kind === 'end') ? true : null));
    beside().kill();
    await closed;
  });
});

/** What a process in which foreign code went wrong might say. */
const total = { keys: 1, clicks: 0, scrolls: 0 };
const window = { appId: 'a', appName: 'a', title: 't', url: null, pid: 1 };
const hostile: readonly [string, unknown][] = [
  ['nothing', undefined],
  ['a number', 7],
  ['an unknown kind', { kind: 'keys', codes: [1, 2] }],
  ['that it is ready again', ready],
  ['half a key', { kind: 'counts', total: { ...total, keys: 0.5 } }],
  ['fewer than no clicks', { kind: 'counts', total: { ...total, clicks: -1 } }],
  ['counts without an end', { kind: 'counts', total: { ...total, keys: Number.POSITIVE_INFINITY } }],
  ['a title as an object', { kind: 'reading', run: 1, reading: { kind: 'window', window: { ...window, title: {} } } }],
  [
    'a title of a megabyte',
    { kind: 'reading', run: 1, reading: { kind: 'window', window: { ...window, title: 'x'.repeat(1 << 20) } } },
  ],
  ['a reason of no kind', { kind: 'counts-lost', failure: { ok: false, reason: 'because' } }],
];

describe('a process that says what nobody understands', () => {
  test.each(hostile)('%s: it is ended, nothing of it is used, and another is started', async (_, message) => {
    const { platform, processes, readings } = await opened(() => null);
    void platform.activeWindow.start((reading) => readings.push(reading));
    processes[0]?.say(message);
    await until(() => (processes.length === 2 ? true : null));
    expect(processes[0]?.hasEnded).toBe(true);
    expect(readings.map(codeOf)).toEqual(['sensors-ended']);
    expect(platform.inputCounts.take()).toEqual({ keys: 0, clicks: 0, scrolls: 0 });
  });

  const frame = { monitor: { name: 'm', x: 0, y: 0, width: 2, height: 1, primary: true }, width: 2, height: 1 };
  test.each([
    ['too few pixels', { kind: 'screen', agoMs: 0, frames: [{ ...frame, rgb: new Uint8Array(5) }], windows: [] }],
    ['text for pixels', { kind: 'screen', agoMs: 0, frames: [{ ...frame, rgb: 'abcdef' }], windows: [] }],
    ['a window without a place', { kind: 'screen', agoMs: 0, frames: [], windows: [window] }],
    ['a picture of tomorrow', { kind: 'screen', agoMs: -1, frames: [], windows: [] }],
    ['nothing', null],
  ])('a picture with %s is none', async (_, value) => {
    const { platform, beside } = await opened(() => null);
    const taken = platform.screen.capture();
    const asked = await until(() => (beside().got.at(-1) as { id?: number } | undefined)?.id ?? null);
    beside().say({ kind: 'answer', id: asked, value });
    expect((await taken).kind).toBe('unavailable');
  });

  test('totals that go back are no counts: the process is ended', async () => {
    const { platform, processes, beside } = await opened(() => null);
    const counting = platform.inputCounts.start(() => {});
    beside().say({ kind: 'counting', state: { ok: true } });
    await counting;
    beside().say({ kind: 'counts', total: { keys: 5, clicks: 1, scrolls: 0 } });
    beside().say({ kind: 'counts', total: { keys: 6, clicks: 0, scrolls: 0 } });
    await until(() => (processes.length === 2 ? true : null));
    expect(platform.inputCounts.take()).toEqual({ keys: 5, clicks: 1, scrolls: 0 });
  });

  test('whatever totals come, and come again, each step is counted once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(50), fc.nat(3)), { maxLength: 20 }), async (steps) => {
        const { platform, beside } = await opened(() => null);
        const counting = platform.inputCounts.start(() => {});
        beside().say({ kind: 'counting', state: { ok: true } });
        await counting;
        let keys = 0;
        let taken = 0;
        for (const [step, repeats] of steps) {
          keys += step;
          for (let turn = 0; turn <= repeats; turn++)
            beside().say({ kind: 'counts', total: { keys, clicks: 0, scrolls: 0 } });
          if (repeats === 2) taken += platform.inputCounts.take().keys;
        }
        beside().say({ kind: 'heard', agoMs: 0 });
        await until(() => (platform.activeWindow.heardAt() === null ? null : true));
        expect(taken + platform.inputCounts.take().keys).toBe(keys);
      }),
      { numRuns: 40 },
    );
  });
});
