import type { Socket } from 'node:net';
import type { Answer, XClient, XDisplay, XEvent, XProtocolError, XScreen } from 'x11';
import { type Reason, reason } from '../../../../core/reason.ts';

/** The server answered a request with a protocol error; mostly the window in question is gone. */
export class RequestError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(`X protocol error ${code}: ${message}`);
    this.name = 'RequestError';
    this.code = code;
  }
}

/** There is no connection any more; every request in flight and every later one fails with this. */
export class LinkDown extends Error {
  readonly reason: Reason;

  constructor(why: Reason) {
    super(why.code);
    this.name = 'LinkDown';
    this.reason = why;
  }
}

export const answerTimeoutMs = 10_000;

interface Pending {
  /** In the monotonic clock's ms. */
  readonly since: number;
  readonly reject: (error: Error) => void;
}

/**
 * One connection to the X server, from the handshake to its end. It does not come back;
 * `Connection` makes a new one. No error of the server, the socket or the protocol is ever thrown
 * outside a promise that `ask` gave.
 */
export class X11Link {
  readonly client: XClient;
  readonly display: XDisplay;
  readonly screen: XScreen;
  readonly #pending = new Set<Pending>();
  #timer: NodeJS.Timeout | null = null;
  /** The event masks that were wished for on each window. */
  readonly #watched = new Map<number, number[]>();
  readonly #listeners = new Set<(event: XEvent) => void>();
  readonly #opcodes = new Map<string, Promise<number | null>>();
  readonly #socket: Socket;
  #ended: LinkDown | null = null;
  #resting = false;
  #onEnd: (why: Reason) => void = () => {};

