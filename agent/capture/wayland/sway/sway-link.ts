import { connect, type Socket } from 'node:net';
import { reason } from '../../../../core/reason.ts';
import type { SensorFailure } from '../../../ports.ts';
import { PendingAnswers } from '../pending-answers.ts';

/** Sway is gone, or what came from it cannot be read. */
export class SwayGone extends Error {
  readonly failure: SensorFailure;

  constructor(code: 'compositor-unreachable' | 'compositor-ended' | 'compositor-unreadable') {
    super(code);
    this.failure = { ok: false, reason: reason(code) };
  }
}

/** What is asked, by the numbers of i3's protocol. */
export const ask = { subscribe: 2, tree: 4 } as const;

/** Events by their numbers, without the bit that says that they are some. */
const eventNames: ReadonlyMap<number, SwayEventName> = new Map([
  [0, 'workspace'],
  [3, 'window'],
  [6, 'shutdown'],
]);

export type SwayEventName = 'workspace' | 'window' | 'shutdown';

const magic = Buffer.from('i3-ipc');
const headBytes = 14;
const eventBit = 0x8000_0000;
/** A list of some thousand windows takes a tenth of it. */
const mostBytes = 32 << 20;
const answerMs = 5_000;

/** A connection to sway by i3's protocol: questions, answered in their order, and events. */
export class SwayLink {
  readonly #socket: Socket;
  readonly #pending = new PendingAnswers<unknown>(answerMs, () => this.#end(new SwayGone('compositor-unreadable')));
  /** What each of them asked. */
  readonly #kinds: number[] = [];
  readonly #ends = new Set<() => void>();
  readonly #listeners = new Set<(name: SwayEventName, event: unknown) => void>();
  #rest: Buffer = Buffer.alloc(0);
  #failure: SensorFailure | null = null;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.unref();
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('error', () => {});
    socket.once('close', () => this.#end(new SwayGone('compositor-ended')));
  }

  /** Connects, and is told of windows and workspaces unless it is not to hear of them. Rejects with `SwayGone`. */
  static async open(socketPath: string, { hearsEvents = true } = {}): Promise<SwayLink> {
    const socket = connect({ path: socketPath });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', () => reject(new SwayGone('compositor-unreachable')));
    });
    const link = new SwayLink(socket);
    if (!hearsEvents) return link;
    const taken = await link.request(ask.subscribe, JSON.stringify(['window', 'workspace', 'shutdown']));
    if (!isSuccess(taken)) {
      link.close();
      throw new SwayGone('compositor-unreadable');
    }
    return link;
  }

  get failure(): SensorFailure | null {
    return this.#failure;
  }

  /** What sway answers, parsed as JSON and not further. Rejects with `SwayGone`. */
  request(kind: number, payload = ''): Promise<unknown> {
    if (this.#failure !== null) return Promise.reject(new SwayGone('compositor-ended'));
    const body = Buffer.from(payload);
    const head = Buffer.alloc(headBytes);
    magic.copy(head);
    head.writeUInt32LE(body.length, 6);
    head.writeUInt32LE(kind, 10);
    this.#socket.write(Buffer.concat([head, body]));
    this.#kinds.push(kind);
    return this.#pending.wait();
  }

  onEvent(listener: (name: SwayEventName, event: unknown) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  onEnd(listener: () => void): () => void {
    this.#ends.add(listener);
    return () => void this.#ends.delete(listener);
  }

  close(): void {
    this.#ends.clear();
    this.#listeners.clear();
    this.#end(new SwayGone('compositor-ended'));
  }

  #take(chunk: Buffer): void {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    try {
      while (this.#rest.length >= headBytes && this.#failure === null) {
        const length = this.#rest.readUInt32LE(6);
        if (!this.#rest.subarray(0, magic.length).equals(magic) || length > mostBytes) throw new RangeError();
        if (this.#rest.length < headBytes + length) return;
        const kind = this.#rest.readUInt32LE(10);
        const body = this.#rest.toString('utf8', headBytes, headBytes + length);
        this.#rest = this.#rest.subarray(headBytes + length);
        this.#hear(kind, JSON.parse(body));
      }
    } catch (error) {
      if (!(error instanceof RangeError || error instanceof SyntaxError)) throw error;
      this.#end(new SwayGone('compositor-unreadable'));
    }
  }

  #hear(kind: number, value: unknown): void {
    if (kind >= eventBit) {
      const name = eventNames.get(kind - eventBit);
      if (name !== undefined) for (const listener of [...this.#listeners]) listener(name, value);
      return;
    }
    if (this.#kinds.shift() !== kind) throw new RangeError();
    this.#pending.answer(value);
  }

  #end(why: SwayGone): void {
    if (this.#failure !== null) return;
    this.#failure = why.failure;
    this.#socket.destroy();
    this.#pending.fail(why);
    for (const listener of [...this.#ends]) listener();
    this.#ends.clear();
  }
}

function isSuccess(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'success' in answer && answer.success === true;
}
