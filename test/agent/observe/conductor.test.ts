import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { daySchema } from '../../../core/ids.ts';
import type { Purpose } from '../../../core/organisation/purpose.ts';
import { Recording } from '../../fixtures/day/recordings.ts';

const noon = Date.parse('2026-06-01T12:00:00Z');
const day = daySchema.parse('2026-06-01');
const tomorrow = daySchema.parse('2026-06-02');

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: noon });
});
afterEach(() => {
  vi.useRealTimers();
});
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

async function started(...agreed: Purpose[]): Promise<Recording> {
  const recording = new Recording();
  await recording.conductor.start();
  await recording.agree(...agreed);
  return recording;
}

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

  it('of presence that throws does not end the beat', async () => {
    const recording = await started();
    recording.platform.presence.read = () => Promise.reject(new Error('gone'));
    recording.platform.focus('one');
    await pass(30_000);
    expect(recording.errors).toContain('beat');
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
