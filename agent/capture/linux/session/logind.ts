import type { SessionChange } from '../../../ports.ts';
import { DBusError, MessageBus } from '../dbus/bus.ts';
import { type BusAddress, systemBusAddress } from '../dbus/bus-address.ts';
import { BusDown } from '../dbus/bus-transport.ts';
import type { DBusValue } from '../dbus/values.ts';

export interface LogindOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Number of the account whose session it is, where the environment does not name one. */
  readonly uid: number;
  /** Whether the desktop tells logind of each lock: then one that is not told is none. */
  readonly tellsOfLocks: () => Promise<boolean>;
  /** Waits before attempts to reach it again, ms; the last one repeats. */
  readonly retryMs?: readonly number[];
}

const usualRetryMs = [5_000, 15_000, 60_000, 300_000];

const login = 'org.freedesktop.login1';
const manager = { destination: login, path: '/org/freedesktop/login1', interface: `${login}.Manager` };
const properties = 'org.freedesktop.DBus.Properties';

/**
 * Whether the session is locked and whether the computer goes to sleep, as logind says it. What a
 * signal says is not believed: it makes us ask. A session that was locked counts as locked until
 * somebody who knows says otherwise.
 */
export class LogindSession {
  readonly #options: LogindOptions;
  readonly #address: BusAddress | null;
  readonly #listeners = new Set<(change: SessionChange) => void>();
  #bus: MessageBus | null = null;
  #path = '';
  #locked: boolean | null = null;
  #asleep = false;
  #reading: Promise<void> | null = null;
  #readAgain = false;
  #attempts = 0;
  #retry: NodeJS.Timeout | null = null;
  #isClosed = false;

  constructor(options: LogindOptions) {
    this.#options = options;
    this.#address = systemBusAddress(options.env);
  }

  /** Null: nobody tells. */
  get locked(): boolean | null {
    return this.#locked;
  }

  /** Asks once, and answers either way; later attempts happen by themselves. */
  async open(): Promise<void> {
    if (this.#isClosed || this.#address === null) return;
    try {
      const bus = await MessageBus.open(this.#address, { onDown: () => this.#lost() });
      if (this.#isClosed) return bus.close();
      this.#bus = bus;
      this.#path = await this.#pathOf(bus);
      const changed = { sender: login, interface: properties, member: 'PropertiesChanged', path: this.#path };
      await bus.onSignal(changed, () => this.#read());
      await bus.onSignal({ ...manager, sender: login, member: 'PrepareForSleep' }, () => this.#read());
      this.#attempts = 0;
      this.#read();
      await this.#reading;
    } catch (error) {
      if (!(error instanceof BusDown || error instanceof DBusError)) throw error;
      this.#bus?.close();
      this.#lost();
    }
  }

  /** Calls `listener` at each change. */
  onChange(listener: (change: SessionChange) => void): () => void {
    this.#listeners.add(listener);
    if (this.#locked === true) listener({ what: 'locked', is: true });
    return () => void this.#listeners.delete(listener);
  }

  close(): void {
    this.#isClosed = true;
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#listeners.clear();
    this.#bus?.close();
    this.#bus = null;
  }

  /** The session of this program, else the one that the account has on a screen. */
  async #pathOf(bus: MessageBus): Promise<string> {
    const { env, uid } = this.#options;
    const own = env.XDG_SESSION_ID;
    if (own) {
      const [path] = await bus.call({ ...manager, member: 'GetSession', signature: 's', body: [own] });
      return textOf(path);
    }
    const [user] = await bus.call({ ...manager, member: 'GetUser', signature: 'u', body: [uid] });
    const shown = await bus.property({ destination: login, path: textOf(user), interface: `${login}.User` }, 'Display');
    return textOf(Array.isArray(shown) ? shown[1] : undefined);
  }

  /** One reading at a time; what is told meanwhile leads to another. */
  #read(): void {
    this.#readAgain = true;
    this.#reading ??= this.#drain().finally(() => {
      this.#reading = null;
      if (this.#readAgain) this.#read();
    });
  }

  async #drain(): Promise<void> {
    while (this.#readAgain && this.#bus !== null) {
      this.#readAgain = false;
      const bus = this.#bus;
      try {
        const session = { destination: login, path: this.#path, interface: `${login}.Session` };
        const hint = await bus.property(session, 'LockedHint');
        const asleep = await bus.property(manager, 'PreparingForSleep');
        const unlocked = hint === false && (await this.#options.tellsOfLocks()) ? false : null;
        if (bus === this.#bus) this.#take(hint === true ? true : unlocked, asleep === true);
      } catch (error) {
        if (error instanceof BusDown) return;
        if (!(error instanceof DBusError)) throw error;
        // The session is gone, or tells nothing.
      }
    }
    this.#readAgain = false;
  }

  #take(locked: boolean | null, asleep: boolean): void {
    const before = { locked: this.#locked === true, asleep: this.#asleep };
    this.#locked = locked;
    this.#asleep = asleep;
    if (before.locked !== (locked === true)) this.#tell({ what: 'locked', is: locked === true });
    if (before.asleep !== asleep) this.#tell({ what: 'asleep', is: asleep });
  }

  #tell(change: SessionChange): void {
    for (const listener of [...this.#listeners]) listener(change);
  }

  #lost(): void {
    this.#bus = null;
    if (this.#isClosed) return;
    if (this.#locked !== true) this.#locked = null;
    const waits = this.#options.retryMs ?? usualRetryMs;
    const waitMs = waits[Math.min(this.#attempts, waits.length - 1)] ?? 300_000;
    this.#attempts += 1;
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#retry = setTimeout(() => void this.open(), waitMs);
    this.#retry.unref();
  }
}

function textOf(value: DBusValue | undefined): string {
  if (typeof value !== 'string') throw new BusDown('logind answered something else than a path');
  return value;
}
