import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DBusError, MessageBus } from '../../../../../agent/capture/linux/dbus/bus.ts';
import type { BusAddress } from '../../../../../agent/capture/linux/dbus/bus-address.ts';
import { KwinLink, kwin } from '../../../../../agent/capture/wayland/kwin/kwin-link.ts';
import { scriptInterface } from '../../../../../agent/capture/wayland/kwin/script.ts';
import { scratchFolder } from '../../../../bucket/scratch.ts';
import { startBus } from '../../linux/dbus/real-bus.ts';

const empty = (active: string) => JSON.stringify({ active, changes: 0, windows: [] });

/** A real bus, on which our own connection has KWin's name and does what KWin is asked for. */
describe.skipIf(process.platform !== 'linux')('what the script in KWin calls (Linux)', () => {
  let address: BusAddress;
  let double: MessageBus;
  let stranger: MessageBus;
  let script = '';

  beforeEach(async () => {
    ({ address } = await startBus());
    [double, stranger] = [await MessageBus.open(address), await MessageBus.open(address)];
    const own = { destination: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus' };
    await double.call({
      ...{ ...own, interface: 'org.freedesktop.DBus', member: 'RequestName' },
      ...{ signature: 'su', body: [kwin, 0] },
    });
    double.serve(async ({ member, body }) => {
      if (member === 'unloadScript') return { signature: 'b', body: [false] };
      if (member === 'loadScript') {
        script = readFileSync(String(body[0]), 'utf8');
        return { signature: 'i', body: [1] };
      }
      if (member === 'run') void next(double, empty('first')).catch(() => {});
      return { signature: '', body: [] };
    });
  });
  afterEach(() => {
    stranger.close();
    double.close();
  });

  const told = (what: string) => JSON.parse(new RegExp(`${what} = ("[^"]*")`).exec(script)?.[1] ?? '""') as string;
  const next = (from: MessageBus, list: string, path = told('path')) =>
    from.call({
      ...{ destination: told('busName'), path, interface: scriptInterface, member: 'Next' },
      ...{ signature: 's', body: [list] },
    });

  const opened = async (): Promise<KwinLink> =>
    KwinLink.open({ address, runtimeFolder: await scratchFolder(), role: 'sensors' });

  it('is believed from the connection that has KWin’s name alone, whatever another program knows', async () => {
    const link = await opened();
    const list = link.list();
    // It has read the script, and so knows name and path.
    await expect(next(stranger, empty('forged'))).rejects.toBeInstanceOf(DBusError);
    void next(double, empty('true')).catch(() => {});
    expect((await list).active).toBe('true');
    link.close();
  });

  it('is believed at its own path alone, and of the words that it has', async () => {
    const link = await opened();
    const changes: string[] = [];
    link.onChange((change) => changes.push(change));
    const list = link.list();
    await expect(next(double, empty('elsewhere'), '/app/plainsight/other')).rejects.toBeInstanceOf(DBusError);
    const changed = { destination: told('busName'), path: told('path'), interface: scriptInterface, member: 'Changed' };
    for (const [from, word] of [
      [stranger, 'title'],
      [double, 'everything'],
    ] as const)
      await expect(from.call({ ...changed, signature: 's', body: [word] })).rejects.toBeInstanceOf(DBusError);
    await double.call({ ...changed, signature: 's', body: ['title'] });
    expect(changes).toEqual(['title']);
    void next(double, empty('true')).catch(() => {});
    expect((await list).active).toBe('true');
    link.close();
  });

  it('ends where another script in KWin speaks for it, and answers nothing that was asked', async () => {
    const link = await opened();
    let ends = 0;
    link.onEnd(() => (ends += 1));
    await next(double, empty('forged')).catch(() => {});
    expect([ends, link.failure?.reason.code]).toEqual([1, 'kwin-script']);
    await expect(link.list()).rejects.toThrow('compositor-ended');
  });
});
