import type { Recorder } from '../../core/day/recorder.ts';
import type { ShotId } from '../../core/ids.ts';
import type { Problem } from '../../core/problem.ts';
import { contains, type Instant, type Interval } from '../../core/time/interval.ts';
import type { DayKeeper } from '../day/day-keeper.ts';
import type { Camera, LastShot, NoShot, Shot } from './camera.ts';
import type { ShotPermission } from './shot-permission.ts';

export interface ShotTakerOptions {
  readonly camera: Pick<Camera, 'shoot' | 'permission'>;
  readonly keeper: Pick<DayKeeper, 'keepShot' | 'discardShot'>;
  readonly recorder: Pick<Recorder, 'shot'>;
}

/** `dropped`: permission ended while the picture was being made; nothing of it was kept. */
export type ShotOutcome =
  | { readonly outcome: 'taken' | 'unchanged' }
  | { readonly outcome: 'not-kept'; readonly problem: Problem }
  | NoShot;

/** Seals and records the camera's shots while permitted, and remembers what was kept. */
export class ShotTaker {
  readonly #options: ShotTakerOptions;
  /** What each monitor last showed in a picture that was kept. In memory only. */
  readonly #last = new Map<string, LastShot>();
  #newest: { readonly id: ShotId; readonly at: Instant } | null = null;
  /** A span that was removed: a picture of it that is still being made is dropped. */
  #removed: Interval | null = null;

  constructor(options: ShotTakerOptions) {
    this.#options = options;
  }

  /** The newest picture of this run that was kept and not deleted since. */
  get newest(): { readonly id: ShotId; readonly at: Instant } | null {
    return this.#newest;
  }

  async take(): Promise<ShotOutcome> {
    let outcome: ShotOutcome = { outcome: 'unchanged' };
    for await (const shot of this.#options.camera.shoot(this.#last)) {
      const taken = 'record' in shot ? await this.#keep(shot) : shot;
      if (taken.outcome === 'taken') outcome = taken;
      else if (taken.outcome !== 'unchanged') return taken;
    }
    return outcome;
  }

  /** The picture was deleted: the next shot must not be called the same as it. */
  forget(id: ShotId): void {
    for (const [monitor, last] of this.#last) if (last.id === id) this.#last.delete(monitor);
    if (this.#newest?.id === id) this.#newest = null;
  }

  /** A new day begins: its pictures refer to none of a day whose key a viewer may lack. */
  forgetAll(): void {
    this.#last.clear();
  }

  /** The person removes `span`: nothing of it is kept, and no later picture refers to it. */
  forgetSpan(span: Interval): void {
    this.#removed = span;
    this.#last.clear();
    if (this.#newest !== null && contains(span, this.#newest.at)) this.#newest = null;
  }

  async #keep({ record, webp, holdMs, shown }: Shot): Promise<ShotOutcome> {
    const { keeper, recorder } = this.#options;
    const { id, at, monitor } = record;
    const before = this.#permission(at);
    if (before === null) return { outcome: 'dropped' };
    if (webp === null) {
      recorder.shot(record, before.grant);
      return { outcome: 'unchanged' };
    }
    const kept = await keeper.keepShot({ ...record, webp, holdMs: Math.max(holdMs, before.holdMs) });
    if (!kept.ok) return { outcome: 'not-kept', problem: kept.problem };
    const after = this.#permission(at);
    if (after === null) {
      // Permission ended while the file was being written: it goes again before anyone can send it.
      await keeper.discardShot(id);
      return { outcome: 'dropped' };
    }
    recorder.shot(record, after.grant);
    this.#last.set(monitor, shown);
    this.#newest = { id, at };
    return { outcome: 'taken' };
  }

  #permission(at: Instant): ShotPermission | null {
    return this.#removed !== null && contains(this.#removed, at) ? null : this.#options.camera.permission();
  }
}