  constructor(client: XClient, display: XDisplay, screen: XScreen, socket: Socket) {
    this.client = client;
    this.display = display;
    this.screen = screen;
    this.#socket = socket;
    client.on('event', (event) => {
      for (const listener of this.#listeners) listener(event);
    });
  }

  get root(): number {
    return this.screen.root;
  }

  /** Calls `onEnd` once, when the connection is lost; not after `end`. */
  whenLost(onEnd: (why: Reason) => void): void {
    this.#onEnd = onEnd;
  }

  /** Calls `listener` for every core event until the answered function is called. */
  listen(listener: (event: XEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Sends one request and answers what the server answers. Rejects with `RequestError` or
   * `LinkDown`. The library never calls back for requests that were in flight when a server died,
   * and a server can hang: hence the timer here.
   */
  ask<T>(send: (client: XClient, answer: Answer<T>) => void): Promise<T> {
    if (this.#ended) return Promise.reject(this.#ended);
    this.#listenAgain();
    return new Promise<T>((resolve, reject) => {
      const pending: Pending = { since: performance.now(), reject };
      this.#pending.add(pending);
      this.#timer ??= setTimeout(() => this.#checkAnswers(), answerTimeoutMs).unref();
      try {
        send(this.client, (error, value) => {
          this.#pending.delete(pending);
          if (error) reject(asRequestError(error));
          else resolve(value);
          return true;
        });
      } catch (error) {
        this.#pending.delete(pending);
        reject(
          new LinkDown(reason('x-server-broken', { error: error instanceof Error ? error.message : String(error) })),
        );
      }
    });
  }

  /** One timer for all requests: a timer for each would cost more than the request. */
  #checkAnswers(): void {
    this.#timer = null;
    const [oldest] = this.#pending;
    if (!oldest) return;
    const leftMs = oldest.since + answerTimeoutMs - performance.now();
    if (leftMs <= 0) this.lose(reason('x-server-silent'));
    else this.#timer = setTimeout(() => this.#checkAnswers(), leftMs).unref();
  }

  /** Like `ask`, but `null` when the server answers with a protocol error: the window is gone. */
  async askIfThere<T>(send: (client: XClient, answer: Answer<T>) => void): Promise<T | null> {
    try {
      return await this.ask(send);
    } catch (error) {
      if (error instanceof RequestError) return null;
      throw error;
    }
  }

  /** Passes on PropertyNotify events as whole packets: they come most often. */
  propertiesChanged(packets: Buffer): void {
    for (let at = 0; at < packets.length; at += eventBytes) {
      const event = {
        name: 'PropertyNotify',
        wid: packets.readUInt32LE(at + 4),
        atom: packets.readUInt32LE(at + 8),
      } as const;
      for (const listener of this.#listeners) listener(event);
    }
  }

  /** Sends what was asked now, not at the end of this turn of the event loop. */
  flush(): void {
    if (!this.#ended) this.client.pack_stream.flush();
  }

  /**
   * Called by a listener: leaves what the server sends from then on in the socket until the
   * answered function is called, or until somebody asks something. Events that come one after the
   * other then cost one wake-up.
   */
  rest(): () => void {
    this.#resting = this.#pending.size === 0;
    return () => this.#listenAgain();
  }

  /** Whether to read no further for now. */
  get isResting(): boolean {
    return this.#resting;
  }

  #listenAgain(): void {
    if (!this.#resting) return;
    this.#resting = false;
    this.#socket.resume();
  }

  /**
   * Packs an extension's request by hand. `body` follows the 4-byte header, a multiple of 4 bytes;
   * `unpack` gets the reply from byte 8 on, and its detail byte.
   */
  extension<T>(opcode: number, minor: number, body: Buffer, unpack: (reply: Buffer, detail: number) => T): Promise<T> {
    return this.ask<T>((client, answer) => {
      client.seq_num++;
      client.replies[client.seq_num] = [unpack, answer as Answer<never>];
      client.pack_stream.put(extensionPacket(opcode, minor, body));
      client.pack_stream.submit(true);
    });
  }

  /** The same for a request without a reply. */
  tellExtension(opcode: number, minor: number, body: Buffer): void {
    if (this.#ended) return;
    this.client.seq_num++;
    this.client.pack_stream.put(extensionPacket(opcode, minor, body));
    this.client.pack_stream.submit(false);
  }

  /** The extension's major opcode, or null when this server does not have it. A server never gains or loses one. */
  opcodeOf(extension: string): Promise<number | null> {
    const known = this.#opcodes.get(extension) ?? this.#askOpcode(extension);
    this.#opcodes.set(extension, known);
    return known;
  }

  async #askOpcode(extension: string): Promise<number | null> {
    const found = await this.ask<{ present: number; majorOpcode: number }>((client, answer) =>
      client.QueryExtension(extension, answer),
    );
    return found.present ? found.majorOpcode : null;
  }

  /** Selects property events of a window, until the answered function is called. */
  watchProperties(window: number): () => void {
    return this.#watch(window, propertyChangeMask);
  }

  /** The same for children of the window that come, go or move. */
  watchChildren(window: number): () => void {
    return this.#watch(window, substructureNotifyMask);
  }

  /** The server keeps one event mask for a window and a connection, so masks are added up. */
  #watch(window: number, mask: number): () => void {
    const before = this.#chosen(window);
    this.#watched.set(window, [...(this.#watched.get(window) ?? []), mask]);
    if (this.#chosen(window) !== before) this.#selectEvents(window, this.#chosen(window));
    let watching = true;
    return () => {
      if (!watching) return;
      watching = false;
      const chosen = this.#chosen(window);
      const wishes = this.#watched.get(window) ?? [];
      wishes.splice(wishes.indexOf(mask), 1);
      if (wishes.length === 0) this.#watched.delete(window);
      if (this.#chosen(window) !== chosen) this.#selectEvents(window, this.#chosen(window));
    };
  }

  #chosen(window: number): number {
    return (this.#watched.get(window) ?? []).reduce((all, mask) => all | mask, 0);
  }

  #selectEvents(window: number, eventMask: number): void {
    if (!this.#ended) this.client.ChangeWindowAttributes(window, { eventMask });
  }

  /** Ends the connection on our side; `whenLost` is not called. */
  end(): void {
    this.#onEnd = () => {};
    this.lose(reason('x-server-closed'));
  }

  lose(why: Reason): void {
    if (this.#ended) return;
    this.#ended = new LinkDown(why);
    this.#listeners.clear();
    this.#socket.destroy();
    if (this.#timer) clearTimeout(this.#timer);
    for (const pending of this.#pending) pending.reject(this.#ended);
    this.#pending.clear();
    this.#onEnd(why);
  }
}

function extensionPacket(opcode: number, minor: number, body: Buffer): Buffer {
  const packet = Buffer.alloc(4 + body.length);
  packet.writeUInt8(opcode, 0);
  packet.writeUInt8(minor, 1);
  packet.writeUInt16LE(packet.length / 4, 2);
  body.copy(packet, 4);
  return packet;
}

const eventBytes = 32;
/** PropertyChange among the event masks of the protocol. */
const propertyChangeMask = 1 << 22;
const substructureNotifyMask = 0x00080000;
const propertyNotify = 28;

export function areAllPropertyEvents(packets: Buffer): boolean {
  if (packets.length % eventBytes !== 0) return false;
  for (let at = 0; at < packets.length; at += eventBytes) if (packets[at] !== propertyNotify) return false;
  return true;
}

export function isProtocolError(error: Error): error is XProtocolError {
  return typeof (error as Partial<XProtocolError>).error === 'number';
}

function asRequestError(error: Error): Error {
  return isProtocolError(error)
    ? new RequestError(error.error, error.message)
    : new LinkDown(reason('x-server-broken', { error: error.message }));
}
