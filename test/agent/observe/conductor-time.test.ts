import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { usualWindowsADay } from '../../../core/day/recorder.ts';
import { daySchema } from '../../../core/ids.ts';
import { Recording } from '../../fixtures/day/recordings.ts';
import { day, noon, pass, started } from './conductor-scene.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: noon });
});
afterEach(() => {
  vi.useRealTimers();
});
const tomorrow = daySchema.parse('2026-06-02');

describe('time', () => {
  it('slept through is suspended, and the window of before does not last through it', async () => {
    const recording = await started();
    recording.platform.focus('before');
    await pass(20_000);
    vi.setSystemTime(Date.now() + 3_600_000);
    await pass(20_000);
    await recording.conductor.stop();
    const { totals, apps } = recording.view(day);
    expect(totals.stateMs.suspended).toBeGreaterThan(3_590_000);
    expect(apps[0]?.ms).toBeLessThan(45_000);
  });

  it('slept through in a pause is told to no one', async () => {
    const recording = await started();
    await pass(20_000);
    await recording.pause(Date.now() + 600_000);
    vi.setSystemTime(Date.now() + 3_600_000);
    await pass(20_000);
    await recording.conductor.stop();
    expect(recording.records('state').filter(({ state }) => state === 'suspended')).toEqual([]);
  });

  it('set back makes nothing negative and loses no count', async () => {
    vi.setSystemTime(noon - 7_200_000);
    const recording = await started();
    vi.setSystemTime(noon);
    recording.platform.focus('one');
    recording.platform.type(3);
    await pass(30_000);
    vi.setSystemTime(Date.now() - 3_600_000);
    recording.platform.type(4);
    await pass(30_000);
    await recording.conductor.stop();
    for (const { record } of recording.kept) if ('start' in record) expect(record.end).toBeGreaterThan(record.start);
    expect(recording.records('counts').reduce((sum, { keys }) => sum + keys, 0)).toBe(7);
  });

  it('of a window is since when it had the focus, also where that is heard late', async () => {
    const recording = await started();
    const { platform, conductor } = recording;
    platform.focus('one');
    await pass(20_000);
    // The computer lets nobody do anything for a while, in which two windows get the focus.
    vi.setSystemTime(Date.now() + 8_000);
    platform.lateMs = 6_000;
    platform.focus('two');
    platform.lateMs = 2_000;
    platform.focus('three');
    await pass(5_000);
    await conductor.stop();
    const spans = recording.view(day).windows.map(({ title, start, end }) => [title, start - noon, end - noon]);
    expect(spans.slice(-3)).toEqual([
      ['one', 0, 22_000],
      ['two', 22_000, 26_000],
      ['three', 26_000, 33_000],
    ]);
  });

  it('of a window that is heard late does not reach into a pause', async () => {
    const recording = await started();
    const { platform, conductor } = recording;
    platform.focus('one');
    await pass(20_000);
    await recording.pause(Date.now() + 60_000);
    await pass(10_000);
    await recording.resume();
    const resumedAt = Date.now();
    platform.lateMs = 5_000;
    platform.focus('two');
    await pass(5_000);
    await conductor.stop();
    const [, two] = recording.view(day).windows.map(({ title, start }) => [title, start]);
    expect(two).toEqual(['two', resumedAt]);
  });

  it('over midnight goes to two days, each with its header, and no shot refers over it', async () => {
    vi.setSystemTime(Date.parse('2026-06-01T23:58:00Z'));
    const recording = await started();
    recording.platform.focus('one');
    await pass(240_000);
    await recording.conductor.stop();
    const midnight = Date.parse('2026-06-02T00:00:00Z');
    expect(recording.view(day)).toMatchObject({ last: midnight });
    expect(recording.view(tomorrow).windows).toMatchObject([{ start: midnight }]);
    for (const each of [day, tomorrow]) {
      expect(recording.view(each).headers.length).toBeGreaterThanOrEqual(1);
      const { shots } = recording.view(each);
      const ids = new Set(shots.map(({ id }) => id));
      expect(shots.length).toBeGreaterThan(0);
      for (const { sameAs } of shots) if (sameAs !== null) expect(ids.has(sameAs)).toBe(true);
    }
  });
});

describe('a day of more windows than are told with their titles', () => {
  it('ends at midnight: the next day has titles again', async () => {
    vi.setSystemTime(Date.parse('2026-06-01T19:20:00Z'));
    const recording = await started();
    for (let turn = 0; turn <= usualWindowsADay; turn++) {
      vi.setSystemTime(Date.now() + 1_000);
      recording.platform.focus(`flashing ${turn}`);
    }
    expect(recording.conductor.isOverfull).toBe(true);
    vi.setSystemTime(Date.parse('2026-06-01T23:59:50Z'));
    recording.platform.focus('before midnight');
    await pass(30_000);
    expect(recording.conductor.isOverfull).toBe(false);
    recording.platform.focus('after midnight');
    await pass(30_000);
    await recording.conductor.stop();
    expect(recording.view(day).windows.at(-1)).toMatchObject({ title: null });
    expect(recording.view(tomorrow).windows.at(-1)).toMatchObject({ title: 'after midnight' });
  });
});

describe('a disk that fails', () => {
  it('keeps what was recorded in memory, says so, and writes it later in order', async () => {
    const recording = await started();
    recording.diskIsFull = true;
    recording.platform.focus('one');
    recording.platform.type(5);
    await pass(60_000);
    expect(recording.conductor.problem?.code).toBe('disk-full');
    const before = recording.kept.length;
    recording.diskIsFull = false;
    await pass(20_000);
    expect(recording.conductor.problem).toBeNull();
    await recording.conductor.stop();
    expect(recording.kept.length).toBeGreaterThan(before);
    expect(recording.view(day).totals.keys).toBe(5);
    expect(recording.view(day).windows).toMatchObject([{ title: 'one', start: noon, end: noon + 80_000 }]);
  });
});

describe('a sensor', () => {
  it('that cannot start leaves the others running, and the pause working', async () => {
    const recording = new Recording();
    recording.platform.activeWindow.start = () => Promise.reject(new Error('no display'));
    await recording.conductor.start();
    await recording.agree();
    expect(recording.platform.counting).toBe(true);
    expect(recording.conductor.reports).toContainEqual(expect.objectContaining({ sensor: 'active-window', ok: false }));
    await recording.pause();
    expect(recording.platform.counting).toBe(false);
    await recording.conductor.stop();
  });

  it('of presence that throws does not end the heartbeat', async () => {
    const recording = await started();
    recording.platform.presence.read = () => Promise.reject(new Error('gone'));
    recording.platform.focus('one');
    await pass(30_000);
    expect(recording.errors).toContain('heartbeat');
    recording.platform.presence.read = async () => ({ idleMs: 0, locked: false, inCall: null });
    await pass(30_000);
    expect(recording.records('state').some(({ state }) => state === 'active')).toBe(true);
    await recording.conductor.stop();
  });
});

describe('a clock that is set back to before consent was given', () => {
  it('records nothing until then', async () => {
    const recording = await started();
    recording.platform.focus('secret');
    const before = recording.kept.length;
    vi.setSystemTime(noon - 3_600_000);
    await recording.conductor.change(() => {});
    recording.platform.type(9);
    recording.platform.focus('secret again');
    await pass(60_000);
    await recording.conductor.stop();
    expect(JSON.stringify(recording.kept.slice(before))).not.toContain('secret again');
    expect(recording.records('counts')).toEqual([]);
  });
});
