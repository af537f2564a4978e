import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { MessageBus } from '../../../../../agent/capture/linux/dbus/bus.ts';
import { DBusVariant } from '../../../../../agent/capture/linux/dbus/values.ts';
import { drawsSession, keptShell } from '../../../../../agent/capture/wayland/gnome/kept-shell.ts';
import { ShellBus } from '../../../../../agent/capture/wayland/gnome/shell-bus.ts';
import { newFolder } from '../../../../fixtures/folders.ts';
import { startBus } from '../../linux/dbus/real-bus.ts';

const listen = 'require("node:net").createServer().listen(process.argv[1], () => console.log("listening"))';

/** A real bus, on which this process has GNOME Shell's name and says that the extension runs. */
async function scene() {
  const { address, text } = await startBus();
  const folder = newFolder();
  const shell = await MessageBus.open(address);
  await own(shell, 'org.gnome.Shell');
  shell.serve(async ({ member }) =>
    member === 'GetExtensionInfo'
      ? { signature: 'a{sv}', body: [new Map([['state', new DBusVariant('d', 1)]])] }
      : { signature: '', body: [] },
  );
  const env = { XDG_RUNTIME_DIR: folder, WAYLAND_DISPLAY: 'wayland-0', DBUS_SESSION_BUS_ADDRESS: text };
  const bus = new ShellBus(env);
  onTestFinished(() => {
    bus.close();
    shell.close();
  });
  return { address, env, bus, shell, socket: join(folder, 'wayland-0') };
}

async function own(of: MessageBus, name: string): Promise<void> {
  const daemon = { destination: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus' };
  const call = { ...daemon, interface: 'org.freedesktop.DBus', member: 'RequestName' };
  await of.call({ ...call, signature: 'su', body: [name, 0] });
}

async function reasonNow({ env, bus }: Awaited<ReturnType<typeof scene>>): Promise<string | null> {
  const shell = keptShell(env, bus);
  onTestFinished(() => shell.close());
  await shell.open();
  const current = shell.current();
  return current.ok ? null : current.reason.code;
}

describe.skipIf(process.platform !== 'linux')('the GNOME Shell of a session (Linux)', () => {
  it('is the one that draws it', async () => {
    const { env, bus, socket } = await scene();
    expect(await drawsSession(bus, env)).toBe(false);
    const compositor = createServer().listen(socket);
    onTestFinished(() => void compositor.close());
    await once(compositor, 'listening');
    expect(await drawsSession(bus, env)).toBe(true);
  });

  it('is not believed by its name where another process draws the session', async () => {
    const own = await scene();
    const compositor = spawn(process.execPath, ['-e', listen, own.socket], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void compositor.kill('SIGKILL'));
    await once(compositor.stdout, 'data');
    expect(await drawsSession(own.bus, own.env)).toBe(false);
    await ownExtension(own.shell);
    expect(await reasonNow(own)).toBe('compositor-unreachable');
  });

  it('says that another program has the extension’s name, and not that it is switched off', async () => {
    const own = await scene();
    expect(await reasonNow(own)).toBe('compositor-unreachable');
    const other = await MessageBus.open(own.address);
    onTestFinished(() => other.close());
    await ownExtension(other);
    expect(await reasonNow(own)).toBe('gnome-extension-taken');
  });
});

function ownExtension(of: MessageBus): Promise<void> {
  return own(of, 'app.plainsight.Shell');
}
