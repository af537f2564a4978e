import { describe, expect, test } from 'vitest';
import type { SensorFailure } from '../../../../agent/ports.ts';
import { until } from '../../../desktop.ts';
import { FakePlatform } from '../../../fixtures/agent/platforms.ts';
import { opened, ready } from './opened-platform.ts';

const second = 1_000;
const now = () => Math.floor(Date.now() / second) * second;

/** A process that says what a test has it say, and is asked to tell. */
async function telling() {
  const scene = await opened(() => null, { says: { ...ready, seconds: true } });
  const { inputSeconds } = scene.platform;
  const begun = inputSeconds?.start(() => {});
  scene.beside().say({ kind: 'telling-seconds', state: { ok: true } });
  expect(await begun).toEqual({ ok: true });
  return { ...scene, take: () => inputSeconds?.take() ?? [] };
}

describe('seconds with input from a process beside', () => {
  test('are told where the platform tells them, and by nobody else', async () => {
    const none = await opened();
    expect(none.platform.inputSeconds).toBeNull();
    const { platform, desktop } = await opened((clock) => {
      const fake = new FakePlatform(clock);
      fake.letNobodyCount();
      return fake;
    });
    expect(platform.never?.['input-counts']).toMatchObject({ reason: { code: 'wayland-no-counts' } });
    const lost: SensorFailure[] = [];
    expect(await platform.inputSeconds?.start((failure) => lost.push(failure))).toEqual({ ok: true });
    const at = now();
    desktop().putIn(at, 1);
    const taken = await until(() => {
      const told = platform.inputSeconds?.take() ?? [];
      return told.length > 0 ? told : null;
    });
    expect(taken).toEqual([{ start: at, end: at + second }]);
    desktop().loseSeconds();
    await until(() => (lost.length === 1 ? true : null));
    expect(lost).toMatchObject([{ reason: { code: 'sensors-ended' } }]);
  });

  test('are taken once, in order, and none of before they were asked for', async () => {
    const { beside, take, processes } = await telling();
    const at = now();
    const told = (start: number, end: number) =>
      beside().say({ kind: 'seconds', told: [{ start: at + start * second, end: at + end * second }] });
    told(-60, -30);
    told(-10, 1);
    told(0, 1);
    await until(() => ((beside().got.at(-1) as { kind?: string }).kind === 'seconds' ? true : null));
    // It may have been asked in the second before.
    const [first] = await until(() => {
      const taken = take();
      return taken.length > 0 ? taken : null;
    });
    expect(first?.end).toBe(at + second);
    expect(first?.start).toBeGreaterThanOrEqual(at - second);
    told(0, 1);
    expect(take()).toEqual([]);
    expect(processes).toHaveLength(1);
  });

  test.each([
    ['to come', (at: number) => [{ start: at, end: at + 3_600 * second }]],
    ['that are no whole seconds', (at: number) => [{ start: at + 1, end: at + second }]],
    ['that end before they begin', (at: number) => [{ start: at, end: at - second }]],
    ['without an end', (at: number) => [{ start: at }]],
    [
      'more than there is room for',
      (at: number) => Array.from({ length: 5_000 }, () => ({ start: at, end: at + second })),
    ],
  ])('%s end what says them', async (_, spans) => {
    const { beside, take, processes } = await telling();
    beside().say({ kind: 'seconds', told: spans(now()) });
    await until(() => (processes.length === 2 ? true : null));
    expect(processes[0]?.hasEnded).toBe(true);
    expect(take()).toEqual([]);
  });

  test('that nobody asked for, or any more, are not taken', async () => {
    const { platform, beside } = await opened(() => null, { says: { ...ready, seconds: true } });
    const at = now();
    beside().say({ kind: 'seconds', told: [{ start: at, end: at + second }] });
    const { inputSeconds } = platform;
    const begun = inputSeconds?.start(() => {});
    beside().say({ kind: 'telling-seconds', state: { ok: true } });
    await begun;
    expect(inputSeconds?.take()).toEqual([]);
    await inputSeconds?.stop();
    beside().say({ kind: 'seconds', told: [{ start: at, end: at + second }] });
    await until(() => ((beside().got.at(-1) as { on?: boolean }).on === false ? true : null));
    expect(inputSeconds?.take()).toEqual([]);
  });
});
