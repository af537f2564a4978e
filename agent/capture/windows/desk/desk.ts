import { randomInt } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { reason } from '../../../../core/reason.ts';
import type { InputCounts, SensorFailure } from '../../../ports.ts';
import { getTickCount } from '../api/kernel32.ts';
import { message, postThreadMessage } from '../api/user32-messages.ts';
import { type DeskData, type DeskMessage, type DeskReading, deskCommand } from './desk-messages.ts';
import { SharedCounts } from './shared-counts.ts';

/** Waits before a thread that ended is started again, ms; the last one again and again. */
const retryMs = [1_000, 5_000, 30_000];
/** One that lived so long had no lasting fault, ms. */
const soundMs = 60_000;

export interface DeskOptions {
  readonly titlePollMs: number;
  /** WTS_SESSION_LOCK and its like, by their number. */
  readonly onSession: (change: number) => void;
  /** Nobody listens any more, until it is started again. */
  readonly onLost: () => void;
}

export interface DeskWatcher {
  /** `late`: how many ms ago the system told it. */
  onReading(front: Pick<DeskReading, 'window' | 'reading'> & { readonly late: number }): void;
  onLost(failure: SensorFailure): void;
}

interface Thread {
  readonly worker: Worker;
  /** The system's id of it. */
  readonly id: number;
}

const lost: SensorFailure = { ok: false, reason: reason('sensor-broken') };

/**
 * The thread that listens to Windows, for those who want to know. One that ends by a fault is started again, and listens for the
 * same ones.
 */
export class Desk {
  readonly #options: DeskOptions;
  readonly #counts = new SharedCounts();
  readonly #token = randomInt(1, 2 ** 47);
  #thread: Promise<Thread | null>;
  readonly #watchers = new Set<DeskWatcher>();
  /** The last one, for who begins to watch. */
  #front: DeskReading | null = null;
  #counter: ((failure: SensorFailure) => void) | null = null;
  readonly #countListeners = new Set<() => void>();
  readonly #endListeners = new Set<() => Promise<void>>();
  readonly #answers = new Map<DeskMessage['kind'], (told: DeskMessage | null) => void>();
  #failures = 0;
  #openedAt = 0;
  #retry: NodeJS.Timeout | null = null;
  #isClosed = false;
  #threadId: number | null = null;
  /** A thread that waits in the system hears of nothing else, and the process would wait for it for ever. */
  readonly #quit = (): void => {
    if (this.#threadId !== null) postThreadMessage(this.#threadId, message.quit, 0, 0);
  };

  constructor(options: DeskOptions) {
    this.#options = options;
    this.#thread = this.#open();
  }

  /** ms since the system last answered; null: it has not yet. */
  get heardAgoMs(): number | null {
    const tick = this.#counts.heardTick;
    return tick === null ? null : (getTickCount() - tick) >>> 0;
  }

