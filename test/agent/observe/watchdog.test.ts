import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Purpose } from '../../../core/organisation/purpose.ts';
import { reason } from '../../../core/reason.ts';
import { hourMs, minuteMs } from '../../../core/time/calendar.ts';
import { Recording } from '../../fixtures/day/recordings.ts';

const noon = Date.parse('2026-06-01T12:00:00Z');

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
  recording.platform.focus('a window that stays');
  await pass(minuteMs);
  return recording;
}

/** Every answer that was given in `ms`, asked each second. */
async function answersFor(recording: Recording, ms: number): Promise<Set<number | null>> {
  const answers = new Set<number | null>();
  for (let passed = 0; passed < ms; passed += 1_000) {
    await pass(1_000);
    answers.add(recording.conductor.silentSince);
  }
  return answers;
}

describe('the watchdog', () => {
  it.each<[string, Purpose[]]>([
    ['everything is agreed to', []],
    ['only apps are', ['apps']],
    ['only presence is', ['presence']],
    ['only screenshots are', ['screenshots']],
    ['only counts are', ['input-counts']],
  ])('raises no false alarm on a quiet desktop with nobody there, where %s', async (_, agreed) => {
    const recording = await started(...agreed);
    recording.platform.idleMs = hourMs;
    expect(await answersFor(recording, hourMs)).toEqual(new Set([null]));
    await recording.conductor.stop();
  });

  it.each<[string, Purpose[], number]>([
    ['presence', ['presence'], minuteMs],
    ['the active window', ['apps'], 3 * minuteMs],
    ['the screen', ['screenshots'], 5 * minuteMs],
    ['all of them', [], minuteMs],
  ])('notices that %s fell silent without an error, and that it speaks again', async (_, agreed, within) => {
    const recording = await started(...agreed);
    await pass(2 * minuteMs);
    recording.platform.isDead = true;
    const capture = recording.platform.capture;
    recording.platform.capture = () => new Promise(() => {});
    const fellSilent = Date.now();
    await answersFor(recording, within);
    const since = recording.conductor.silentSince;
    expect(since).toBeGreaterThan(fellSilent - 2 * minuteMs);
    expect(since).toBeLessThanOrEqual(fellSilent + 10_000);
    if (agreed.includes('screenshots')) return;
    recording.platform.isDead = false;
    recording.platform.capture = capture;
    await pass(2 * minuteMs);
    expect(recording.conductor.silentSince).toBeNull();
    expect(recording.conductor.lastCapturedAt).toBeGreaterThan(fellSilent);
  });

  it('goes on recording what still speaks, and takes a pause at once, while one sensor hangs', async () => {
    const recording = await started();
    recording.platform.presence.read = () => new Promise(() => {});
    recording.platform.focus('still seen');
    await pass(2 * minuteMs);
    expect(recording.records('window').some(({ title }) => title === 'still seen')).toBe(true);
    void recording.pause();
    await pass(0);
    expect(recording.platform.watching).toBe(false);
  });

  it('is quiet while nothing may be recorded, and after a sleep', async () => {
    const recording = await started('presence');
    recording.platform.isDead = true;
    await recording.pause();
    expect(await answersFor(recording, 5 * minuteMs)).toEqual(new Set([null]));
    recording.platform.isDead = false;
    await recording.resume();
    await pass(minuteMs);
    vi.setSystemTime(Date.now() + 8 * hourMs);
    expect(recording.conductor.silentSince).toBeNull();
    expect(await answersFor(recording, minuteMs)).toEqual(new Set([null]));
    await recording.conductor.stop();
  });

  it('leaves to the sensor’s own report what the sensor says itself', async () => {
    const recording = await started('presence');
    recording.platform.presence.state = async () => ({ ok: false, reason: reason('no-display') });
    recording.platform.presence.read = async () => ({ idleMs: null, locked: null, inCall: null });
    expect(await answersFor(recording, 5 * minuteMs)).toEqual(new Set([null]));
    await recording.conductor.stop();
  });
});
