import { reason } from '../../../../core/reason.ts';
import type { InputCountSensor, InputCounts, SensorFailure, SensorState } from '../../../ports.ts';
import type { Connection } from '../wire/connection.ts';
import { LinkDown, type X11Link } from '../wire/link.ts';
import { countedAs, rawButtonPress, rawKeyPress } from './raw-events.ts';

const xiSelectEvents = 46;
const xiQueryVersion = 47;
/** Every physical press arrives once, from the master device; motion is never asked for. */
const allMasterDevices = 1;

/** Counts keys, clicks and wheel notches from XInput 2 raw events. A held key counts once. */
export function x11InputCounts(connection: Connection): InputCountSensor {
  return new X11InputCounts(connection);
}

class X11InputCounts implements InputCountSensor {
  readonly #connection: Connection;
  #counts = { keys: 0, clicks: 0, scrolls: 0 };
  readonly #listeners = new Set<() => void>();
  #running: { readonly link: X11Link; readonly opcode: number; readonly unfollow: () => void } | null = null;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async start(onLost: (failure: SensorFailure) => void): Promise<SensorState> {
    await this.stop();
    const current = this.#connection.current();
    if (!current.ok) return current;
    const { link } = current;
    try {
      const opcode = await link.opcodeOf('XInputExtension');
      if (opcode === null || !(await hasRawEvents(link, opcode))) return noRawEvents;
      const unfollow = this.#connection.follow({
        up() {},
        down: (failure) => {
          if (!this.#running) return;
          this.#forget();
          onLost(failure);
        },
      });
      this.#running = { link, opcode, unfollow };
      link.client.geEventParsers[opcode] = (_type, _sequence, _extra, _opcode, raw) => this.#count(raw);
      selectRawEvents(link, opcode, [rawKeyPress, rawButtonPress]);
      // One answer back from the server: from here on every press is counted.
      await link.ask((client, answer) => client.GetInputFocus(answer));
      return { ok: true };
    } catch (error) {
      this.#forget();
      return lostReason(error, this.#connection);
    }
  }

  take(): InputCounts {
    const taken = this.#counts;
    this.#counts = { keys: 0, clicks: 0, scrolls: 0 };
    return taken;
  }

  onCounted(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async stop(): Promise<void> {
    const running = this.#running;
    if (!running) return;
    this.#forget();
    selectRawEvents(running.link, running.opcode, []);
  }

  #forget(): void {
    if (!this.#running) return;
    this.#running.unfollow();
    delete this.#running.link.client.geEventParsers[this.#running.opcode];
    this.#running = null;
  }

  #count(raw: Buffer): object {
    const counted = countedAs(raw);
    if (counted === 'key') this.#counts.keys += 1;
    else if (counted === 'click') this.#counts.clicks += 1;
    else if (counted === 'scroll') this.#counts.scrolls += 1;
    // Listeners get a copy of the event's bytes: as zeros, so that the key is never read.
    raw.fill(0);
    if (counted !== null) for (const listener of this.#listeners) listener();
    return {};
  }
}

const noRawEvents: SensorFailure = { ok: false, reason: reason('no-raw-input-events') };

function lostReason(error: unknown, connection: Connection): SensorFailure {
  if (!(error instanceof LinkDown)) return noRawEvents;
  const current = connection.current();
  return current.ok ? noRawEvents : current;
}

/** Versions before 2.1 hold raw events back while another program has grabbed the keyboard. */
async function hasRawEvents(link: X11Link, opcode: number): Promise<boolean> {
  const wanted = Buffer.alloc(4);
  wanted.writeUInt16LE(2, 0);
  wanted.writeUInt16LE(2, 2);
  const [major, minor] = await link.extension(opcode, xiQueryVersion, wanted, (reply) => [
    reply.readUInt16LE(0),
    reply.readUInt16LE(2),
  ]);
  return (major ?? 0) > 2 || (major === 2 && (minor ?? 0) >= 1);
}

function selectRawEvents(link: X11Link, opcode: number, types: readonly number[]): void {
  const body = Buffer.alloc(16);
  body.writeUInt32LE(link.root, 0);
  body.writeUInt16LE(1, 4); // one mask follows
  body.writeUInt16LE(allMasterDevices, 8);
  body.writeUInt16LE(1, 10); // its length in units of four bytes
  body.writeUInt32LE(
    types.reduce((mask, type) => mask | (1 << type), 0),
    12,
  );
  link.tellExtension(opcode, xiSelectEvents, body);
}
