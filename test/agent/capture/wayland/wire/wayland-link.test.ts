import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, test } from 'vitest';
import { CompositorGone, WaylandLink } from '../../../../../agent/capture/wayland/wire/wayland-link.ts';
import { encodeMessage } from '../../../../../agent/capture/wayland/wire/wire-format.ts';
import { newFolder } from '../../../../fixtures/folders.ts';

/** A compositor that says what it is told to say once somebody asks for its registry. */
async function compositor(act: (socket: Socket) => void): Promise<string> {
  const path = join(newFolder(), 'wayland-0');
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => act(socket));
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  onTestFinished(() => void server.close());
  return path;
}

const registry = 2;
const callback = 3;
const global = (name: number, of: string, version: number): Uint8Array =>
  encodeMessage(registry, 0, ['u', 's', 'u'], [name, of, version]);
const done = encodeMessage(callback, 0, ['u'], [0]);

describe.skipIf(process.platform !== 'linux')('the link to a compositor (Linux)', () => {
  it('knows what there is, binds it, and passes over what it does not know', async () => {
    const path = await compositor((socket) => {
      const unknown = [
        global(4, 'zz_unknown_v9', 9),
        encodeMessage(77, 3, ['u'], [1]),
        encodeMessage(registry, 9, [], []),
      ];
      socket.write(
        Buffer.concat([
          global(1, 'wl_seat', 7),
          global(2, 'wl_output', 3),
          global(3, 'wl_output', 4),
          ...unknown,
          done,
        ]),
      );
    });
    const link = await WaylandLink.open(path);
    onTestFinished(() => link.close());
    expect([link.count('wl_seat'), link.count('wl_output'), link.count('wl_shm')]).toEqual([1, 2, 0]);
    expect([link.bind('wl_output', 4)?.version, link.bind('wl_output', 4, 1)?.version]).toEqual([3, 4]);
    expect(link.bind('wl_shm', 1)).toBeNull();
  });

  it('is told what comes and goes', async () => {
    const later = Promise.withResolvers<Socket>();
    const link = await WaylandLink.open(
      await compositor((socket) =>
        socket.write(Buffer.concat([global(1, 'wl_output', 4), done]), () => later.resolve(socket)),
      ),
    );
    onTestFinished(() => link.close());
    const told = Promise.withResolvers<void>();
    link.onGlobals((of) => {
      expect(of).toBe('wl_output');
      told.resolve();
    });
    (await later.promise).write(encodeMessage(registry, 1, ['u'], [1]));
    await told.promise;
    expect(link.count('wl_output')).toBe(0);
  });

  test.each<[string, (socket: Socket) => void]>([
    ['hangs up', (socket) => socket.destroy()],
    ['sends no messages', (socket) => socket.write(Buffer.alloc(64, 1))],
    ['sends arguments that are none', (socket) => socket.write(encodeMessage(registry, 0, ['u'], [1]))],
    ['says that we are wrong', (socket) => socket.write(encodeMessage(1, 0, ['o', 'u', 's'], [1, 0, 'no']))],
    [
      'offers more than there can be',
      (socket) => socket.write(Buffer.concat(Array.from({ length: 5_000 }, (_, name) => global(name, 'wl_output', 1)))),
    ],
  ])('is of no use to one that %s', async (_, act) => {
    await expect(WaylandLink.open(await compositor(act))).rejects.toBeInstanceOf(CompositorGone);
  });

  it('hears objects that the compositor makes, until they are given back', async () => {
    const later = Promise.withResolvers<Socket>();
    const path = await compositor((socket) => {
      socket.write(Buffer.concat([global(1, 'zwlr_foreign_toplevel_manager_v1', 3), done]), () =>
        later.resolve(socket),
      );
    });
    const link = await WaylandLink.open(path);
    onTestFinished(() => link.close());
    const manager = link.bind('zwlr_foreign_toplevel_manager_v1', 3);
    const titles: unknown[] = [];
    const closed = Promise.withResolvers<void>();
    manager?.onMade('toplevel', (made) => {
      made
        .on('title', (title) => titles.push(title))
        .on('closed', () => {
          link.request(made, 'destroy');
          closed.resolve();
        });
    });
    const socket = await later.promise;
    const came = encodeMessage(manager?.id ?? 0, 0, ['n'], [0xff00_0000]);
    const says = (title: string): Uint8Array => encodeMessage(0xff00_0000, 0, ['s'], [title]);
    const goes = encodeMessage(0xff00_0000, 6, [], []);
    socket.write(Buffer.concat([came, says('one'), goes, says('nobody hears this')]));
    await closed.promise;
    // The compositor may use the number again.
    const again = Promise.withResolvers<void>();
    manager?.onMade('toplevel', (made) => void made.on('done', () => again.resolve()));
    socket.write(Buffer.concat([came, encodeMessage(0xff00_0000, 5, [], [])]));
    await again.promise;
    expect(titles).toEqual(['one']);
    const ended = new Promise<void>((resolve) => void link.onEnd(resolve));
    socket.write(encodeMessage(manager?.id ?? 0, 0, ['n'], [7]));
    await ended;
  });

  it('says so where nobody listens', async () => {
    const failure = { ok: false, reason: { code: 'compositor-unreachable', values: {} } };
    await expect(WaylandLink.open(join(newFolder(), 'none'))).rejects.toMatchObject({ failure });
  });

  it('refuses to ask one that is gone, and tells everybody once', async () => {
    const later = Promise.withResolvers<Socket>();
    const link = await WaylandLink.open(
      await compositor((socket) =>
        socket.write(Buffer.concat([global(1, 'wl_seat', 1), done]), () => later.resolve(socket)),
      ),
    );
    let ends = 0;
    const ended = new Promise<void>((resolve) =>
      link.onEnd(() => {
        ends += 1;
        resolve();
      }),
    );
    (await later.promise).destroy();
    await ended;
    expect(() => link.bind('wl_seat', 1)).toThrow(CompositorGone);
    await expect(link.roundtrip()).rejects.toBeInstanceOf(CompositorGone);
    link.close();
    expect(ends).toBe(1);
  });
});
