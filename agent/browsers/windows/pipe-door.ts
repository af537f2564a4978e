import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { Socket } from 'node:net';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { writeDurably } from '../../../disk/durable-file.ts';
import { windowsSecurity } from '../../../disk/windows-security.ts';
import { takeLocal } from '../../../ffi/local-memory.ts';
import { addressOf } from '../../../ffi/memory.ts';
import { closeHandle, getLastError } from '../../capture/windows/api/kernel32.ts';
import type { Handle } from '../../capture/windows/api/user32.ts';
import type { BrowserDoor } from '../browser-door.ts';
import type { BrowserProcess } from '../browser-process.ts';
import { type PipeAddress, pipeAddressText } from './pipe-address.ts';
import {
  cancelIo,
  connectNamedPipe,
  createEvent,
  createNamedPipe,
  descriptorOf,
  errorIoPending,
  errorPipeConnected,
  forEver,
  getNamedPipeClientProcessId,
  noPipe,
  openDescriptor,
  overlappedBytes,
  pipeAsManyAsWanted,
  pipeBothWays,
  pipeIsFirst,
  pipeIsLocal,
  resetEvent,
  securityAttributesBytes,
  setEvent,
  waitForObject,
} from './pipe-api.ts';
import { browserBehind } from './pipe-client.ts';

/** Longer messages belong to nothing that is said here. */
const bufferBytes = 4_096;
const pauseMs = 100;

type OnHost = (socket: Socket, browser: BrowserProcess) => void;

/**
 * A named pipe that this account alone can open. Windows tells who came in only to whoever made the pipe itself, which Node
 * would do without telling: so it is made here, and each end that somebody has taken is given to Node. One of Node's four
 * threads for files waits for them, and none at all is woken up until one comes.
 *
 * The name is another one each time, and lies with a secret in `path`, in the agent's folder. It cannot be somebody else's
 * already; and who takes it once this agent is gone does not know the secret, without which no native host says anything.
 */
export function pipeDoor(path: string): BrowserDoor {
  let listener: PipeListener | null = null;
  return {
    path,
    async open(onHost) {
      const opened = new PipeListener(onHost);
      const written = await writeDurably(path, Buffer.from(pipeAddressText(opened.address)));
      if (!written.ok) {
        await opened.close();
        throw new Error(`the name of the pipe could not be kept in ${dirname(path)}`);
      }
      listener = opened;
    },
    async close() {
      const closing = listener;
      listener = null;
      if (closing === null) return;
      await rm(path, { force: true });
      await closing.close();
    },
  };
}

class PipeListener {
  readonly address: PipeAddress = {
    pipe: `\\\\.\\pipe\\plainsight-browser-${randomBytes(16).toString('hex')}`,
    secret: randomBytes(32).toString('hex'),
  };
  readonly #onHost: OnHost;
  readonly #event = createEvent(null, 1, 0, null);
  readonly #overlapped = Buffer.alloc(overlappedBytes);
  #waiting: Handle;
  #isClosed = false;
  readonly #ended: Promise<void>;
  /** A thread that waits in the system would hold the end of the process up for ever. */
  readonly #wake = (): void => {
    this.#isClosed = true;
    cancelIo(this.#waiting, null);
    setEvent(this.#event);
  };

  constructor(onHost: OnHost) {
    this.#onHost = onHost;
    this.#waiting = this.#newEnd(pipeIsFirst);
    process.once('exit', this.#wake);
    this.#ended = this.#letIn();
  }

  async close(): Promise<void> {
    this.#wake();
    process.off('exit', this.#wake);
    await this.#ended;
  }

  async #letIn(): Promise<void> {
    try {
      while (!this.#isClosed) {
        const end = this.#waiting;
        this.#overlapped.fill(0);
        this.#overlapped.writeBigInt64LE(BigInt(this.#event), 24);
        resetEvent(this.#event);
        const isThere = connectNamedPipe(end, addressOf(this.#overlapped)) !== 0;
        const error = isThere ? errorPipeConnected : getLastError();
        if (error === errorIoPending) await waitForObject(this.#event, forEver);
        // Who came before and has left again; never without a pause.
        else if (error !== errorPipeConnected) await wait(pauseMs);
        if (this.#isClosed) return;
        // Before anybody is heard: there is always an end that waits.
        this.#waiting = this.#newEnd(0);
        this.#hand(end);
      }
    } catch {
      // No other end can be made: those that are connected stay, and nobody else comes in.
    } finally {
      closeHandle(this.#waiting);
      closeHandle(this.#event);
    }
  }

  #hand(end: Handle): void {
    const client = clientOf(end);
    const browser = client === null ? null : browserBehind(client);
    const descriptor = browser === null ? -1 : openDescriptor(end);
    if (browser === null || descriptor < 0) {
      closeHandle(end);
      return;
    }
    try {
      const socket = new Socket({ fd: descriptor, readable: true, writable: true });
      socket.write(`${this.address.secret}\n`);
      this.#onHost(socket, browser);
    } catch {
      // Gone before Node could take it.
    }
  }

  /** Throws where none can be made, such as a first one whose name is somebody's. */
  #newEnd(first: number): Handle {
    const text = `D:P(A;;FA;;;${windowsSecurity.self()})`;
    const at = Buffer.alloc(8);
    if (descriptorOf(text, 1, at, null) === 0) throw new Error('Windows makes no list of rights');
    const descriptor = at.readBigUInt64LE();
    const security = Buffer.alloc(securityAttributesBytes);
    security.writeUInt32LE(securityAttributesBytes);
    security.writeBigUInt64LE(descriptor, 8);
    try {
      const open = pipeBothWays + first;
      const { pipe } = this.address;
      const [most, bytes] = [pipeAsManyAsWanted, bufferBytes];
      const end = createNamedPipe(pipe, open, pipeIsLocal, most, bytes, bytes, 0, security);
      if (end === noPipe) throw new Error(`Windows makes no pipe: ${getLastError()}`);
      return end;
    } finally {
      takeLocal(descriptor, 0);
    }
  }
}

/** Who came in; null: nobody, or it is not told. */
function clientOf(pipe: Handle): number | null {
  const processId = Buffer.alloc(4);
  return getNamedPipeClientProcessId(pipe, processId) === 0 ? null : processId.readUInt32LE() || null;
}
