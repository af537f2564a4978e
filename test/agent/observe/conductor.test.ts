import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { formatRecords, parseRecords } from '../../../core/day/activity.ts';
import { Recording } from '../../fixtures/day/recordings.ts';
import { day, noon, pass, started } from './conductor-scene.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: noon });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('recording', () => {
  it('keeps windows, counts, presence and shots of a minute as they were', async () => {
    const recording = await started();
    recording.platform.focus('one');
    await pass(20_000);
    recording.platform.type(7);
    recording.platform.focus('two', 'terminal');
    await pass(40_000);
    recording.platform.type(3);
    await recording.conductor.stop();
    const { windows, totals, shots } = recording.view(day);
    expect(windows.map(({ title, start, end }) => [title, start - noon, end - noon])).toEqual([
      ['one', 0, 20_000],
      ['two', 20_000, 60_000],
    ]);
    expect(totals.keys).toBe(10);
    expect(totals.stateMs).toEqual({ active: 60_000 });
    expect(shots.map(({ at }) => at - noon)).toEqual([30_000]);
    expect(recording.errors).toEqual([]);
  });

  it('watches and writes nothing where nothing was agreed to', async () => {
    const recording = new Recording();
    await recording.conductor.start();
    recording.platform.focus('secret');
    await pass(120_000);
    await recording.conductor.stop();
    expect(recording.platform).toMatchObject({ windowStarts: 0, watching: false, counting: false });
    expect(recording.kept).toEqual([]);
  });

  it('leaves out what was refused, without a mark', async () => {
    const recording = await started('apps');
    recording.platform.focus('secret');
    await pass(30_000);
    await recording.pause();
    await pass(30_000);
    await recording.conductor.stop();
    expect(JSON.stringify(recording.kept)).not.toContain('secret');
    expect(recording.records('window')[0]).toMatchObject({ appId: 'editor', title: null, withheld: null });
    expect([...recording.records('counts'), ...recording.records('state'), ...recording.records('shot')]).toEqual([]);
  });

  it('writes nothing at all while the ledger cannot be read or a rule does not parse', async () => {
    for (const spoil of [
      (recording: Recording) => {
        recording.ledger = null;
      },
      (recording: Recording) => {
        recording.rules = null;
        recording.gate.setSettingsValid(false);
      },
    ]) {
      const recording = await started();
      await pass(1_000);
      await recording.conductor.change(() => spoil(recording));
      const before = recording.kept.length;
      recording.platform.focus('secret');
      recording.platform.type(5);
      await pass(120_000);
      await recording.conductor.stop();
      expect(
        recording.kept.slice(before).filter(({ record }) => record.kind !== 'header' && record.kind !== 'sensor'),
      ).toEqual([]);
    }
  });
});

describe('pausing', () => {
  it('settles what was counted, stops sensors, and takes effect in the same turn', async () => {
    const recording = await started();
    recording.platform.focus('before');
    recording.platform.type(4);
    await pass(1_000);
    const paused = recording.pause();
    // Not awaited: from this very moment nothing is taken.
    recording.platform.focus('secret');
    recording.platform.type(100);
    await paused;
    expect(recording.platform).toMatchObject({ watching: false, counting: false });
    await pass(60_000);
    await recording.conductor.stop();
    expect(recording.view(day).totals).toMatchObject({
      keys: 4,
      stateMs: { active: expect.any(Number), paused: expect.any(Number) },
    });
    expect(JSON.stringify(recording.kept)).not.toContain('secret');
  });

  it('ends with sensors started again, and what was in front meanwhile unknown', async () => {
    const recording = await started();
    recording.platform.focus('before');
    await pass(1_000);
    await recording.pause();
    recording.platform.focus('during');
    await pass(5_000);
    recording.platform.focus('after');
    await recording.resume();
    await pass(5_000);
    await recording.conductor.stop();
    expect(recording.view(day).windows.map(({ title }) => title)).toEqual(['before', 'after']);
    expect(recording.platform.windowStarts).toBe(2);
  });

  it('for a time ends by itself', async () => {
    const recording = await started();
    await recording.pause(noon + 60_000);
    recording.platform.focus('after');
    await pass(59_000);
    expect(recording.platform.watching).toBe(false);
    await pass(20_000);
    expect(recording.platform.watching).toBe(true);
    await recording.conductor.stop();
    for (const { start } of recording.records('window')) expect(start).toBeGreaterThanOrEqual(noon + 60_000);
  });

  it('drops a shot that is being taken', async () => {
    const recording = await started();
    const { platform } = recording;
    platform.capture = async () => {
      await recording.pause();
      return { kind: 'screen', screen: platform.screenNow() };
    };
    await pass(60_000);
    await recording.conductor.stop();
    expect(recording.records('shot')).toEqual([]);
  });

  it('holds although a sensor throws when it is stopped', async () => {
    const recording = await started();
    recording.platform.inputCounts.stop = () => Promise.reject(new Error('broken'));
    await recording.pause();
    expect(recording.platform.watching).toBe(false);
    expect(recording.errors).toEqual(['input counts']);
    await recording.resume();
    await recording.pause();
    expect(recording.platform.watching).toBe(false);
  });
});

