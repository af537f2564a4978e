import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { reason } from '../../../core/reason.ts';
import { noon, pass, started } from './conductor-scene.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: noon });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('sensors that went and came back', () => {
  it('count again at once, and the time between says why nothing was counted', async () => {
    const recording = await started('input-counts');
    recording.platform.type(3);
    await pass(1_000);
    recording.platform.loseCounts();
    recording.platform.type(50);
    recording.platform.comeBack();
    await pass(0);
    expect(recording.platform.counting).toBe(true);
    recording.platform.type(4);
    await pass(1_000);
    await recording.conductor.stop();
    expect(recording.records('counts').reduce((sum, { keys }) => sum + keys, 0)).toBe(7);
    expect(JSON.stringify(recording.records('sensor'))).toContain('sensors-ended');
  });

  it('tell seconds with input again at once, where nothing can be counted', async () => {
    const recording = await started('apps');
    recording.platform.letNobodyCount();
    await recording.agree('apps', 'input-counts');
    expect(recording.platform).toMatchObject({ counting: false, telling: true });
    recording.platform.putIn(noon, 3);
    await pass(5_000);
    recording.platform.loseSeconds();
    recording.platform.putIn(noon + 5_000, 2);
    recording.platform.comeBack();
    await pass(0);
    expect(recording.platform.telling).toBe(true);
    recording.platform.putIn(noon + 6_000, 1);
    await pass(3_000);
    await recording.conductor.stop();
    expect(recording.platform.telling).toBe(false);
    expect(recording.records('counts')).toEqual([]);
    expect(recording.records('input-seconds').reduce((sum, { seconds }) => sum + seconds, 0)).toBe(1);
    expect(JSON.stringify(recording.records('sensor'))).toContain('sensors-ended');
  });

  it('can be seen on screen again at once, and not only with the next picture', async () => {
    const recording = await started('screenshots');
    const { platform, conductor } = recording;
    const failure = { ok: false, reason: reason('sensors-ended') } as const;
    const { capture } = platform;
    platform.capture = async () => ({ kind: 'unavailable', failure });
    await pass(2 * recording.settings.shotIntervalMs);
    const screen = () => conductor.reports.find(({ sensor }) => sensor === 'screen');
    expect(screen()).toMatchObject(failure);
    platform.capture = capture;
    platform.comeBack();
    await pass(0);
    expect(screen()).toMatchObject({ ok: true });
    await conductor.stop();
  });

  it('are not begun again after recording ended', async () => {
    const recording = await started('input-counts');
    await recording.conductor.stop();
    recording.platform.comeBack();
    await pass(0);
    expect(recording.platform.counting).toBe(false);
  });
});

it('keeps what was recorded before the session ends', async () => {
  const recording = await started();
  recording.platform.focus('last words');
  await pass(1_000);
  expect(JSON.stringify(recording.kept)).not.toContain('last words');
  await recording.platform.endSession();
  expect(JSON.stringify(recording.kept)).toContain('last words');
  await recording.conductor.stop();
});
