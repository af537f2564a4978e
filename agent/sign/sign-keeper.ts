import type { Language } from '../../core/language.ts';
import { type Purpose, purposes } from '../../core/organisation/purpose.ts';
import { type Problem, problem } from '../../core/problem.ts';
import { isImpossible, type Reason } from '../../core/reason.ts';
import type { Instant } from '../../core/time/interval.ts';
import type { Gate } from '../policy/gate.ts';
import type { RecordingSign, SensorFailure } from '../ports.ts';

export interface SignKeeperOptions {
  readonly sign: RecordingSign;
  readonly gate: Pick<Gate, 'mayBeShown' | 'setSignShows'>;
  /** Whether seconds with input stand for counts here: known once the sensors are there. */
  readonly hasSecondsForCounts: () => boolean;
  /** The language that the person chose; null: as the system says. */
  readonly language: () => Language | null;
}

/** Keeps the sign true to what may be recorded, and the gate to whether the sign is up. */
export class SignKeeper {
  readonly #options: SignKeeperOptions;
  #shown: readonly Purpose[] = [];
  #language: Language | null = null;
  #hasSecondsForCounts = false;
  #unfollow: () => void = () => {};

  constructor(options: SignKeeperOptions) {
    this.#options = options;
  }

  /** Why nothing can be recorded although something may be; null while that is not so. */
  get failure(): SensorFailure | null {
    const state = this.#options.sign.state();
    return this.#shown.length > 0 && state.kind === 'not-shown' ? state.failure : null;
  }

  /** Why no sign can ever be up here, so that nothing can be recorded whatever is agreed to; null: one can. */
  get obstacle(): Reason | null {
    const state = this.#options.sign.state();
    return state.kind === 'not-shown' && isImpossible(state.failure.reason) ? state.failure.reason : null;
  }

  /** That nothing is recorded for want of a sign; not while the sign is on its way. */
  get problems(): Problem[] {
    const { failure } = this;
    if (failure === null || failure.reason.code === 'sign-coming') return [];
    return [problem('sign-not-shown', { reason: failure.reason })];
  }

  /** Follows the sign: `change` puts in force what it is given within the same turn. */
  start(change: (mutate: () => void) => Promise<void>): void {
    const { sign } = this.#options;
    this.#unfollow();
    this.#unfollow = sign.onChange(() => void change(() => this.#take()));
    this.#take();
  }

  /** Says what may be recorded at `at`, and nothing where nothing may be. */
  applyPermissions(at: Instant): void {
    const { sign, gate, language, hasSecondsForCounts } = this.#options;
    const shown = gate.mayBeShown(at);
    const spoken = language();
    const hasSeconds = hasSecondsForCounts();
    const isSpoken = spoken === this.#language && hasSeconds === this.#hasSecondsForCounts;
    if (isSpoken && isSame(shown, this.#shown)) return;
    this.#shown = shown;
    this.#language = spoken;
    this.#hasSecondsForCounts = hasSeconds;
    const more = hasSeconds ? { hasSecondsForCounts: true } : {};
    sign.show(shown.length === 0 ? null : { purposes: shown, ...more, language: spoken });
    // A sign that was taken down must not count for what is allowed next.
    this.#take();
  }

  /** Nothing is recorded any more, and the sign says nothing. */
  stop(): void {
    this.#unfollow();
    this.#unfollow = () => {};
    this.#shown = [];
    this.#options.gate.setSignShows([]);
    this.#options.sign.show(null);
  }

  #take(): void {
    const { sign, gate } = this.#options;
    const state = sign.state();
    gate.setSignShows(state.kind === 'not-needed' ? purposes : state.kind === 'shown' ? state.purposes : []);
  }
}

function isSame(a: readonly Purpose[], b: readonly Purpose[]): boolean {
  return purposes.every((purpose) => a.includes(purpose) === b.includes(purpose));
}
