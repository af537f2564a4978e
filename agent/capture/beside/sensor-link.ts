import type { z } from 'zod';
import { reason } from '../../../core/reason.ts';
import type { BesideProcess } from '../../../ipc/process/beside-process.ts';
import type { MayRead, SensorFailure } from '../../ports.ts';
import { type FromSensors, fromSensorsSchema, type SensorQuestion, type ToSensors } from './messages.ts';

export type Ready = Extract<FromSensors, { kind: 'ready' }>;

/** What of the process is told to whoever uses it. */
export interface LinkEvents {
  up(ready: Ready): void;
  /** Called once for each time that it was up, and for each start that came to nothing. */
  down(failure: SensorFailure): void;
  message(message: FromSensors): void;
}

export interface LinkOptions {
  readonly start: () => BesideProcess;
  /** Waits before a new start, ms, for each in a row that came to nothing; the last one again and again. */
  readonly retryMs?: readonly number[];
  /** How long a start or an answer may take before the process counts as hung, ms. */
  readonly patienceMs?: { readonly start: number; readonly answer: number; readonly capture: number };
}

const usualRetryMs = [200, 1_000, 2_000, 5_000, 10_000, 30_000];
const usualPatienceMs = { start: 30_000, answer: 10_000, capture: 60_000 };
/** One that ends so often within `oftenMs` is broken, whatever it said before: it waits the longest. */
const mostEnds = 60;
const oftenMs = 300_000;

const starting: SensorFailure = { ok: false, reason: reason('sensors-starting') };
const ended: SensorFailure = { ok: false, reason: reason('sensors-ended') };

interface Asked {
  readonly end: (value: unknown) => void;
  readonly mayRead: MayRead;
}

/** One process at a time, started again whenever it ends, hangs or says what nobody understands. */
export class SensorLink {
  readonly #options: Required<LinkOptions>;
  readonly #events: LinkEvents;
  #child: BesideProcess | null = null;
  #isUp = false;
  #failure: SensorFailure = starting;
  /** Starts in a row that came to nothing. */
  #failures = 0;
  /** When the last ones ended, monotonic, ms. */
  #ends: number[] = [];
  #id = 0;
  readonly #asked = new Map<number, Asked>();
  #retry: NodeJS.Timeout | null = null;
  #silence: NodeJS.Timeout | null = null;
  #isClosed = false;

  constructor(options: LinkOptions, events: LinkEvents) {
    this.#options = { retryMs: usualRetryMs, patienceMs: usualPatienceMs, ...options };
    this.#events = events;
    this.#start();
  }

  /** Why there are no sensors now; null: there are. */
  get failure(): SensorFailure | null {
    return this.#isUp ? null : this.#failure;
  }

  /** Ends a process that said what cannot be so; another is started. */
  distrust(): void {
    this.#child?.kill();
  }

  tell(message: ToSensors): void {
    if (this.#isUp) this.#child?.send(message);
  }

  /** What the sensors answer, as `schema` reads it; null where they do not, or say something else. */
  async ask<T>(
    what: SensorQuestion,
    schema: z.ZodType<T>,
    { calls = false, mayRead = () => false }: { readonly calls?: boolean; readonly mayRead?: MayRead } = {},
  ): Promise<T | null> {
    const child = this.#child;
    if (!this.#isUp || child === null) return null;
    this.#id += 1;
    const id = this.#id;
    const { answer, capture } = this.#options.patienceMs;
    const value = await new Promise<unknown>((resolve) => {
      const late = setTimeout(() => child.kill(), what === 'capture' ? capture : answer);
      const end = (answered: unknown): void => {
        clearTimeout(late);
        this.#asked.delete(id);
        this.#holdWhileAsked();
        resolve(answered);
      };
      this.#asked.set(id, { end, mayRead });
      this.#holdWhileAsked();
      child.send({ kind: 'ask', id, what, calls } satisfies ToSensors);
    });
    const parsed = schema.safeParse(value);
    return parsed.success ? parsed.data : null;
  }

  /** Ends the process for good. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    if (this.#retry !== null) clearTimeout(this.#retry);
    const child = this.#child;
    if (child === null) return;
    const gone = new Promise<void>((resolve) => child.onEnd(resolve));
    child.hold(true);
    child.send({ kind: 'end' } satisfies ToSensors);
    const late = setTimeout(() => child.kill(), this.#options.patienceMs.answer);
    await gone;
    clearTimeout(late);
  }

  #start(): void {
    const child = this.#options.start();
    this.#child = child;
    this.#silence = setTimeout(() => child.kill(), this.#options.patienceMs.start);
    child.onMessage((message) => {
      if (this.#child === child) this.#take(child, message);
    });
    child.onEnd(() => {
      if (this.#child === child) this.#onEnd();
    });
    this.#holdWhileAsked();
  }

  #take(child: BesideProcess, raw: unknown): void {
    const parsed = fromSensorsSchema.safeParse(raw);
    // What is not understood may be anything: it is not used, and neither is what said it.
    if (!parsed.success || (parsed.data.kind === 'ready' && this.#isUp)) {
      child.kill();
      return;
    }
    const message = parsed.data;
    if (message.kind === 'ready') {
      this.#endSilence();
      this.#isUp = true;
      this.#failures = 0;
      this.#holdWhileAsked();
      this.#events.up(message);
    } else if (message.kind === 'answer') this.#asked.get(message.id)?.end(message.value);
    else if (message.kind === 'may-read') void this.#sayWhether(message.id);
    else if (this.#isUp) this.#events.message(message);
  }

  async #sayWhether(id: number): Promise<void> {
    const may = (await this.#asked.get(id)?.mayRead()) ?? false;
    this.tell({ kind: 'may-read', id, may });
  }

  #onEnd(): void {
    this.#endSilence();
    this.#child = null;
    this.#isUp = false;
    this.#failure = ended;
    for (const { end } of [...this.#asked.values()]) end(null);
    if (this.#isClosed) return;
    this.#retry = setTimeout(() => this.#start(), this.#waitMs());
    this.#failures += 1;
    // The agent lives by itself; what only looks once does not wait for what keeps ending.
    if (this.#failures > 1) this.#retry.unref();
    this.#events.down(ended);
  }

  #waitMs(): number {
    const { retryMs } = this.#options;
    const now = performance.now();
    this.#ends = [...this.#ends.filter((at) => now - at < oftenMs), now];
    const turn = this.#ends.length > mostEnds ? retryMs.length : this.#failures;
    return retryMs[Math.min(turn, retryMs.length - 1)] ?? 0;
  }

  #endSilence(): void {
    if (this.#silence !== null) clearTimeout(this.#silence);
    this.#silence = null;
  }

  #holdWhileAsked(): void {
    this.#child?.hold(!this.#isUp || this.#asked.size > 0);
  }
}
