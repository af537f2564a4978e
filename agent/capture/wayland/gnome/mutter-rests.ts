import { reason } from '../../../../core/reason.ts';
import type { SensorFailure, SensorState } from '../../../ports.ts';
import type { RestSource } from '../input-seconds.ts';
import type { IdleWatch, ShellBus } from './shell-bus.ts';

/** Mutter says that there was no input for so long, ms. */
const toldAfterMs = 1_000;

type IdleMonitor = Pick<ShellBus, 'idleMs' | 'watchIdle' | 'watchActive'>;

const noIdle: SensorFailure = { ok: false, reason: reason('wayland-idle') };

/**
 * Since when there was no input, by what Mutter tells of it on the session's bus: two signals for
 * each rest of a second or more. What they say is not looked at: they make us ask.
 */
export class MutterRests implements RestSource {
  readonly #bus: IdleMonitor;
  readonly #now: () => number;
  readonly #listeners = new Set<() => void>();
  #state: SensorState = noIdle;
  #idleSince: number | null = null;
  #asking: Promise<void> | null = null;
  #askAgain = false;
  #idleWatch: IdleWatch | null = null;
  #activeWatch: IdleWatch | null = null;

  /** `now` is monotonic, ms. */
  constructor(bus: IdleMonitor, now: () => number) {
    this.#bus = bus;
    this.#now = now;
  }

  /** While a program keeps the screen on, Mutter's watches wait. */
  readonly mayBeHeldBack = true;

  state(): SensorState {
    return this.#state;
  }

  idleMs(): number | null {
    if (!this.#state.ok) return null;
    return this.#idleSince === null ? 0 : Math.max(0, this.#now() - this.#idleSince);
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Asks to be told, anew where Mutter was started anew. Answers once that is known. */
  async begin(): Promise<void> {
    this.#idleWatch = await this.#bus.watchIdle(toldAfterMs, this.#idleWatch);
    this.#state = this.#idleWatch === null ? noIdle : { ok: true };
    if (this.#state.ok) await this.ask();
    else this.#tell();
  }

  /** One question at a time; what is told meanwhile leads to another. */
  ask(): Promise<void> {
    this.#askAgain = true;
    this.#asking ??= this.#drain().finally(() => {
      this.#asking = null;
    });
    return this.#asking;
  }

  async #drain(): Promise<void> {
    while (this.#askAgain) {
      this.#askAgain = false;
      await this.#ask();
      if (this.#idleSince === null) continue;
      this.#activeWatch = await this.#bus.watchActive(this.#activeWatch);
      // Of input that came before it, the watch does not tell.
      await this.#ask();
    }
  }

  async #ask(): Promise<void> {
    const ms = await this.#bus.idleMs();
    if (ms === null) this.#state = noIdle;
    this.#idleSince = ms === null || ms < toldAfterMs ? null : this.#now() - ms;
    this.#tell();
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
