import { Socket } from 'node:net';
import { reason } from '../../../../core/reason.ts';
import { ffiState } from '../../../../ffi/koffi.ts';
import type { SensorFailure } from '../../../ports.ts';
import { connectedSocket, sendBytes } from './libc.ts';
import { destructors, eventOf, type InterfaceName, madeBy, requestOf } from './protocols.ts';
import { decodeArguments, encodeMessage, WireStream, type WireValue, WireViolation } from './wire-format.ts';

/** The compositor is gone, or what came from it cannot be read. */
export class CompositorGone extends Error {
  readonly failure: SensorFailure;

  constructor(failure: SensorFailure = { ok: false, reason: reason('compositor-ended') }) {
    super(failure.reason.code);
    this.name = 'CompositorGone';
    this.failure = failure;
  }
}

/** Something that the compositor offers, by its number. */
interface Global {
  readonly name: number;
  readonly version: number;
}

type Handler = (...args: readonly WireValue[]) => void;

/** An object of the connection: what is asked of it is sent by the link, what it says is handed to `on`. */
export class WaylandObject {
  readonly id: number;
  readonly interface: InterfaceName;
  readonly version: number;
  readonly #handlers = new Map<string, Handler>();
  readonly #makers = new Map<string, (made: WaylandObject) => void>();

  constructor(id: number, of: InterfaceName, version: number) {
    this.id = id;
    this.interface = of;
    this.version = version;
  }

  /** Calls `handler` at each such event, instead of one that was given before. */
  on(event: string, handler: Handler): this {
    this.#handlers.set(event, handler);
    return this;
  }

  /** Calls `handler` with each object that the compositor makes in such an event. */
  onMade(event: string, handler: (made: WaylandObject) => void): this {
    this.#makers.set(event, handler);
    return this;
  }

  /** Nothing that it still says is heard. */
  silence(): void {
    this.#handlers.clear();
    this.#makers.clear();
  }

  /** The link alone calls this. */
  hear(event: string, args: readonly WireValue[]): void {
    this.#handlers.get(event)?.(...args);
  }

  /** The link alone calls this. */
  bring(event: string, made: WaylandObject): void {
    this.#makers.get(event)?.(made);
  }
}

/** More kinds of things than any compositor offers. */
const mostGlobals = 4_096;
/** How long an answer may take, ms. */
const answerMs = 5_000;
const displayId = 1;
/** Numbers from here on are of objects that the compositor made. */
const firstOfCompositor = 0xff00_0000;
const mostObjects = 20_000;

/**
 * A connection to a compositor. Requests are sent at once and in order. What is not known of its
 * events is passed over; what cannot be a message ends the connection.
 */
export class WaylandLink {
  readonly #file: number;
  readonly #socket: Socket;
  readonly #stream = new WireStream();
  readonly #objects = new Map<number, WaylandObject>();
  readonly #globals = new Map<string, Global[]>();
  readonly #free: number[] = [];
  readonly #display = new WaylandObject(displayId, 'wl_display', 1);
  readonly #registry: WaylandObject;
  readonly #ends = new Set<() => void>();
  readonly #changes = new Set<(of: string) => void>();
  #next = 2;
  #failure: SensorFailure | null = null;