describe('presence', () => {
  it('dates idle back to the last input', async () => {
    const recording = await started();
    await pass(120_000);
    recording.platform.idleMs = 90_000;
    await pass(10_000);
    await recording.conductor.stop();
    const idle = recording.view(day).states.find(({ state }) => state === 'idle');
    expect((idle?.start ?? 0) - noon).toBe(40_000);
  });

  it('is written in whole ms, also where a sensor knows the last input more exactly', async () => {
    const recording = await started();
    await pass(120_000);
    recording.platform.idleMs = 90_000.75;
    await pass(10_000);
    await recording.conductor.stop();
    const written = formatRecords(recording.records('state'));
    expect(parseRecords(written).find((each) => each.kind === 'state' && each.state === 'idle')).toMatchObject({
      start: noon + 40_000,
    });
  });

  it('never dates idle back over a pause', async () => {
    const recording = await started();
    await pass(10_000);
    await recording.pause(noon + 310_000);
    recording.platform.idleMs = 0;
    await pass(300_000);
    recording.platform.idleMs = 305_000;
    await pass(20_000);
    await recording.conductor.stop();
    const { states } = recording.view(day);
    const pausedMs = states
      .filter(({ state }) => state === 'paused')
      .reduce((sum, { start, end }) => sum + end - start, 0);
    expect(pausedMs).toBeGreaterThanOrEqual(300_000);
    for (const { start } of recording.records('state').filter(({ state }) => state === 'idle'))
      expect(start).toBeGreaterThanOrEqual(noon + 310_000);
  });

  it('is unknown where the system does not tell, never idle nor active', async () => {
    const recording = new Recording();
    recording.platform.idleMs = null;
    await recording.conductor.start();
    await recording.agree('presence');
    await pass(30_000);
    await recording.conductor.stop();
    expect(Object.keys(recording.view(day).totals.stateMs)).toEqual(['unknown']);
  });

  it('is locked while the screen is, and nothing else is recorded then', async () => {
    const recording = await started();
    recording.platform.focus('before');
    await pass(10_000);
    recording.platform.locked = true;
    await pass(10_000);
    recording.platform.focus('secret');
    await pass(30_000);
    recording.platform.locked = false;
    recording.platform.focus('after');
    await pass(20_000);
    await recording.conductor.stop();
    expect(JSON.stringify(recording.kept)).not.toContain('secret');
    expect(Object.keys(recording.view(day).totals.stateMs).sort()).toEqual(['active', 'locked']);
  });
});

describe('paths of pages', () => {
  it('are asked for where the organisation asks and websites may be recorded, and recorded only then', async () => {
    const recording = await started('apps', 'titles');
    recording.settings = { ...recording.settings, sitePaths: true };
    const visit = async (path: string) => {
      recording.platform.focus(path, 'chromium', `https://one.example${path}?query`);
      await pass(5_000);
    };
    await recording.agree('presence');
    await visit('/unread');
    expect(recording.arePathsWanted).toBe(false);
    await recording.agree('websites');
    expect(recording.arePathsWanted).toBe(true);
    await visit('/orders');
    recording.settings = { ...recording.settings, sitePaths: false };
    await recording.conductor.change(() => {});
    expect(recording.arePathsWanted).toBe(false);
    await visit('/later');
    await recording.conductor.stop();
    const records = recording.kept.map(({ record }) => record);
    const windows = records.filter((each) => each.kind === 'window');
    expect(windows.flatMap(({ title, site, path }) => (path === undefined ? [] : [[title, site, path]]))).toEqual([
      ['/orders', 'one.example', '/orders'],
    ]);
    expect(JSON.stringify(records)).not.toContain('query');
  });
});
