import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { InputSeconds, type RestSource } from '../../../../agent/capture/wayland/input-seconds.ts';
import type { SensorFailure, SensorState } from '../../../../agent/ports.ts';
import { reason } from '../../../../core/reason.ts';
import { merged } from '../../../../core/time/interval.ts';

const gone: SensorFailure = { ok: false, reason: reason('compositor-ended') };
const clock = { now: () => Date.now() };
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

/** A compositor's word of rests of a second, for input at chosen moments. */
class Rests implements RestSource {
  mayBeHeldBack = false;
  /** A video plays: no rest is told. */
  isHeld = false;
  #state: SensorState = { ok: true };
  #restsSince: number | null = null;
  #timer: NodeJS.Timeout | undefined;
  #listener: () => void = () => {};

  constructor() {
    this.#wait();
  }

  state = (): SensorState => this.#state;
  idleMs = (): number | null => {
    if (!this.#state.ok) return null;
    return this.#restsSince === null ? 0 : Date.now() - this.#restsSince;
  };
  onChange(listener: () => void): () => void {
    this.#listener = listener;
    return () => {
      this.#listener = () => {};
    };
  }

  /** Somebody presses something. */
  press(): void {
    this.#wait();
    if (this.#restsSince === null) return;
    this.#restsSince = null;
    this.#listener();
  }

  end(): void {
    this.#state = gone;
    this.#listener();
  }

  #wait(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.isHeld) {
        this.#wait();
        return;
      }
      this.#restsSince = Date.now() - 1_000;
      this.#listener();
    }, 1_000);
  }
}

const begin = 1_000_000_000;
beforeEach(() => {
  vi.useFakeTimers({ now: begin });
});
afterEach(() => {
  vi.useRealTimers();
});

async function opened(change: (rests: Rests) => void = () => {}) {
  const rests = new Rests();
  change(rests);
  await pass(5_000);
  const sensor = new InputSeconds(rests, clock);
  const lost: SensorFailure[] = [];
  expect(await sensor.start((failure) => lost.push(failure))).toEqual({ ok: true });
  const from = Date.now();
  const told = () =>
    sensor.take().flatMap(({ start, end }) => {
      const seconds = [];
      for (let each = start; each < end; each += 1_000) seconds.push((each - from) / 1_000);
      return seconds;
    });
  return { rests, sensor, lost, told };
}

describe('seconds with input', () => {
  it('are told at once where input begins, and those between once they are certain', async () => {
    const { rests, told } = await opened();
    await pass(200);
    rests.press();
    expect(told()).toEqual([0]);
    for (let presses = 0; presses < 8; presses += 1) {
      await pass(500);
      rests.press();
    }
    await pass(10);
    expect(told()).toEqual([1, 2]);
    await pass(1_000);
    expect(told()).toEqual([3, 4]);
    await pass(60_000);
    expect(told()).toEqual([]);
  });

  it.each([false, true])('are those in which something was pressed, and no other (held back: %s)', async (held) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.integer({ min: 1, max: 900 }), fc.integer({ min: 1_100, max: 9_000 })), { maxLength: 40 }),
        fc.nat(999),
        async (waits, after) => {
          vi.setSystemTime(begin + after);
          const { rests, sensor } = await opened((each) => {
            each.mayBeHeldBack = held;
          });
          const seconds = [];
          for (const wait of waits) {
            await pass(wait);
            rests.press();
            seconds.push(Math.floor(Date.now() / 1_000) * 1_000);
          }
          await pass(3_000);
          expect(sensor.take()).toEqual(merged(seconds.map((start) => ({ start, end: start + 1_000 }))));
          await sensor.stop();
        },
      ),
      { numRuns: 60 },
    );
  });

  it('of input that began before are whole seconds after it may be told', async () => {
    const { rests, sensor, told } = await opened();
    rests.press();
    await sensor.stop();
    await pass(400);
    rests.press();
    await sensor.start(() => {});
    expect(told()).toEqual([]);
    await pass(700);
    rests.press();
    await pass(700);
    rests.press();
    await pass(1_500);
    // Pressed at 1.1 and 1.8: of second 0 it is not known what was before.
    expect(told()).toEqual([1]);
  });

  it('of time that was slept through, or in which the process stood still, are not told', async () => {
    const { rests, told } = await opened();
    rests.press();
    expect(told()).toEqual([0]);
    vi.setSystemTime(Date.now() + 60_000);
    await pass(1_000);
    await pass(1_000);
    expect(told()).toEqual([]);
  });

  it('are none while a video keeps rests from being told, after a minute', async () => {
    const { rests, told } = await opened((each) => {
      each.mayBeHeldBack = true;
    });
    rests.press();
    expect(told()).toEqual([0]);
    rests.isHeld = true;
    await pass(90_000);
    rests.isHeld = false;
    await pass(5_000);
    expect(told()).toEqual([]);
    rests.press();
    expect(told()).toEqual([95]);
  });

  it('end with the desktop, which is said once, and beat only while there is input', async () => {
    const { rests, lost, sensor } = await opened();
    expect(vi.getTimerCount()).toBe(0);
    rests.press();
    expect(vi.getTimerCount()).toBe(2);
    await pass(5_000);
    expect(vi.getTimerCount()).toBe(0);
    rests.press();
    rests.end();
    rests.end();
    expect(lost).toEqual([gone]);
    expect(await sensor.start(() => {})).toEqual(gone);
  });
});
