import { connect, type Socket } from 'node:net';
import { z } from 'zod';
import { socketPeer } from '../../../../ffi/socket-peer.ts';
import type { SensorFailure } from '../../../ports.ts';
import { PendingAnswers } from '../pending-answers.ts';
import { ShellGone } from './shell-gone.ts';
import { type ShellAnswer, ShellStream, StreamBroken } from './shell-stream.ts';

/** What is asked of our extension, as `assets/gnome-extension/door.js` answers it. */
export type ShellQuestion =
  | { readonly ask: 'desktop' }
  | { readonly ask: 'picture'; readonly area?: ShellArea }
  | { readonly ask: 'sign'; readonly signs: readonly ShellSign[] };

export interface ShellArea {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where the sign stands, and its pixels: R, G, B in base64. */
export interface ShellSign extends ShellArea {
  readonly columns: number;
  readonly rows: number;
  readonly rgb: string;
}

/** As `assets/gnome-extension/door.js` says it. */
export const extensionVersion = 1;

const greetingSchema = z.object({ shell: z.literal(true), version: z.number().int() });
const refusalSchema = z.object({ refused: z.literal(true) });

/** How long an answer may take, ms: a picture of several large monitors takes a second. */
const answerMs = 15_000;

type HintListener = (changed: 'title' | 'windows') => void;

/**
 * A connection to our extension in GNOME Shell: questions, answered in their order, and hints that
 * something changed.
 */
export class ShellLink {
  readonly #socket: Socket;
  readonly #stream = new ShellStream();
  readonly #pending = new PendingAnswers<ShellAnswer>(answerMs, () =>
    this.#end(new ShellGone('compositor-unreadable')),
  );
  readonly #ends = new Set<() => void>();
  readonly #hints = new Set<HintListener>();
  #failure: SensorFailure | null = null;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.unref();
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.once('close', () => this.#end(new ShellGone('compositor-ended')));
  }

  /** Connects to what process `shellPid` listens on, and to no other. Rejects with `ShellGone`. */
  static async open(socketPath: string, shellPid: number): Promise<ShellLink> {
    const socket = connect({ path: socketPath });
    socket.on('error', () => {});
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', () => reject(new ShellGone('compositor-unreachable')));
    });
    const peer = socketPeer(socket);
    if (peer === null || peer.pid !== shellPid || peer.uid !== process.getuid?.()) {
      socket.destroy();
      throw new ShellGone('compositor-unreadable');
    }
    const link = new ShellLink(socket);
    try {
      const { value } = await link.#pending.wait();
      if (refusalSchema.safeParse(value).success) throw new ShellGone('gnome-extension-stranger');
      const greeting = greetingSchema.safeParse(value);
      if (!greeting.success) throw new ShellGone('compositor-unreadable');
      if (greeting.data.version !== extensionVersion) throw new ShellGone('gnome-extension-old');
    } catch (error) {
      link.close();
      throw error;
    }
    return link;
  }

  get failure(): SensorFailure | null {
    return this.#failure;
  }

  /** What the extension answers: parsed as JSON and not further, and bytes. Rejects with `ShellGone`. */
  ask(question: ShellQuestion): Promise<ShellAnswer> {
    if (this.#failure !== null) return Promise.reject(new ShellGone('compositor-ended'));
    this.#socket.write(`${JSON.stringify(question)}\n`);
    return this.#pending.wait();
  }

  onHint(listener: HintListener): () => void {
    this.#hints.add(listener);
    return () => void this.#hints.delete(listener);
  }

  onEnd(listener: () => void): () => void {
    this.#ends.add(listener);
    return () => void this.#ends.delete(listener);
  }

  close(): void {
    this.#ends.clear();
    this.#hints.clear();
    this.#end(new ShellGone('compositor-ended'));
  }

  #take(chunk: Buffer): void {
    try {
      for (const answer of this.#stream.take(chunk)) {
        const { hint } = answer;
        if (hint !== null) for (const listener of [...this.#hints]) listener(hint);
        else this.#pending.answer(answer);
      }
    } catch (error) {
      if (!(error instanceof StreamBroken)) throw error;
      this.#end(new ShellGone('compositor-unreadable'));
    }
  }

  #end(why: ShellGone): void {
    if (this.#failure !== null) return;
    this.#failure = why.failure;
    this.#socket.destroy();
    this.#pending.fail(why);
    for (const listener of [...this.#ends]) listener();
    this.#ends.clear();
  }
}
