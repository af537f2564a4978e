import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DBusError, MessageBus } from '../../linux/dbus/bus.ts';
import { busAddressOf } from '../../linux/dbus/bus-address.ts';
import { BusDown } from '../../linux/dbus/bus-transport.ts';
import { DBusVariant } from '../../linux/dbus/values.ts';
import { ShellGone } from './shell-gone.ts';

export const shellName = 'org.gnome.Shell';
/** As `assets/gnome-extension/door.js` says it. */
const extensionName = 'app.plainsight.Shell';
/** As `assets/gnome-extension/metadata.json` says it. */
export const extensionId = 'plainsight@plainsight.app';

const extensions = {
  destination: shellName,
  path: '/org/gnome/Shell',
  interface: 'org.gnome.Shell.Extensions',
} as const;
const idleMonitor = {
  destination: 'org.gnome.Mutter.IdleMonitor',
  path: '/org/gnome/Mutter/IdleMonitor/Core',
  interface: 'org.gnome.Mutter.IdleMonitor',
} as const;
/** GNOME Shell's numbers of an extension that runs, and of what may be wrong with one. */
const runningState = 1;
const failedStates = [3, 4];

const daemon = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
} as const;

/** What Mutter was asked to tell of: its number for it, and whose number that is. */
export interface IdleWatch {
  readonly number: number;
  readonly owner: string;
}

type WatchCall = { readonly member: string; readonly signature?: string; readonly body?: readonly bigint[] };
type Environment = Readonly<Record<string, string | undefined>>;

/** Where GNOME Shell looks for our extension in this account. */
export function extensionFolder(env: Environment): string {
  const data = env.XDG_DATA_HOME || join(env.HOME ?? '/', '.local', 'share');
  return join(data, 'gnome-shell', 'extensions', extensionId);
}

interface ShellListeners {
  /** Called after our extension came or went. */
  readonly onExtension?: () => void;
  /** Called after a rest of the input may have begun or ended. */
  readonly onRest?: () => void;
}

/** The session's bus, as far as it tells of GNOME Shell. Made again when it is asked and was gone. */
export class ShellBus {
  readonly #env: Environment;
  readonly #hear: ShellListeners;
  #bus: Promise<MessageBus> | null = null;
  #isClosed = false;

  constructor(env: Environment, hear: ShellListeners = {}) {
    this.#env = env;
    this.#hear = hear;
  }

