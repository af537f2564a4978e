import type { BusAddress } from './bus-address.ts';
import { authenticated, BusDown, type BusTransport, plainTransport } from './bus-transport.ts';
import { type DBusMessage, MessageStream, messageKind, noReplyExpected, wireOf } from './message.ts';
import { DBusViolation } from './signature.ts';
import { type DBusValue, DBusVariant } from './values.ts';

/** Another program answered a call with an error. `code` is its name, as `org.freedesktop.DBus.Error.AccessDenied`. */
export class DBusError extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.name = 'DBusError';
    this.code = code;
  }
}

export interface MethodCall {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly signature?: string;
  readonly body?: readonly DBusValue[];
  /** A file that is passed along, of which the body has a handle (`h`, 0). It stays open here. */
  readonly file?: number;
}

/** A call that another program makes. */
export interface IncomingCall {
  /** The unique name of who calls, for which the bus vouches. */
  readonly sender: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly body: readonly DBusValue[];
}

export interface CallAnswer {
  readonly signature: string;
  readonly body: readonly DBusValue[];
}

/** Answers a call; null: there is no such method for who calls. */
export type AnswerCall = (call: IncomingCall) => Promise<CallAnswer | null> | null;

export interface BusOptions {
  /** Called once, after the bus was open. */
  readonly onDown?: () => void;
  /** Null: there is nobody there. Without it no files can be passed. */
  readonly connect?: (address: BusAddress) => BusTransport | null;
}

/** Signals of `sender`, from one path and interface. */
export interface SignalRule {
  readonly sender: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  /** Only where the first argument is this text. */
  readonly about?: string;
}

