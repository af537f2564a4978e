import type { z } from 'zod';
import { reason } from '../../../core/reason.ts';
import { KeptProcess, type KeptProcessOptions } from '../../../ipc/process/kept-process.ts';
import type { MayRead, SensorFailure } from '../../ports.ts';
import { type FromSensors, fromSensorsSchema, type SensorQuestion, stateSchema, type ToSensors } from './messages.ts';

export type Ready = Extract<FromSensors, { kind: 'ready' }>;

/** What of the process is told to whoever uses it. */
export interface LinkEvents {
  up(ready: Ready): void;
  /** Called once for each time that it was up, and for each start that came to nothing. */
  down(failure: SensorFailure): void;
  message(message: FromSensors): void;
}

export interface LinkOptions extends KeptProcessOptions {
  readonly patienceMs?: Patience;
}

/** How long the process may take before it counts as hung, ms. */
interface Patience {
  readonly answer: number;
  readonly capture: number;
  /** To begin what a sensor is for: the first reading, or counting. */
  readonly beginning: number;
  /** To say anything at all, before it is asked whether it still does. */
  readonly silence: number;
}

const usualPatienceMs: Patience = { answer: 10_000, capture: 60_000, beginning: 30_000, silence: 30_000 };

const starting: SensorFailure = { ok: false, reason: reason('sensors-starting') };
const ended: SensorFailure = { ok: false, reason: reason('sensors-ended') };
/** It is there, and said what nobody understands, or that it cannot. */
const broken: SensorFailure = { ok: false, reason: reason('sensor-broken') };

interface Asked {
  readonly end: (value: unknown) => void;
  readonly mayRead: MayRead;
}

/** The agent's end: what is asked of the sensors, and what they say. One that hangs, or says what nobody understands, is ended. */
export class SensorLink {
  readonly #patienceMs: Patience;
  readonly #events: LinkEvents;
  readonly #process: KeptProcess;
  #failure: SensorFailure = starting;
  #id = 0;
  readonly #asked = new Map<number, Asked>();
  readonly #pulse: NodeJS.Timeout;
  #hasSpoken = true;

  constructor({ patienceMs = usualPatienceMs, ...kept }: LinkOptions, events: LinkEvents) {
    this.#patienceMs = patienceMs;
    this.#events = events;
    this.#process = new KeptProcess(kept, { message: (message) => this.#take(message), down: () => this.#down() });
    this.#pulse = setInterval(() => this.#feel(), patienceMs.silence);
    this.#pulse.unref();
  }

  /** Why there are no sensors now; null: there are. */
  get failure(): SensorFailure | null {
    return this.#process.isUp ? null : this.#failure;
  }

  /** Why something that was asked has no answer. */
  get silence(): SensorFailure {
    return this.failure ?? broken;
  }

  /** Ends a process that said what cannot be so; another is started. */
  distrust(): void {
    this.#process.kill();
  }

  tell(message: ToSensors): void {
    this.#process.send(message);
  }

  /** What the sensors answer, as `schema` reads it; null where they do not, or say something else. */
  async ask<T>(
    what: SensorQuestion,
    schema: z.ZodType<T>,
    { calls = false, mayRead = () => false }: { readonly calls?: boolean; readonly mayRead?: MayRead } = {},
  ): Promise<T | null> {
    if (!this.#process.isUp) return null;
    this.#id += 1;
    const id = this.#id;
    const { answer, capture } = this.#patienceMs;
    const value = await new Promise<unknown>((resolve) => {
      const late = setTimeout(() => this.#process.kill(), what === 'capture' ? capture : answer);
      const end = (answered: unknown): void => {
        clearTimeout(late);
        this.#asked.delete(id);
        this.#process.hold(this.#asked.size > 0);
        resolve(answered);
      };
      this.#asked.set(id, { end, mayRead });
      this.#process.hold(true);
      this.tell({ kind: 'ask', id, what, calls });
    });
    const parsed = schema.safeParse(value);
    return parsed.success ? parsed.data : null;
  }

  /** `coming`, which this process is to bring about; one that does not is ended, which settles it too. */
  async begun<T>(coming: Promise<T>): Promise<T> {
    const late = setTimeout(() => this.#process.kill(), this.#patienceMs.beginning);
    try {
      return await coming;
    } finally {
      clearTimeout(late);
    }
  }

  /** Ends the process for good. */
  close(): Promise<void> {
    clearInterval(this.#pulse);
    return this.#process.close({ kind: 'end' } satisfies ToSensors);
  }

  /** One that hangs while nothing is asked of it would go unnoticed, with all that it should count. */
  #feel(): void {
    const isSilent = !this.#hasSpoken && this.#process.isUp && this.#asked.size === 0;
    this.#hasSpoken = false;
    if (isSilent) void this.ask('presence-state', stateSchema);
  }

  #take(raw: unknown): void {
    this.#hasSpoken = true;
    const parsed = fromSensorsSchema.safeParse(raw);
    // What is not understood may be anything: it is not used, and neither is what said it.
    if (!parsed.success || (parsed.data.kind === 'ready') === this.#process.isUp) {
      this.distrust();
      return;
    }
    const message = parsed.data;
    if (message.kind === 'ready') {
      this.#process.up();
      this.#process.hold(false);
      this.#events.up(message);
    } else if (message.kind === 'answer') this.#asked.get(message.id)?.end(message.value);
    else if (message.kind === 'may-read') void this.#sayWhether(message.id);
    else this.#events.message(message);
  }

  async #sayWhether(id: number): Promise<void> {
    const may = (await this.#asked.get(id)?.mayRead()) ?? false;
    this.tell({ kind: 'may-read', id, may });
  }

  #down(): void {
    this.#failure = ended;
    for (const { end } of [...this.#asked.values()]) end(null);
    this.#events.down(ended);
  }
}