  /** The process of the GNOME Shell on this bus; null: there is none, or it is not told. */
  async shellProcess(): Promise<number | null> {
    return this.#tried(async (bus) => {
      const shell = await bus.ownerOf(shellName);
      return shell === null ? null : processOf(bus, shell);
    });
  }

  /** The process of GNOME Shell, in which our extension runs. Rejects with `ShellGone`. */
  async extensionProcess(): Promise<number> {
    const found = await this.#tried(async (bus) => {
      const [shell, extension] = await Promise.all([bus.ownerOf(shellName), bus.ownerOf(extensionName)]);
      if (shell === null) throw new ShellGone('compositor-unreachable');
      // Another program that has our name is not asked for anything.
      if (shell !== extension) throw await this.#whyNot(bus, extension !== null);
      return processOf(bus, shell);
    });
    if (found === null) throw new ShellGone('compositor-unreachable');
    return found;
  }

  /** ms since the last input; null: not told. */
  async idleMs(): Promise<number | null> {
    const answer = await this.#tried((bus) => bus.call({ ...idleMonitor, member: 'GetIdletime' }));
    const [ms] = answer ?? [];
    return typeof ms === 'bigint' && ms <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(ms) : null;
  }

  /** What GNOME Shell calls the extension's state; null: it does not know it. */
  async extensionState(): Promise<'on' | 'off' | 'failed' | null> {
    const state = await this.#tried(stateOf);
    if (state === null) return null;
    return state === runningState ? 'on' : failedStates.includes(state) ? 'failed' : 'off';
  }

  /** Whether GNOME Shell did it; it asks nobody. */
  async tellExtension(what: 'EnableExtension' | 'DisableExtension' | 'UninstallExtension'): Promise<boolean> {
    const call = { ...extensions, member: what, signature: 's', body: [extensionId] };
    const [done] = (await this.#tried((bus) => bus.call(call))) ?? [];
    return done === true;
  }

  /** The version of GNOME Shell, as `43.9`; null: there is none. */
  async shellVersion(): Promise<string | null> {
    const of = { destination: shellName, path: '/org/gnome/Shell', interface: 'org.gnome.Shell' };
    const version = await this.#tried((bus) => bus.property(of, 'ShellVersion'));
    return typeof version === 'string' ? version : null;
  }

  /** Has Mutter tell, by `onRest`, of each rest of so long, in the place of the watch `before`. Answers the new watch. */
  watchIdle(ms: number, before: IdleWatch | null): Promise<IdleWatch | null> {
    return this.#watch({ member: 'AddIdleWatch', signature: 't', body: [BigInt(ms)] }, before);
  }

  /** Has Mutter tell of the next input, in the place of the watch `before`. Answers the new watch. */
  watchActive(before: IdleWatch | null): Promise<IdleWatch | null> {
    return this.#watch({ member: 'AddUserActiveWatch' }, before);
  }

  close(): void {
    this.#isClosed = true;
    void this.#bus?.then(
      (bus) => bus.close(),
      () => {},
    );
    this.#bus = null;
  }

  async #watch(of: WatchCall, before: IdleWatch | null): Promise<IdleWatch | null> {
    return this.#tried(async (bus) => {
      const owner = await bus.ownerOf(idleMonitor.destination);
      // Mutter that was started anew counts anew: the number may be another program's watch by now.
      if (before !== null && before.owner === owner)
        await this.#tried(() =>
          bus.call({ ...idleMonitor, member: 'RemoveWatch', signature: 'u', body: [before.number] }),
        );
      const [number] = await bus.call({ ...idleMonitor, ...of });
      return typeof number === 'number' && owner !== null ? { number, owner } : null;
    });
  }

  /** What GNOME Shell says of our extension, which does not have its name. */
  async #whyNot(bus: MessageBus, isTaken: boolean): Promise<ShellGone> {
    const state = await stateOf(bus);
    // What was copied while it runs GNOME Shell knows after the next login.
    if (state === null)
      return new ShellGone(
        existsSync(extensionFolder(this.#env)) ? 'gnome-extension-login' : 'gnome-extension-missing',
      );
    // It takes its name right after it was loaded.
    if (state === runningState) return new ShellGone(isTaken ? 'gnome-extension-taken' : 'compositor-unreachable');
    return new ShellGone(failedStates.includes(state) ? 'gnome-extension-failed' : 'gnome-extension-off');
  }

  /** Null where there is no bus, or nobody on it who answers. */
  async #tried<T>(ask: (bus: MessageBus) => Promise<T>): Promise<T | null> {
    try {
      return await ask(await this.#open());
    } catch (error) {
      if (error instanceof BusDown || error instanceof DBusError) return null;
      throw error;
    }
  }

  #open(): Promise<MessageBus> {
    if (this.#isClosed) return Promise.reject(new BusDown('it is not asked any more'));
    const address = busAddressOf(this.#env.DBUS_SESSION_BUS_ADDRESS ?? '');
    if (address === null) return Promise.reject(new BusDown('there is no session bus'));
    this.#bus ??= this.#opened(address);
    return this.#bus;
  }

  async #opened(address: Parameters<typeof MessageBus.open>[0]): Promise<MessageBus> {
    try {
      const bus = await MessageBus.open(address, { onDown: () => this.#lost() });
      const { destination: sender, ...from } = daemon;
      await bus.onSignal({ ...from, sender, member: 'NameOwnerChanged', about: extensionName }, () =>
        this.#hear.onExtension?.(),
      );
      if (this.#hear.onRest !== undefined) {
        const { destination, ...of } = idleMonitor;
        await bus.onSignal({ ...of, sender: destination, member: 'WatchFired' }, this.#hear.onRest);
      }
      return bus;
    } catch (error) {
      this.#lost();
      throw error;
    }
  }

  #lost(): void {
    this.#bus = null;
  }
}

/** As the kernel told the bus. */
async function processOf(bus: MessageBus, name: string): Promise<number | null> {
  const [pid] = await bus.call({ ...daemon, member: 'GetConnectionUnixProcessID', signature: 's', body: [name] });
  return typeof pid === 'number' ? pid : null;
}

async function stateOf(bus: MessageBus): Promise<number | null> {
  const [facts] = await bus.call({ ...extensions, member: 'GetExtensionInfo', signature: 's', body: [extensionId] });
  const state = facts instanceof Map ? facts.get('state') : undefined;
  const plain: unknown = state instanceof DBusVariant ? state.value : state;
  return typeof plain === 'number' ? plain : null;
}
