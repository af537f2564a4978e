import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sharedMs } from '../../../../agent/capture/beside/shared-clock.ts';
import { until } from '../../../desktop.ts';
import { codeOf, opened, ready } from './opened-platform.ts';

/** What a process in which foreign code went wrong might say. */
const since = sharedMs();
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
  [
    'a title as an object',
    { kind: 'reading', run: 1, since, reading: { kind: 'window', window: { ...window, title: {} } } },
  ],
  [
    'a title of a megabyte',
    { kind: 'reading', run: 1, since, reading: { kind: 'window', window: { ...window, title: 'x'.repeat(1 << 20) } } },
  ],
  ['a window since no time', { kind: 'reading', run: 1, since: Number.NaN, reading: { kind: 'none' } }],
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

  test('nothing that it says afterwards is used', async () => {
    const { platform, processes, beside } = await opened(() => null);
    const counting = platform.inputCounts.start(() => {});
    beside().say({ kind: 'counting', state: { ok: true } });
    await counting;
    beside().say({ kind: 'counts', total: { keys: 5, clicks: 0, scrolls: 0 } });
    for (const each of ['not understood', { kind: 'counts', total: { keys: 7, clicks: 0, scrolls: 0 } }])
      beside().say(each);
    await until(() => (processes.length === 2 ? true : null));
    expect(platform.inputCounts.take()).toEqual({ keys: 5, clicks: 0, scrolls: 0 });
  });

  test('one that does not stop talking is ended', async () => {
    const { processes, beside } = await opened(() => null);
    for (let turn = 0; turn < 6_000; turn++) beside().say({ kind: 'heard', agoMs: 0 });
    await until(() => (processes.length === 2 ? true : null));
    expect(processes[0]?.hasEnded).toBe(true);
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
    // The process is there: it is not the one that ended.
    expect(await taken).toMatchObject({ kind: 'unavailable', failure: { reason: { code: 'sensor-broken' } } });
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
