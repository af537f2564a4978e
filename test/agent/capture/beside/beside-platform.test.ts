import { describe, expect, test } from 'vitest';
import { sharedMs } from '../../../../agent/capture/beside/shared-clock.ts';
import type { SensorFailure } from '../../../../agent/ports.ts';
import { reason } from '../../../../core/reason.ts';
import { sensorNames } from '../../../../core/sensor-name.ts';
import { until } from '../../../desktop.ts';
import { FullPlatform, membersOf, platformMembers } from '../../../fixtures/agent/platform-members.ts';
import { FakePlatform } from '../../../fixtures/agent/platforms.ts';
import { codeOf, opened } from './opened-platform.ts';

/** One moment by two clocks. */
const [at, from] = [Date.now(), sharedMs()];
/** By how much they go apart: each is read to its own millisecond. */
const clockMs = 50;

describe('sensors in a process of their own', () => {
  test('have every member of a platform, but what shows the settings of the system', async () => {
    const full = new FullPlatform();
    const { platform } = await opened(() => full);
    // The process beside has no window and no person who clicks in it.
    expect(membersOf(platform)).toEqual(platformMembers.filter((name) => name !== 'showSettings'));
    const changes: unknown[] = [];
    platform.onSessionChange?.((change) => changes.push(change));
    full.lock(true);
    await until(() => (changes.length === 1 ? true : null));
    expect(changes).toEqual([{ what: 'locked', is: true }]);
  });

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

  test('say what the person would have to permit before any of them runs, and anew when it is asked for', async () => {
    const missing = { ok: false, reason: reason('mac-recording-missing') } as const;
    const { platform, desktop, beside } = await opened((now) => {
      const made = new FakePlatform(now);
      made.lacks = { titles: missing };
      return made;
    });
    const lacking = () => [platform.lacking?.('titles') ?? null, platform.lacking?.('apps') ?? null];
    expect(lacking()).toEqual([missing, null]);
    desktop().lacks = {};
    await platform.lookAtPermissions?.(() => false);
    expect(lacking()).toEqual([null, null]);
    desktop().lacks = { titles: missing };
    await platform.lookAtPermissions?.(() => false);
    // What is not answered has not changed.
    beside().kill();
    await platform.lookAtPermissions?.(() => false);
    expect(lacking()).toEqual([missing, null]);
  });

  test('are not asked what has to be permitted on a system that has no permissions', async () => {
    const { platform, beside } = await opened(() => null);
    const before = beside().got.length;
    await platform.lookAtPermissions?.(() => true);
    expect(platform.lacking?.('titles')).toBeNull();
    expect(beside().got).toHaveLength(before);
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
    // Whoever is asked to agree meanwhile is told of each of them.
    for (const sensor of sensorNames) expect(platform.never?.[sensor], sensor).toMatchObject(failure);
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

  test.each(['window', 'counts'] as const)('that never begin with the %s are ended and started again', async (what) => {
    let starts = 0;
    const { platform, processes } = await opened((now) => (starts++ === 0 ? null : new FakePlatform(now)), {
      beginning: 50,
    });
    const begun = what === 'window' ? platform.activeWindow.start(() => {}) : platform.inputCounts.start(() => {});
    await begun;
    await until(() => (processes.length === 2 ? true : null));
    expect(processes[0]?.hasEnded).toBe(true);
  });

  test('that hang while nothing is asked of them are ended and started again', async () => {
    let starts = 0;
    const { platform, processes, desktop } = await opened((now) => (starts++ === 0 ? null : new FakePlatform(now)), {
      silence: 40,
      answer: 40,
    });
    await until(() => (processes.length === 2 ? true : null));
    expect(processes[0]?.hasEnded).toBe(true);
    // One that answers stays, however quiet it is.
    const asked = () => processes[1]?.got.filter((each) => (each as { kind: string }).kind === 'ask').length ?? 0;
    await until(() => (asked() > 3 ? true : null));
    expect(processes).toHaveLength(2);
    await platform.inputCounts.start(() => {});
    desktop().type(2);
    await until(() => (platform.inputCounts.take().keys === 2 ? true : null));
  });

  test('that the system does not answer any more begin anew, but for those that say why', async () => {
    const { platform, processes, beside } = await opened(() => null);
    const starting = platform.activeWindow.start(() => {});
    const failure = { ok: false, reason: reason('sensor-broken') };
    const heard = (agoMs: number): void => beside().say({ kind: 'heard', agoMs });
    beside().say({ kind: 'reading', run: 1, since: from, reading: { kind: 'unavailable', failure } });
    await starting;
    for (const ago of [100_000, 120_000, 140_000]) heard(ago);
    beside().say({ kind: 'reading', run: 1, since: from, reading: { kind: 'none' } });
    // Once: the computer slept.
    for (const ago of [30_000_000, 10, 100_000, 20]) heard(ago);
    const before = Date.now();
    heard(0);
    await until(() => ((platform.activeWindow.heardAt() ?? 0) >= before ? true : null));
    expect(processes).toHaveLength(1);
    for (const ago of [100_000, 120_000]) heard(ago);
    await until(() => (processes.length === 2 ? true : null));
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
    beside().say({ kind: 'reading', run: 1, since: from, reading: { kind: 'none' } });
    const stop = await starting;
    await stop();
    const again = platform.activeWindow.start((reading) => readings.push(reading));
    const window = { appId: 'bank', appName: 'Bank', title: 'Secret', url: null, pid: 1 };
    beside().say({ kind: 'reading', run: 1, since: from, reading: { kind: 'window', window } });
    beside().say({ kind: 'reading', run: 2, since: from, reading: { kind: 'none' } });
    await again;
    expect(readings).toEqual([{ kind: 'none' }, { kind: 'none' }]);
  });

  test('say since when a window has the focus, and are believed as far as that can be', async () => {
    const { platform, beside } = await opened(() => null);
    const told: number[] = [];
    const starting = platform.activeWindow.start((_, since) => told.push(since));
    const ages = [5_000, 1_000, -3_600_000, 3_600_000];
    for (const [pid, age] of ages.entries()) {
      const window = { appId: 'letters', appName: 'Letters', title: 'Letter', url: null, pid };
      beside().say({ kind: 'reading', run: 1, since: from - age, reading: { kind: 'window', window } });
    }
    await starting;
    await until(() => (told.length === ages.length ? true : null));
    for (const [index, age] of ages.slice(0, 2).entries())
      expect(Math.abs((told[index] ?? 0) - (at - age))).toBeLessThanOrEqual(clockMs);
    for (const since of told.slice(2)) expect(since).toBeGreaterThanOrEqual(at);
    for (const since of told.slice(2)) expect(since).toBeLessThanOrEqual(Date.now());
  });

  test.each([
    ['forward', 3_600_000],
    ['back', -3_600_000],
    ['a little', 20_000],
  ])('say how long ago, which holds also where the agent’s clock was set %s and theirs was not', async (_, aheadMs) => {
    const { platform, beside } = await opened(() => null, { now: () => Date.now() + aheadMs });
    const told: number[] = [];
    const starting = platform.activeWindow.start((_reading, since) => told.push(since));
    beside().say({ kind: 'reading', run: 1, since: from - 5_000, reading: { kind: 'none' } });
    await starting;
    expect(Math.abs((told[0] ?? 0) - (at + aheadMs - 5_000))).toBeLessThanOrEqual(clockMs);
  });

  test('say what was typed up to the end of the session before they say that it ends', async () => {
    const { platform, desktop } = await opened();
    await platform.inputCounts.start(() => {});
    let keys = 0;
    platform.onSessionEnd?.(async () => {
      keys = platform.inputCounts.take().keys;
    });
    desktop().type(5);
    await desktop().endSession();
    expect(keys).toBe(5);
  });

  test('end with the agent', async () => {
    const { platform, beside } = await opened(() => null);
    const closed = platform.close();
    await until(() => (beside().got.some((each) => (each as { kind: string }).kind === 'end') ? true : null));
    beside().kill();
    await closed;
  });
});
