import { expect, it } from 'vitest';
import { MutterRests } from '../../../../../agent/capture/wayland/gnome/mutter-rests.ts';
import type { IdleWatch } from '../../../../../agent/capture/wayland/gnome/shell-bus.ts';

/** Mutter's idle monitor, whose clock is moved by hand. */
class Monitor {
  nowMs = 10_000;
  inputAtMs = 0;
  /** Called while Mutter makes a watch of the next input, before it is there. */
  beforeActive = () => {};
  readonly watches = new Set<number>();
  #last = 0;

  idleMs = async () => this.nowMs - this.inputAtMs;
  watchIdle = async (_: number, before: IdleWatch | null) => this.#watch(before);
  watchActive = async (before: IdleWatch | null) => {
    this.beforeActive();
    return this.#watch(before);
  };

  #watch(before: IdleWatch | null): IdleWatch {
    if (before !== null) this.watches.delete(before.number);
    this.#last += 1;
    this.watches.add(this.#last);
    return { number: this.#last, owner: ':1.7' };
  }
}

it('tells the rest and then its end where input came before the watch that would tell it', async () => {
  const monitor = new Monitor();
  const rests = new MutterRests(monitor, () => monitor.nowMs);
  const told: (number | null)[] = [];
  rests.onChange(() => told.push(rests.idleMs()));
  monitor.beforeActive = () => {
    monitor.nowMs += 20;
    monitor.inputAtMs = monitor.nowMs - 5;
  };
  await rests.begin();
  expect(told).toEqual([10_000, 0]);
});

it('leaves no watch behind when it begins again, as after each lock', async () => {
  const monitor = new Monitor();
  const rests = new MutterRests(monitor, () => monitor.nowMs);
  for (let time = 0; time < 5; time += 1) await rests.begin();
  expect(monitor.watches.size).toBe(2);
  expect(rests.idleMs()).toBe(10_000);
});