  private constructor(file: number) {
    this.#file = file;
    this.#socket = new Socket({ fd: file, readable: true, writable: false });
    this.#socket.on('data', (chunk: Buffer) => this.#take(chunk));
    this.#socket.on('error', () => {});
    this.#socket.once('close', () => this.#end());
    this.#objects.set(displayId, this.#display);
    this.#display.on('error', () => this.#end());
    this.#display.on('delete_id', (id) => {
      const number = Number(id);
      const isOurs = number !== displayId && number < firstOfCompositor;
      if (isOurs && this.#objects.delete(number)) this.#free.push(number);
    });
    this.#registry = this.request(this.#display, 'get_registry', [], 'wl_registry');
    this.#registry.on('global', (name, of, version) => this.#offer(Number(name), String(of), Number(version)));
    this.#registry.on('global_remove', (name) => this.#withdraw(Number(name)));
  }

  /** Connects, and knows what there is. Rejects with `CompositorGone`. */
  static async open(socketPath: string): Promise<WaylandLink> {
    const state = ffiState();
    if (!state.ok) throw new CompositorGone(state);
    const file = connectedSocket(socketPath);
    if (file === null) throw new CompositorGone({ ok: false, reason: reason('compositor-unreachable') });
    const link = new WaylandLink(file);
    await link.roundtrip();
    return link;
  }

  /** Why it is of no use any more; null while it is. */
  get failure(): SensorFailure | null {
    return this.#failure;
  }

  /** How many of this kind there are. */
  count(of: InterfaceName): number {
    return this.#globals.get(of)?.length ?? 0;
  }

  /** One of what there is, in at most this version; null where there is none. */
  bind(of: InterfaceName, mostVersion: number, which = 0): WaylandObject | null {
    const global = this.#globals.get(of)?.[which];
    if (global === undefined) return null;
    const version = Math.min(mostVersion, global.version);
    return this.request(this.#registry, 'bind', [global.name, of, version], of, { version });
  }

  /**
   * Asks something of `object`, with `args` but for the new object, which is answered, of the
   * interface `makes`. `file` is passed along and stays open here. Throws `CompositorGone`.
   */
  request(
    object: WaylandObject,
    name: string,
    args: readonly (WireValue | WaylandObject)[],
    makes: InterfaceName,
    more?: { readonly version?: number; readonly file?: number },
  ): WaylandObject;
  request(object: WaylandObject, name: string, args?: readonly (WireValue | WaylandObject)[]): null;
  request(
    object: WaylandObject,
    name: string,
    args: readonly (WireValue | WaylandObject)[] = [],
    makes: InterfaceName | null = null,
    { version = object.version, file }: { readonly version?: number; readonly file?: number } = {},
  ): WaylandObject | null {
    if (this.#failure !== null) throw new CompositorGone(this.#failure);
    const { opcode, signature } = requestOf(object.interface, name);
    const made = makes === null ? null : this.#made(makes, version);
    const values = args.map((arg) => (arg instanceof WaylandObject ? arg.id : arg));
    // The number of the new object comes first, but in `bind`, where it comes last.
    const all = made === null ? values : signature.includes('N') ? [...values, made.id] : [made.id, ...values];
    if (!sendBytes(this.#file, encodeMessage(object.id, opcode, signature, all), file ?? null)) {
      this.#end();
      throw new CompositorGone();
    }
    if (destructors.has(name)) {
      object.silence();
      // The compositor says of its own numbers alone never that they are free; it may use them at once.
      if (object.id >= firstOfCompositor) this.#objects.delete(object.id);
    }
    return made;
  }

  /** Answers when everything that was asked before was done. Rejects with `CompositorGone`. */
  async roundtrip(): Promise<void> {
    const answered = Promise.withResolvers<void>();
    const stop = this.onEnd(() => answered.reject(new CompositorGone(this.#failure ?? undefined)));
    const late = setTimeout(() => this.#end(), answerMs);
    try {
      this.request(this.#display, 'sync', [], 'wl_callback').on('done', () => answered.resolve());
      await answered.promise;
    } finally {
      clearTimeout(late);
      stop();
    }
  }

  /** Calls `listener` after something of this kind came or went. */
  onGlobals(listener: (of: string) => void): () => void {
    this.#changes.add(listener);
    return () => void this.#changes.delete(listener);
  }

  onEnd(listener: () => void): () => void {
    this.#ends.add(listener);
    return () => void this.#ends.delete(listener);
  }

  /** Whether this process waits for it. */
  unref(): this {
    this.#socket.unref();
    return this;
  }

  close(): void {
    this.#ends.clear();
    this.#changes.clear();
    this.#end();
  }

  #made(of: InterfaceName, version: number): WaylandObject {
    const id = this.#free.pop() ?? this.#next++;
    const object = new WaylandObject(id, of, version);
    this.#objects.set(id, object);
    return object;
  }

  /** An object that the compositor made: it has numbers of its own for those. */
  #brought(of: InterfaceName, version: number, id: number): WaylandObject {
    if (id < firstOfCompositor || this.#objects.has(id)) throw new WireViolation('an object has a number of ours');
    if (this.#objects.size > mostObjects) throw new WireViolation('there are more objects than any desktop has');
    const object = new WaylandObject(id, of, version);
    this.#objects.set(id, object);
    return object;
  }

  #offer(name: number, of: string, version: number): void {
    const known = this.#globals.get(of) ?? [];
    if (this.#globals.size + known.length > mostGlobals)
      throw new WireViolation('there is more than any compositor has');
    this.#globals.set(of, [...known, { name, version }]);
    for (const listener of this.#changes) listener(of);
  }

  #withdraw(name: number): void {
    for (const [of, globals] of this.#globals) {
      const left = globals.filter((each) => each.name !== name);
      if (left.length === globals.length) continue;
      this.#globals.set(of, left);
      for (const listener of this.#changes) listener(of);
    }
  }

  #take(chunk: Buffer): void {
    try {
      for (const { object, opcode, body } of this.#stream.take(chunk)) {
        const to = this.#objects.get(object);
        const event = to === undefined ? null : eventOf(to.interface, opcode);
        if (to === undefined || event === null) continue;
        const args = decodeArguments(event.signature, body);
        const makes = madeBy(to.interface, event.name);
        if (makes === null) to.hear(event.name, args);
        else to.bring(event.name, this.#brought(makes, to.version, Number(args[0])));
      }
    } catch (error) {
      if (!(error instanceof WireViolation || error instanceof CompositorGone)) throw error;
      this.#end();
    }
  }

  #end(): void {
    if (this.#failure !== null) return;
    this.#failure = { ok: false, reason: reason('compositor-ended') };
    this.#socket.destroy();
    for (const listener of [...this.#ends]) listener();
    this.#ends.clear();
  }
}
