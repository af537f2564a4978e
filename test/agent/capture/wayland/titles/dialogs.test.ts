import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Toplevels } from '../../../../../agent/capture/wayland/titles/toplevels.ts';
import { WaylandLink } from '../../../../../agent/capture/wayland/wire/wayland-link.ts';
import { encodeMessage } from '../../../../../agent/capture/wayland/wire/wire-format.ts';
import { newFolder } from '../../../../fixtures/folders.ts';

/** Numbers of objects as they are made, one after the other. */
const [display, registry, manager] = [1, 2, 4];
const [letter, dialog, question] = [0xff00_0000, 0xff00_0001, 0xff00_0002];
const parentEvent = 7;

const synced = (callback: number) => encodeMessage(callback, 0, ['u'], [0]);
const told = (window: number, title: string, parent: number) => [
  encodeMessage(manager, 0, ['n'], [window]),
  encodeMessage(window, 0, ['s'], [title]),
  encodeMessage(window, parentEvent, ['o'], [parent]),
  encodeMessage(window, 5, [], []),
];

/** A compositor that says which window a dialog belongs to, as labwc and Wayfire do. */
async function windows(...events: readonly Uint8Array[]): Promise<Toplevels> {
  const path = join(newFolder(), 'wayland-0');
  // Each time that it is asked whether all is done it says one of these, and then that it is.
  const says = [[encodeMessage(registry, 0, ['u', 's', 'u'], [1, 'zwlr_foreign_toplevel_manager_v1', 3])], events];
  const server = createServer((socket) => {
    socket.on('error', () => {});
    let rest: Buffer = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      rest = Buffer.concat([rest, chunk]);
      while (rest.length >= 8 && rest.length >= rest.readUInt16LE(6)) {
        const isSync = rest.readUInt32LE(0) === display && rest.readUInt16LE(4) === 0;
        if (isSync) socket.write(Buffer.concat([...(says.shift() ?? []), synced(rest.readUInt32LE(8))]));
        rest = rest.subarray(rest.readUInt16LE(6));
      }
    });
  }).listen(path);
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const link = await WaylandLink.open(path);
  onTestFinished(() => link.close());
  return Toplevels.open(link);
}

describe.skipIf(process.platform !== 'linux')('dialogs of a compositor that tells titles alone (Linux)', () => {
  it('are told with the windows that they belong to, the nearest first', async () => {
    const all = (
      await windows(
        ...told(letter, 'Letter', 0),
        ...told(dialog, 'Save', letter),
        ...told(question, 'Replace?', dialog),
      )
    ).all();
    expect(all.map(({ title, belongsTo = [] }) => [title, belongsTo.map((owner) => owner.title)])).toEqual([
      ['Letter', []],
      ['Save', ['Letter']],
      ['Replace?', ['Save', 'Letter']],
    ]);
  });

  it('are windows of their own where what they belong to is not there, or is themselves', async () => {
    const all = (
      await windows(...told(letter, 'Letter', letter), ...told(dialog, 'Save', 77), ...told(question, 'Ask', dialog))
    ).all();
    expect(all.map(({ title, belongsTo = [] }) => [title, belongsTo.map((owner) => owner.title)])).toEqual([
      ['Letter', []],
      ['Save', []],
      ['Ask', ['Save']],
    ]);
  });
});