const bus = { destination: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus', interface: 'org.freedesktop.DBus' };
const properties = 'org.freedesktop.DBus.Properties';

/** How long an answer may take, ms. */
const answerMs = 5_000;
interface Waiting {
  readonly resolve: (body: readonly DBusValue[]) => void;
  readonly reject: (error: Error) => void;
}

/**
 * A connection to a message bus: calls of methods, both ways, and signals. Any program on the bus may send a signal with any content, and can say that it comes from
 * another path: a listener gets none of it, and asks for what it wants to know.
 */
export class MessageBus {
  readonly #transport: BusTransport;
  readonly #stream = new MessageStream();
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners: { readonly rule: SignalRule; readonly listener: () => void }[] = [];
  #serial = 0;
  #name = '';
  #down: BusDown | null = null;
  #onDown: (() => void) | null = null;
  #answer: AnswerCall = () => null;

  private constructor(transport: BusTransport) {
    this.#transport = transport;
  }

  /** Connects as the account of this process. Rejects with `BusDown`. */
  static async open(
    address: BusAddress,
    { onDown = () => {}, connect: connected = plainTransport }: BusOptions = {},
  ): Promise<MessageBus> {
    const transport = connected(address);
    if (transport === null) throw new BusDown('the bus cannot be reached');
    const { socket } = transport;
    socket.unref();
    const opened = new MessageBus(transport);
    try {
      await authenticated(transport);
      socket.on('data', (chunk: Buffer) => opened.#take(chunk));
      socket.once('close', () => opened.#end(new BusDown('the bus ended the connection')));
      const [name] = await opened.call({ ...bus, member: 'Hello' });
      opened.#name = typeof name === 'string' ? name : '';
    } catch (error) {
      socket.destroy();
      throw error instanceof BusDown ? error : new BusDown('the bus did not answer as one');
    }
    if (opened.#down !== null) throw opened.#down;
    opened.#onDown = onDown;
    return opened;
  }

  /** What a method answers. Rejects with `DBusError` where it refuses, and with `BusDown`. */
  call({ body = [], file, ...fields }: MethodCall): Promise<readonly DBusValue[]> {
    if (this.#down !== null) return Promise.reject(this.#down);
    this.#serial += 1;
    const serial = this.#serial;
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => this.#settle(serial)?.reject(new BusDown('there was no answer')), answerMs);
      const settled =
        <T>(then: (value: T) => void) =>
        (value: T): void => {
          clearTimeout(late);
          then(value);
        };
      this.#waiting.set(serial, { resolve: settled(resolve), reject: settled(reject) });
      const files = file === undefined ? {} : { files: 1 };
      this.#send({ ...fields, ...files, kind: messageKind.call, flags: 0, serial, body }, file);
    });
  }

  /** The value of a property, whatever type it says it has. */
  async property(of: Pick<MethodCall, 'destination' | 'path' | 'interface'>, name: string): Promise<DBusValue> {
    const [value] = await this.call({
      ...{ destination: of.destination, path: of.path, interface: properties, member: 'Get' },
      ...{ signature: 'ss', body: [of.interface, name] },
    });
    if (!(value instanceof DBusVariant)) throw new BusDown('a property was answered without a type');
    return value.value;
  }

  /** Whether any program on the bus has this name. */
  async hasOwner(name: string): Promise<boolean> {
    const [has] = await this.call({ ...bus, member: 'NameHasOwner', signature: 's', body: [name] });
    return has === true;
  }

  /** The unique name of the program that has this name; null: none has. */
  async ownerOf(name: string): Promise<string | null> {
    try {
      const [owner] = await this.call({ ...bus, member: 'GetNameOwner', signature: 's', body: [name] });
      return typeof owner === 'string' ? owner : null;
    } catch (error) {
      if (error instanceof DBusError) return null;
      throw error;
    }
  }

  /** Our own unique name. */
  get name(): string {
    return this.#name;
  }

  /** Answers what other programs call from now on. */
  serve(answer: AnswerCall): void {
    this.#answer = answer;
  }

  /** Calls `listener` after each such signal, from whoever it comes. */
  async onSignal(rule: SignalRule, listener: () => void): Promise<void> {
    const { sender, path, interface: of, member, about } = rule;
    const about0 = about === undefined ? '' : `,arg0='${about}'`;
    const text = `type='signal',sender='${sender}',path='${path}',interface='${of}',member='${member}'${about0}`;
    this.#listeners.push({ rule, listener });
    await this.call({ ...bus, member: 'AddMatch', signature: 's', body: [text] });
  }

  close(): void {
    this.#onDown = null;
    this.#end(new BusDown('the connection was closed'));
  }

  #send(message: Omit<DBusMessage, 'sender'>, file: number | null = null): void {
    if (this.#down === null && !this.#transport.send(wireOf(message), file))
      this.#end(new BusDown('the bus takes nothing'));
  }

  #take(chunk: Buffer): void {
    try {
      for (const message of this.#stream.take(chunk)) this.#hear(message);
    } catch (error) {
      if (!(error instanceof DBusViolation)) throw error;
      this.#end(new BusDown(error.message));
    }
  }

  #hear(message: DBusMessage): void {
    const { kind, replyTo = 0, error = '', body } = message;
    if (kind === messageKind.reply) this.#settle(replyTo)?.resolve(body);
    else if (kind === messageKind.error) this.#settle(replyTo)?.reject(new DBusError(error));
    else if (kind === messageKind.signal) {
      for (const { rule, listener } of this.#listeners) if (isOf(rule, message)) listener();
    } else if (kind === messageKind.call) void this.#serve(message);
  }

  #settle(serial: number): Waiting | undefined {
    const waiting = this.#waiting.get(serial);
    this.#waiting.delete(serial);
    return waiting;
  }

  async #serve({
    serial,
    flags,
    sender = '',
    path = '',
    interface: of = '',
    member = '',
    body,
  }: DBusMessage): Promise<void> {
    const answer = (await this.#answer({ sender, path, interface: of, member, body })) ?? null;
    if ((flags & noReplyExpected) !== 0 || this.#down !== null) return;
    this.#serial += 1;
    const to = { flags: noReplyExpected, serial: this.#serial, replyTo: serial, destination: sender };
    if (answer === null)
      this.#send({ ...to, kind: messageKind.error, error: 'org.freedesktop.DBus.Error.UnknownMethod', body: [] });
    else this.#send({ ...to, ...answer, kind: messageKind.reply });
  }

  #end(why: BusDown): void {
    if (this.#down !== null) return;
    this.#down = why;
    this.#transport.socket.destroy();
    for (const { reject } of [...this.#waiting.values()]) reject(why);
    this.#waiting.clear();
    this.#onDown?.();
  }
}

function isOf(rule: SignalRule, message: DBusMessage): boolean {
  return message.path === rule.path && message.interface === rule.interface && message.member === rule.member;
}
