import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it, onTestFinished, vi } from 'vitest';
import { notifySender } from '../../../agent/host/notify-send.ts';
import { onlyOn } from '../../fixtures/systems.ts';

/** A service of notices that writes down what it is asked to show: a line of JSON each. Debian's python3-gi. */
const double = `
import json, sys
from gi.repository import Gio, GLib
node = Gio.DBusNodeInfo.new_for_xml('''<node><interface name="org.freedesktop.Notifications">
<method name="Notify"><arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
<arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
<arg type="a{sv}" direction="in"/><arg type="i" direction="in"/><arg type="u" direction="out"/></method>
<method name="GetServerInformation"><arg type="s" direction="out"/><arg type="s" direction="out"/>
<arg type="s" direction="out"/><arg type="s" direction="out"/></method>
<method name="GetCapabilities"><arg type="as" direction="out"/></method></interface></node>''')
def called(bus, sender, path, interface, method, args, invocation):
    if method == 'Notify':
        app, _, _, title, body, _, hints, _ = args.unpack()
        print(json.dumps({'app': app, 'title': title, 'body': body, 'hints': hints}), flush=True)
        invocation.return_value(GLib.Variant('(u)', (1,)))
    elif method == 'GetCapabilities':
        invocation.return_value(GLib.Variant('(as)', (['body'],)))
    else:
        invocation.return_value(GLib.Variant('(ssss)', ('double', 'test', '1', '1.2')))
def acquired(bus, name):
    bus.register_object('/org/freedesktop/Notifications', node.interfaces[0], called, None, None)
Gio.bus_own_name(Gio.BusType.SESSION, 'org.freedesktop.Notifications', 0, acquired,
    lambda *_: print('ready', flush=True), None)
GLib.MainLoop().run()
`;

const tools = ['/usr/bin/dbus-daemon', '/usr/bin/notify-send', '/usr/bin/python3'];
const hasTools = tools.every((tool) => existsSync(tool)) && existsSync('/usr/lib/python3/dist-packages/gi');

function lines(child: ReturnType<typeof spawn>): AsyncIterator<string> {
  if (child.stdout === null) throw new Error('no output');
  return createInterface({ input: child.stdout })[Symbol.asyncIterator]();
}

/** A bus of one's own, and the double on it. */
async function openBus() {
  const folder = await mkdtemp(join(tmpdir(), 'bus-'));
  const script = join(folder, 'double.py');
  await writeFile(script, double);
  const bus = spawn('/usr/bin/dbus-daemon', ['--session', '--nofork', '--print-address']);
  onTestFinished(async () => {
    bus.kill();
    await rm(folder, { recursive: true, force: true });
  });
  const { value: address = '' } = await lines(bus).next();
  const env = { PATH: '/usr/bin:/bin', DBUS_SESSION_BUS_ADDRESS: address };
  const service = spawn('/usr/bin/python3', [script], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void service.kill());
  const said = lines(service);
  expect((await said.next()).value).toBe('ready');
  return { env, said };
}

it.skipIf(!hasTools)(
  'hands a notice over D-Bus, transient, with its words as they are (Linux)',
  { timeout: 60_000 },
  async () => {
    const { env, said } = await openBus();
    const log = vi.fn();
    const tell = notifySender(log, env);
    tell({ title: '--help', body: 'Your pause ends; $(id) `id` "quoted" ä' });
    expect(JSON.parse((await said.next()).value ?? '')).toMatchObject({
      app: 'Plainsight',
      title: '--help',
      body: 'Your pause ends; $(id) `id` "quoted" ä',
      hints: { transient: true, urgency: 0 },
    });
    expect(log).not.toHaveBeenCalled();
  },
);

it('says once that nothing can be shown, and nothing of what it was', async () => {
  const log = vi.fn();
  const tell = notifySender(log, { PATH: '/nowhere', DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere/bus' });
  tell({ title: 'a secret', body: 'another' });
  await vi.waitFor(() => expect(log).toHaveBeenCalledOnce());
  tell({ title: 'a secret', body: 'another' });
  tell({ title: 'a secret', body: 'another' });
  await new Promise((resolve) => setImmediate(resolve));
  expect(log.mock.calls).toEqual([['Notices cannot be shown on this desktop: notify-send failed.']]);
});

it.skipIf(onlyOn('linux', 'darwin'))(
  'asks nothing and logs nothing where no session bus is there, as without a desktop (Linux and macOS: a script stands in)',
  async () => {
    const log = vi.fn();
    const folder = await mkdtemp(join(tmpdir(), 'bus-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const asked = join(folder, 'asked');
    await writeFile(join(folder, 'notify-send'), `#!/bin/sh\necho "$@" >> ${asked}\n`, { mode: 0o755 });
    const PATH = `${folder}:/usr/bin:/bin`;
    for (const env of [{}, { XDG_RUNTIME_DIR: folder }, { DBUS_SESSION_BUS_ADDRESS: '' }])
      notifySender(log, { PATH, ...env })({ title: 'nobody', body: 'hears this' });
    // The socket of a user session counts as one.
    await writeFile(join(folder, 'bus'), '');
    notifySender(log, { PATH, XDG_RUNTIME_DIR: folder })({ title: 'somebody', body: 'does' });
    await vi.waitFor(async () => expect(await readFile(asked, 'utf8')).toContain('somebody'));
    expect(await readFile(asked, 'utf8')).not.toContain('nobody');
    expect(log).not.toHaveBeenCalled();
  },
);
