import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DBusError, type MessageBus, type MethodCall } from '../../linux/dbus/bus.ts';
import { type ScriptTarget, scriptFor } from './script.ts';

/** Which process of ours a script is for: each has one, by its own name in KWin. */
export type ScriptRole = 'sensors' | 'sign';

interface LoadOptions {
  readonly bus: MessageBus;
  /** The unique name of KWin. */
  readonly owner: string;
  readonly target: ScriptTarget;
  readonly runtimeFolder: string;
  readonly role: ScriptRole;
}

const scripts = { path: '/Scripting', interface: 'org.kde.kwin.Scripting' } as const;

/**
 * Has KWin run the script, in the place of one that an earlier run left there. KWin reads scripts
 * from files alone: this one is in the account's own folder in memory until it runs. Rejects with
 * `DBusError` and `BusDown`.
 */
export async function loadScript({ bus, owner, target, runtimeFolder, role }: LoadOptions): Promise<void> {
  const plugin = pluginOf(role);
  await unloadScript(bus, role, owner);
  const folder = await mkdtemp(join(runtimeFolder, 'plainsight-'));
  try {
    const file = join(folder, 'script.js');
    await writeFile(file, scriptFor(target), { mode: 0o600 });
    const load = { destination: owner, ...scripts, member: 'loadScript', signature: 'ss', body: [file, plugin] };
    const [number] = await bus.call(load);
    if (typeof number !== 'number' || number < 0) throw new DBusError('org.kde.kwin.Scripting.NotLoaded');
    await run(bus, { destination: owner, interface: 'org.kde.kwin.Script', member: 'run' }, number);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Takes the script out of KWin; nothing happens where there is none. */
export async function unloadScript(bus: MessageBus, role: ScriptRole, owner = 'org.kde.KWin'): Promise<void> {
  const body = [pluginOf(role)];
  await bus.call({ destination: owner, ...scripts, member: 'unloadScript', signature: 's', body });
}

/** Plasma 6 has its scripts elsewhere than 5. */
async function run(bus: MessageBus, call: Omit<MethodCall, 'path'>, number: number): Promise<void> {
  try {
    await bus.call({ ...call, path: `/Scripting/Script${number}` });
  } catch (error) {
    if (!(error instanceof DBusError)) throw error;
    await bus.call({ ...call, path: `/${number}` });
  }
}

function pluginOf(role: ScriptRole): string {
  return `plainsight-${role}`;
}
