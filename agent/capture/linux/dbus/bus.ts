import { connect, type Socket } from 'node:net';
import type { BusAddress } from './bus-address.ts';
import {
  type DBusMessage,
  type MessageFields,
  MessageStream,
  messageKind,
  noReplyExpected,
  wireOf,
} from './message.ts';
import { DBusViolation } from './signature.ts';
import { type DBusValue, DBusVariant } from './values.ts';

/** The bus is gone, or what came from it cannot be read. */
export class BusDown extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'BusDown';
  }
}

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
}

/** Signals of `sender`, from one path and interface. */
export interface SignalRule {
  readonly sender: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
}

const bus = { destination: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus', interface: 'org.freedesktop.DBus' };
const properties = 'org.freedesktop.DBus.Properties';

/** How long an answer may take, ms. */
const answerMs = 5_000;
/** The lines before the first message are short. */
const longestLine = 1_024;

interface Waiting {
  readonly resolve: (body: readonly DBusValue[]) => void;
  readonly reject: (error: Error) => void;
}

/**
 * A connection to a message bus: calls of methods, and signals. It exports nothing and passes no
 * files. Any program on the bus may send a signal with any content, and can say that it comes from
 * another path: a listener gets none of it, and asks for what it wants to know.
 */
export class MessageBus {
  readonly #socket: Socket;
  readonly #stream = new MessageStream();
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners: { readonly rule: SignalRule; readonly listener: () => void }[] = [];
  #serial = 0;
  #down: BusDown | null = null;
  #onDown: (() => void) | null = null;

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** Connects as the account of this process. Rejects with `BusDown`. `onDown` is called once, later. */
  static async open(address: BusAddress, onDown: () => void = () => {}): Promise<MessageBus> {
    const socket = connect({ path: address.socketPath });
    socket.unref();
    const opened = new MessageBus(socket);
    try {
      await authenticated(socket);
      socket.on('data', (chunk: Buffer) => opened.#take(chunk));
      socket.once('close', () => opened.#end(new BusDown('the bus ended the connection')));
      await opened.call({ ...bus, member: 'Hello' });
    } catch (error) {
      socket.destroy();
      throw error instanceof BusDown ? error : new BusDown('the bus did not answer as one');
    }
    if (opened.#down !== null) throw opened.#down;
    opened.#onDown = onDown;
    return opened;
  }

  /** What a method answers. Rejects with `DBusError` where it refuses, and with `BusDown`. */
  call({ body = [], ...fields }: MethodCall): Promise<readonly DBusValue[]> {
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
      this.#send({ ...fields, kind: messageKind.call, flags: 0, serial, body });
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

  /** Calls `listener` after each such signal, from whoever it comes. */
  async onSignal(rule: SignalRule, listener: () => void): Promise<void> {
    const { sender, path, interface: of, member } = rule;
    const text = `type='signal',sender='${sender}',path='${path}',interface='${of}',member='${member}'`;
    this.#listeners.push({ rule, listener });
    await this.call({ ...bus, member: 'AddMatch', signature: 's', body: [text] });
  }

  close(): void {
    this.#onDown = null;
    this.#end(new BusDown('the connection was closed'));
  }

  #send(message: Omit<DBusMessage, 'sender'>): void {
    this.#socket.write(wireOf(message));
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
    } else if (kind === messageKind.call && (message.flags & noReplyExpected) === 0) this.#refuse(message);
  }

  #settle(serial: number): Waiting | undefined {
    const waiting = this.#waiting.get(serial);
    this.#waiting.delete(serial);
    return waiting;
  }

  /** Nothing of ours can be called. */
  #refuse({ serial, sender }: DBusMessage): void {
    this.#serial += 1;
    const answer = { kind: messageKind.error, flags: noReplyExpected, serial: this.#serial, body: [] };
    const to: MessageFields = { replyTo: serial, ...(sender === undefined ? {} : { destination: sender }) };
    this.#send({ ...answer, ...to, error: 'org.freedesktop.DBus.Error.UnknownMethod' });
  }

  #end(why: BusDown): void {
    if (this.#down !== null) return;
    this.#down = why;
    this.#socket.destroy();
    for (const { reject } of [...this.#waiting.values()]) reject(why);
    this.#waiting.clear();
    this.#onDown?.();
  }
}

function isOf(rule: SignalRule, message: DBusMessage): boolean {
  return message.path === rule.path && message.interface === rule.interface && message.member === rule.member;
}

/** Says as which account we come, by which the kernel vouches for us, and begins. */
async function authenticated(socket: Socket): Promise<void> {
  const account = Buffer.from(String(process.getuid?.() ?? '')).toString('hex');
  const answer = await new Promise<string>((resolve, reject) => {
    let line = '';
    const late = setTimeout(() => settle(() => reject(new BusDown('the bus is silent'))), answerMs);
    const onData = (chunk: Buffer): void => {
      line += chunk.toString('latin1');
      if (line.includes('\r\n')) settle(() => resolve(line));
      else if (line.length > longestLine) settle(() => reject(new BusDown('the bus said more than a line')));
    };
    const onGone = (): void => settle(() => reject(new BusDown('the bus cannot be reached')));
    const settle = (then: () => void): void => {
      clearTimeout(late);
      socket.off('data', onData).off('close', onGone);
      then();
    };
    socket.on('error', () => {});
    socket.on('data', onData).once('close', onGone);
    socket.write(`\0AUTH EXTERNAL ${account}\r\n`);
  });
  if (!/^OK [0-9a-f]{32}\r\n$/.test(answer)) throw new BusDown('the bus does not take this account');
  socket.write('BEGIN\r\n');
}
