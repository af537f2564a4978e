import { afterEach, describe, expect, test } from 'vitest';
import { openX11Platform } from '../../../../../agent/capture/linux-x11/platform.ts';
import { internAtoms, numbers } from '../../../../../agent/capture/linux-x11/wire/properties.ts';
import type { SensorFailure } from '../../../../../agent/ports.ts';
import { type Desktop, keptDisplayNumber, startDesktop } from '../../../../desktop.ts';
import { onlyOn } from '../../../../fixtures/systems.ts';
import { linkTo, observe, platformOn, tickingClock } from '../windows/observer.ts';

const serverGone = { code: expect.stringMatching(/^x-server-(unreachable|ended|broken|closed)$/) };

describe.skipIf(onlyOn('linux'))('an X server that is not there (Linux)', { timeout: 120_000 }, () => {
  const open: { close(): Promise<void> }[] = [];
  const later = <T extends { close(): Promise<void> }>(thing: T): T => {
    open.unshift(thing);
    return thing;
  };
  afterEach(async () => {
    for (const each of open.splice(0)) await each.close();
  });

  test('from the beginning: every sensor says so, none throws', async () => {
    const gone = await startDesktop({ windowManager: false });
    await gone.close();
    const platform = later(await platformOn(gone));
    const observer = await observe(platform.activeWindow);
    expect(observer.readings).toEqual([
      { kind: 'unavailable', failure: { ok: false, reason: expect.objectContaining(serverGone) } },
    ]);
    expect(await platform.inputCounts.start(() => {})).toMatchObject({ reason: serverGone });
    expect(platform.inputCounts.take()).toEqual({ keys: 0, clicks: 0, scrolls: 0 });
    expect(await platform.presence.state()).toMatchObject({ ok: false });
    expect(await platform.presence.read({ calls: true })).toMatchObject({ idleMs: null, locked: null });
    expect(await platform.screen.state()).toMatchObject({ ok: false });
    expect(await platform.screen.monitors()).toEqual([]);
    expect(await platform.screen.capture()).toMatchObject({ kind: 'unavailable' });
    await observer.stop();
  });

  test('any more: it is unavailable with a reason, and readings come back with a new server', async () => {
    const first = later(await startDesktop({ displayNumber: keptDisplayNumber() }));
    const platform = later(await platformOn(first));
    const observer = await observe(platform.activeWindow);
    await first.openTerminal({ title: 'before' });
    await observer.seesTitle('before');
    const lost: SensorFailure[] = [];
    expect(await platform.inputCounts.start((failure) => lost.push(failure))).toEqual({ ok: true });

    const [, shot] = await Promise.all([first.kill(), platform.screen.capture()]);
    expect(['screen', 'unavailable']).toContain(shot.kind);
    await observer.sees((reading) => reading.kind === 'unavailable');
    expect(lost).toEqual([{ ok: false, reason: expect.objectContaining(serverGone) }]);
    expect(await platform.presence.read({ calls: true })).toMatchObject({ idleMs: null, locked: null });

    const second: Desktop = later(await startDesktop({ displayNumber: first.displayNumber }));
    await second.openTerminal({ title: 'after' });
    await observer.seesTitle('after');
    expect(await platform.inputCounts.start(() => {})).toEqual({ ok: true });
    expect(await platform.screen.state()).toEqual({ ok: true });
    expect(lost).toHaveLength(1);
    await observer.stop();
  });

  test('is not mistaken for another one, whose atoms have other numbers', async () => {
    const bare = await linkTo(later(await startDesktop({ windowManager: false })));
    const managed = await linkTo(later(await startDesktop()));
    const [bareAtoms, managedAtoms] = [await internAtoms(bare), await internAtoms(managed)];
    expect(managedAtoms._NET_SUPPORTED).not.toBe(bareAtoms._NET_SUPPORTED);
    expect(await numbers(managed, managed.root, managedAtoms._NET_SUPPORTED)).toContain(
      managedAtoms._NET_ACTIVE_WINDOW,
    );
    bare.end();
    managed.end();
  });

  test('because the session is Wayland, though XWayland answers', async () => {
    const desktop = later(await startDesktop({ windowManager: false }));
    const env = { ...desktop.env, WAYLAND_DISPLAY: 'wayland-0' };
    expect(await openX11Platform({ env, clock: tickingClock() })).toMatchObject({
      ok: false,
      reason: { code: 'wayland' },
    });
  });

  test('because DISPLAY is not set', async () => {
    expect(await openX11Platform({ env: {}, clock: tickingClock() })).toMatchObject({
      ok: false,
      reason: { code: 'no-display' },
    });
  });
});