  /** Tells every change of the window in front, beginning with what it is now. */
  async watch(watcher: DeskWatcher): Promise<void> {
    this.#watchers.add(watcher);
    if (this.#front !== null) watcher.onReading({ ...this.#front, late: 0 });
    if (this.#watchers.size === 1 && !(await this.#tell(deskCommand.watch, 1))) watcher.onLost(lost);
  }

  async unwatch(watcher: DeskWatcher): Promise<void> {
    if (!this.#watchers.delete(watcher) || this.#watchers.size > 0) return;
    this.#front = null;
    await this.#tell(deskCommand.watch, 0);
  }

  /** Answers when counting has begun, or why not. `onLost` is called at most once. */
  async count(onLost: (failure: SensorFailure) => void): Promise<SensorFailure | null> {
    this.#counts.clear();
    const answer = await this.#ask(deskCommand.count, 1, 'counting');
    if (answer?.kind !== 'counting') return lost;
    if (answer.error !== null) return { ok: false, reason: reason('windows-no-raw-input', { error: answer.error }) };
    this.#counter = onLost;
    return null;
  }

  onCounted(listener: () => void): () => void {
    this.#countListeners.add(listener);
    return () => this.#countListeners.delete(listener);
  }

  /** The session ends: what `listener` answers is waited for, some seconds at most. */
  onSessionEnd(listener: () => Promise<void>): () => void {
    this.#endListeners.add(listener);
    return () => this.#endListeners.delete(listener);
  }

  take(): InputCounts {
    return this.#counts.take();
  }

  async uncount(): Promise<void> {
    this.#counter = null;
    await this.#tell(deskCommand.count, 0);
    this.#counts.clear();
  }

  /** Windows that are shown from now on are noted. Answers whether they are. */
  noteShown(): Promise<boolean> {
    return this.#tell(deskCommand.shown, 1);
  }

  /** Those that were shown since; null: it is not known. */
  async shownSince(): Promise<readonly number[] | null> {
    const answer = await this.#ask(deskCommand.shown, 0, 'shown');
    return answer?.kind === 'shown' ? answer.windows : null;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#retry) clearTimeout(this.#retry);
    const thread = await this.#thread;
    if (thread === null) return;
    const end = new Promise((resolve) => thread.worker.once('exit', resolve));
    this.#quit();
    await end;
  }

  #open(): Promise<Thread | null> {
    this.#openedAt = performance.now();
    const data: DeskData = { memory: this.#counts.memory, titlePollMs: this.#options.titlePollMs, token: this.#token };
    const worker = new Worker(program, { workerData: data });
    process.once('exit', this.#quit);
    return new Promise((resolve) => {
      worker.on('message', (told: DeskMessage) => {
        if (told.kind !== 'ready') return this.#take(told);
        this.#threadId = told.thread;
        resolve({ worker, id: told.thread });
      });
      worker.once('error', () => {});
      worker.once('exit', () => {
        resolve(null);
        this.#ended();
      });
    });
  }

  #take(told: DeskMessage): void {
    if (told.kind === 'reading' && this.#watchers.size > 0) {
      this.#front = told;
      const late = (getTickCount() - told.tick) >>> 0;
      for (const watcher of this.#watchers) watcher.onReading({ ...told, late });
    }
    if (told.kind === 'session') this.#options.onSession(told.change);
    if (told.kind === 'counted') for (const listener of this.#countListeners) listener();
    if (told.kind === 'ending')
      void Promise.allSettled([...this.#endListeners].map((listener) => listener())).then(() => this.#counts.sayKept());
    const answer = this.#answers.get(told.kind);
    this.#answers.delete(told.kind);
    answer?.(told);
  }

  #ended(): void {
    process.off('exit', this.#quit);
    this.#threadId = null;
    this.#thread = Promise.resolve(null);
    for (const [kind, answer] of this.#answers) {
      this.#answers.delete(kind);
      answer(null);
    }
    if (this.#isClosed) return;
    this.#front = null;
    for (const watcher of this.#watchers) watcher.onLost(lost);
    this.#options.onLost();
    const counter = this.#counter;
    this.#counter = null;
    counter?.(lost);
    if (performance.now() - this.#openedAt > soundMs) this.#failures = 0;
    this.#retry = setTimeout(() => this.#openAgain(), retryMs[Math.min(this.#failures++, retryMs.length - 1)]);
    this.#retry.unref();
  }

  #openAgain(): void {
    this.#thread = this.#open();
    if (this.#watchers.size > 0) void this.#tell(deskCommand.watch, 1);
  }

  async #tell(command: number, parameter: number): Promise<boolean> {
    const thread = await this.#thread;
    return thread !== null && postThreadMessage(thread.id, command, parameter, this.#token) !== 0;
  }

  /** One question of a kind at a time; null: nobody answers. */
  async #ask(command: number, parameter: number, kind: DeskMessage['kind']): Promise<DeskMessage | null> {
    const answer = new Promise<DeskMessage | null>((resolve) => this.#answers.set(kind, resolve));
    if (await this.#tell(command, parameter)) return answer;
    this.#answers.delete(kind);
    return null;
  }
}

/** Beside this file, in the sources as in a bundle. */
const program = new URL(`./desk-thread${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);
