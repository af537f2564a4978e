import { z } from 'zod';
import { languageSchema } from '../../core/language.ts';
import { purposeSchema } from '../../core/organisation/purpose.ts';
import { reason, reasonSchema } from '../../core/reason.ts';
import { KeptProcess, type KeptProcessOptions } from '../../ipc/process/kept-process.ts';
import { type RecordingSign, type SensorFailure, type SignContent, type SignState, signComing } from '../ports.ts';

/** Asked of the process that shows the sign; null takes it down. */
export const toSignSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('show'),
    turn: z.number().int(),
    content: z
      .object({
        purposes: z.array(purposeSchema).min(1),
        hasSecondsForCounts: z.boolean(),
        language: languageSchema.nullable(),
      })
      .nullable(),
  }),
  z.object({ kind: z.literal('end') }),
]);
export type ToSign = z.infer<typeof toSignSchema>;

const failureSchema = z.object({ ok: z.literal(false), reason: reasonSchema });
/** How it is, said at every change and every `saidEveryMs`; `turn`: of which `show` it speaks. */
const fromSignSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('shown'), turn: z.number().int(), purposes: z.array(purposeSchema).min(1) }),
  z.object({ kind: z.literal('not-shown'), turn: z.number().int(), failure: failureSchema }),
]);
export type FromSign = z.infer<typeof fromSignSchema>;

/** Well within the time after which silence counts, and no more often: each time wakes two processes. */
export const saidEveryMs = 2_000;
/** A process that is silent for so long shows a sign of which nobody knows. */
const silentMs = 5_000;

const ended: SensorFailure = { ok: false, reason: reason('sensors-ended') };

/**
 * A sign that another process shows, because foreign code does: it counts as shown only while that
 * process says so, again and again. When it ends there is no sign, and so no recording.
 */
export function besideSign(options: KeptProcessOptions): RecordingSign {
  return new BesideSign(options);
}

function toSign({ purposes, hasSecondsForCounts = false, language }: SignContent) {
  return { purposes: [...purposes], hasSecondsForCounts, language };
}

class BesideSign implements RecordingSign {
  readonly #process: KeptProcess;
  readonly #listeners = new Set<() => void>();
  #content: SignContent | null = null;
  #turn = 0;
  #state: SignState = { kind: 'not-shown', failure: signComing };
  #silence: NodeJS.Timeout | null = null;

  constructor(options: KeptProcessOptions) {
    this.#process = new KeptProcess(options, {
      message: (message) => this.#take(message),
      down: () => {
        this.#endSilence();
        this.#set({ kind: 'not-shown', failure: ended });
      },
    });
  }

  show(content: SignContent | null): void {
    this.#content = content;
    this.#turn += 1;
    this.#state = { kind: 'not-shown', failure: signComing };
    this.#tell();
  }

  state(): SignState {
    return this.#state;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#listeners.clear();
    this.show(null);
    this.#endSilence();
    await this.#process.close({ kind: 'end' } satisfies ToSign);
  }

  #tell(): void {
    const content = this.#content === null ? null : toSign(this.#content);
    this.#process.send({ kind: 'show', turn: this.#turn, content } satisfies ToSign);
  }

  #take(raw: unknown): void {
    const parsed = fromSignSchema.safeParse(raw);
    if (!parsed.success || (parsed.data.kind === 'ready') === this.#process.isUp) {
      this.#process.kill();
      return;
    }
    const message = parsed.data;
    if (message.kind === 'ready') {
      this.#process.up();
      this.#process.hold(false);
      this.#tell();
      return;
    }
    if (this.#content === null) this.#endSilence();
    else this.#heard();
    // What it says of a sign before this one says nothing about it.
    if (message.turn !== this.#turn || this.#content === null) return;
    const { turn: _, ...state } = message;
    this.#set(state);
  }

  #heard(): void {
    this.#endSilence();
    this.#silence = setTimeout(() => this.#process.kill(), silentMs);
    this.#silence.unref();
  }

  #endSilence(): void {
    if (this.#silence !== null) clearTimeout(this.#silence);
    this.#silence = null;
  }

  #set(state: SignState): void {
    if (JSON.stringify(state) === JSON.stringify(this.#state)) return;
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
