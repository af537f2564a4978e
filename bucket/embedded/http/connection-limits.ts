import type { Socket } from 'node:net';
import { S3Error } from './s3-error.ts';

/** What the store gives at most, so that nobody who stalls or grabs takes it from the rest. */
export interface ConnectionLimitOptions {
  /** Connections on which nobody has signed a request yet. Beyond it the oldest of the address that has most is closed. */
  readonly strangers?: number;
  /** How long, in ms, a new connection has to sign its first request. */
  readonly introductionMs?: number;
  /** Connections, and requests at the same time, of one credential. */
  readonly connectionsEach?: number;
  readonly requestsEach?: number;
  /** Bytes of bodies that are being received for one credential, and for all together. */
  readonly bodyBytesEach?: number;
  readonly bodyBytes?: number;
  /** Connections of all together. Beyond it one of whoever has most is closed. */
  readonly connections?: number;
}

/** Also when all together hold more than they may, one credential that holds little goes on. */
const smallBytes = 8 * 1024 * 1024;

interface Open {
  readonly socket: Socket;
  readonly address: string;
  readonly introduction: NodeJS.Timeout;
  /** Who signed on it last; null: nobody yet. */
  accessKeyId: string | null;
  requests: number;
}

/** A request that is being answered. */
export interface RequestAdmission {
  /** Room for a body of `bytes`. Throws 503 where this credential holds too much already. */
  hold(bytes: number): void;
  end(): void;
}

/** Who has how many connections, requests and bytes under way. In the order of opening, so that the oldest comes first. */
export class ConnectionLimits {
  readonly #limits: Required<ConnectionLimitOptions>;
  readonly #open = new Map<string, Open>();
  readonly #requests = new Map<string, number>();
  readonly #held = new Map<string, number>();
  #heldInAll = 0;

  constructor(options: ConnectionLimitOptions = {}) {
    this.#limits = {
      strangers: 64,
      introductionMs: 10_000,
      connectionsEach: 64,
      requestsEach: 64,
      bodyBytesEach: 128 * 1024 * 1024,
      bodyBytes: 1024 * 1024 * 1024,
      connections: 960,
      ...options,
    };
  }

  /** A connection was opened, before anything is known of who it is. */
  accept(socket: Socket): void {
    const name = nameOf(socket);
    const introduction = setTimeout(() => socket.destroy(), this.#limits.introductionMs);
    introduction.unref();
    const opened: Open = { socket, address: socket.remoteAddress ?? '', introduction, accessKeyId: null, requests: 0 };
    this.#open.set(name, opened);
    socket.once('close', () => {
      clearTimeout(introduction);
      if (this.#open.get(name) === opened) this.#open.delete(name);
    });
    const strangers = this.#all().filter(({ accessKeyId }) => accessKeyId === null);
    if (strangers.length > this.#limits.strangers) crowded(strangers, ({ address }) => address)?.socket.destroy();
    if (this.#open.size > this.#limits.connections)
      crowded(this.#all(), ({ accessKeyId, address }) => accessKeyId ?? address)?.socket.destroy();
  }

  /** A request was signed by `accessKeyId` on this connection. Throws 503 where that credential has too much under way. */
  admit(socket: Socket, accessKeyId: string): RequestAdmission {
    const { connectionsEach, requestsEach } = this.#limits;
    const opened = this.#open.get(nameOf(socket));
    if (opened !== undefined) {
      clearTimeout(opened.introduction);
      opened.accessKeyId = accessKeyId;
    }
    const own = this.#all().filter((each) => each.accessKeyId === accessKeyId);
    if (own.length > connectionsEach) {
      // One of theirs that does nothing makes room; where all are busy this one has to wait.
      const idle = own.find((each) => each !== opened && each.requests === 0);
      if (idle === undefined) throw slowDown();
      idle.socket.destroy();
    }
    const requests = this.#requests.get(accessKeyId) ?? 0;
    if (requests >= requestsEach) throw slowDown();
    this.#requests.set(accessKeyId, requests + 1);
    if (opened !== undefined) opened.requests++;
    let held = 0;
    return {
      hold: (bytes) => {
        this.#hold(accessKeyId, bytes);
        held += bytes;
      },
      end: () => {
        if (opened !== undefined) opened.requests--;
        take(this.#requests, accessKeyId, 1);
        take(this.#held, accessKeyId, held);
        this.#heldInAll -= held;
      },
    };
  }

  #hold(accessKeyId: string, bytes: number): void {
    const { bodyBytesEach, bodyBytes } = this.#limits;
    const own = this.#held.get(accessKeyId) ?? 0;
    const isTooMuch = own > 0 && own + bytes > bodyBytesEach;
    const isTooMuchInAll = this.#heldInAll + bytes > bodyBytes && own + bytes > smallBytes;
    if (isTooMuch || isTooMuchInAll) throw slowDown();
    this.#held.set(accessKeyId, own + bytes);
    this.#heldInAll += bytes;
  }

  #all(): Open[] {
    return [...this.#open.values()];
  }
}

/** Of the group that has most members: the first that does nothing, else the first. */
function crowded(all: readonly Open[], groupOf: (one: Open) => string): Open | undefined {
  const groups = Map.groupBy(all, groupOf);
  const [most] = [...groups.values()].sort((a, b) => b.length - a.length);
  return most?.find(({ requests }) => requests === 0) ?? most?.[0];
}

/** The TLS connection of a request and the one below it have the same other end. */
function nameOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
}

function take(counts: Map<string, number>, name: string, amount: number): void {
  const left = (counts.get(name) ?? 0) - amount;
  if (left > 0) counts.set(name, left);
  else counts.delete(name);
}

function slowDown(): S3Error {
  return new S3Error(503, 'SlowDown', 'This credential has too much under way. Try again later.');
}
