import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { Instant } from '../../core/time/interval.ts';

/** Why the key was locked when nobody asked for it. */
export type LockCause = 'inactive' | 'suspended' | 'screen-locked';

/** Where a key stays open from one start to the next. */
export interface KeptSecrets<Secrets> {
  /** The kept key, or null: none, or it does not open and is removed. */
  read(): Promise<Secrets | null>;
  /** Problem codes: those of the protector, `kept-key-refused`. */
  write(secrets: Secrets): Promise<Result<null>>;
  /** Whether there is none any more. */
  remove(): Promise<boolean>;
}

interface LockOptions<Secrets> {
  readonly clock: { now(): Instant };
  /** Calls back every so often until the function that it answers is called. */
  readonly every: (ms: number, tick: () => void) => () => void;
  /** Where the key stays when that was chosen; null: in this process, until it ends. */
  readonly kept: KeptSecrets<Secrets> | null;
  /** Told when the key opens and, with null, when it is locked. */
  readonly onChange: (secrets: Secrets | null) => void;
  readonly afterMs?: number;
}

const usualAfterMs = 10 * 60_000;
const tickMs = 10_000;
/** A tick this much off means that the computer slept, or that its clock was set. */
const jumpMs = 60_000;

/** Keeps somebody's key open only while they are there, unless they chose otherwise. */
export class KeyLock<Secrets extends object> {
  readonly afterMs: number;
  /** Settled once it is known whether the key stayed open from an earlier run. */
  readonly ready: Promise<void>;
  readonly #options: LockOptions<Secrets>;
  #secrets: Secrets | null = null;
  #stays = false;
  #because: LockCause | null = null;
  #lastSign = 0;
  #lastTick = 0;
  #stopTicks: (() => void) | null = null;

  constructor(options: LockOptions<Secrets>) {
    this.#options = options;
    this.afterMs = options.afterMs ?? usualAfterMs;
    this.ready = this.#openKept();
  }

  get state() {
    const { kept } = this.#options;
    const where = kept === null ? ('process' as const) : ('keychain' as const);
    return { afterMs: this.afterMs, stays: this.#stays, where, because: this.#because };
  }

  /** Opens with the passphrase's key. Problem codes: the keychain's; then it stays locked. */
  async unlock(secrets: Secrets, stay: boolean): Promise<Result<null>> {
    const kept = await this.#keep(stay ? secrets : null);
    if (!kept.ok) return kept;
    this.#open(secrets, stay);
    return ok(null);
  }

  /** Locks by hand, here and for the next start. Problem code: `kept-key-left`, locked anyway. */
  async lock(): Promise<Result<null>> {
    this.#stays = false;
    this.#close(null);
    return this.#keep(null);
  }

  /** Does nothing where the person chose that the key stays. */
  lockBecause(cause: LockCause): void {
    if (this.#secrets !== null && !this.#stays) this.#close(cause);
  }

  async setStay(stay: boolean): Promise<Result<null>> {
    const secrets = this.#secrets;
    if (secrets === null) return fail(keyLocked);
    const kept = await this.#keep(stay ? secrets : null);
    if (!kept.ok) return kept;
    if (this.#secrets === secrets) this.#open(secrets, stay);
    return ok(null);
  }

  /** The person is there. What comes too late counts no more: the key is locked then. */
  sign(): void {
    this.check();
    this.#lastSign = this.#options.clock.now();
  }

  /** Locks what is overdue. Called before each use, because a tick may come late. */
  check(): void {
    if (this.#secrets === null || this.#stays) return;
    const now = this.#options.clock.now();
    const sinceTick = now - this.#lastTick;
    this.#lastTick = now;
    if (Math.abs(sinceTick - tickMs) > jumpMs) this.lockBecause('suspended');
    else if (now - this.#lastSign >= this.afterMs) this.lockBecause('inactive');
  }

  /** Forgets the key at the end of the process; what was to stay stays. */
  dispose(): void {
    this.#stays = false;
    this.#close(this.#because);
  }

  #open(secrets: Secrets, stay: boolean): void {
    const isNew = this.#secrets !== secrets;
    this.#secrets = secrets;
    this.#stays = stay;
    this.#because = null;
    this.#lastSign = this.#options.clock.now();
    this.#lastTick = this.#lastSign;
    this.#stopTicks?.();
    this.#stopTicks = stay ? null : this.#options.every(tickMs, () => this.check());
    if (isNew) this.#options.onChange(secrets);
  }

  #close(cause: LockCause | null): void {
    this.#because = cause;
    this.#stopTicks?.();
    this.#stopTicks = null;
    if (this.#secrets === null) return;
    this.#secrets = null;
    this.#options.onChange(null);
  }

  async #openKept(): Promise<void> {
    const kept = await this.#options.kept?.read();
    if (kept != null && this.#secrets === null) this.#open(kept, true);
  }

  async #keep(secrets: Secrets | null): Promise<Result<null>> {
    const { kept } = this.#options;
    if (kept === null) return ok(null);
    if (secrets !== null) return kept.write(secrets);
    return (await kept.remove()) ? ok(null) : fail(keptKeyRemains);
  }
}

export const keyLocked = problem('viewer-locked');

const keptKeyRemains = problem('kept-key-left');
