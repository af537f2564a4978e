import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BesideProcess } from '../../../ipc/process/beside-process.ts';
import { KeptProcess } from '../../../ipc/process/kept-process.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Processes that do nothing until they are ended, and when each was started. */
function kept() {
  const starts: number[] = [];
  let end = () => {};
  const start = (): BesideProcess => {
    starts.push(performance.now());
    return {
      send: () => {},
      onMessage: () => {},
      onEnd: (listener) => {
        end = listener;
      },
      hold: () => {},
      kill: () => end(),
    };
  };
  const process = new KeptProcess({ start }, { message: () => {}, down: () => {} });
  const waits = () => starts.slice(1).map((at, index) => at - (ends[index] ?? at));
  const ends: number[] = [];
  return {
    process,
    starts,
    waits,
    endNow: () => {
      ends.push(performance.now());
      end();
    },
  };
}

describe('a process that is started again whenever it ends', () => {
  it('is so after a fifth of a second each of fifty times that it is killed at work', async () => {
    const { process, waits, endNow } = kept();
    for (let turn = 0; turn < 50; turn++) {
      process.up();
      await vi.advanceTimersByTimeAsync(turn * 20);
      endNow();
      await vi.advanceTimersByTimeAsync(5_000);
    }
    expect(waits()).toEqual(Array(50).fill(200));
  });

  it('waits longer from start to start that comes to nothing, and begins anew once one works', async () => {
    const { process, waits, endNow } = kept();
    for (let turn = 0; turn < 8; turn++) {
      endNow();
      await vi.advanceTimersByTimeAsync(30_000);
    }
    process.up();
    endNow();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(waits()).toEqual([200, 1_000, 2_000, 5_000, 10_000, 30_000, 30_000, 30_000, 200]);
  });

  it('waits the longest once it has ended sixty times within five minutes, whatever it said in between', async () => {
    const { process, waits, endNow } = kept();
    for (let turn = 0; turn < 62; turn++) {
      process.up();
      endNow();
      await vi.advanceTimersByTimeAsync(turn < 60 ? 1_000 : 30_000);
    }
    expect(waits()).toEqual([...Array(60).fill(200), 30_000, 30_000]);
  });

  it('is ended when it takes too long to start', async () => {
    const { starts } = kept();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(starts).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(starts).toEqual([0, 30_200].map((ms) => expect.closeTo((starts[0] ?? 0) + ms, 0)));
  });
});
