import { describe, expect, it, vi } from 'vitest';
import { noActiveWindow, noInputCounts, noPresence, noScreen } from '../../../agent/capture/unavailable.ts';
import type { CapturePlatform } from '../../../agent/ports.ts';
import { reason } from '../../../core/reason.ts';
import { createDesktopPictures, type DesktopPicturesOptions } from '../../../electron/system/desktop-pictures.ts';
import { type MacSensorsOptions, macSensors, recordingSettings } from '../../../electron/system/mac-sensors.ts';
import { MacDouble, notes, safari } from '../../agent/capture/macos/double/mac-double.ts';
import { membersOf, platformMembers } from '../../fixtures/agent/platform-members.ts';

const clock = { now: () => 5 };
const ended = { ok: false, reason: reason('sensors-ended') } as const;
const none = { ok: false, reason: reason('ffi-unavailable') } as const;
const display = { id: 7, label: 'Left', bounds: { x: -2, y: 0, width: 2, height: 1 }, scaleFactor: 2 };

/** The sensors of a process beside, which is gone. */
const beside = (change: Partial<CapturePlatform> = {}): CapturePlatform => ({
  name: 'macOS',
  activeWindow: noActiveWindow(ended, clock),
  websites: ended,
  inputCounts: noInputCounts(ended),
  inputSeconds: null,
  presence: noPresence(ended),
  screen: noScreen(ended),
  never: { 'input-counts': ended, screen: ended },
  openWindows: async () => ({ kind: 'unavailable', failure: ended }),
  close: vi.fn(async () => {}),
  ...change,
});

function electron(picture: { id?: string; width?: number; height?: number; isEmpty?: boolean } = {}) {
  const { id = '7', width = 4, height = 2, isEmpty = false } = picture;
  const bitmap = Buffer.from(Array.from({ length: width * height }, () => [1, 2, 3, 255]).flat());
  const thumbnail = { getSize: () => ({ width, height }), isEmpty: () => isEmpty, toBitmap: () => bitmap };
  const getSources = vi.fn(async () => [{ display_id: id, thumbnail }]);
  const displays = { getAllDisplays: () => [display], getPrimaryDisplay: () => display };
  return { capturer: { getSources }, displays, getSources } as unknown as DesktopPicturesOptions & {
    getSources: typeof getSources;
  };
}

function open(change: Partial<MacSensorsOptions> = {}, other = beside()) {
  const mac = new MacDouble();
  mac.runs(safari, notes);
  const host = electron();
  const openExternal = vi.fn(async () => {});
  const presence = noPresence(none);
  const options: MacSensorsOptions = { ...host, api: mac, clock, openExternal, presence, ...change };
  return { mac, openExternal, presence, getSources: host.getSources, platform: macSensors(other, options) };
}

describe('pictures of the displays', () => {
  it('are asked for in pixels, and are red first', async () => {
    const host = electron();
    const pictures = createDesktopPictures(host);
    expect(pictures.displays()).toEqual([{ id: '7', name: 'Left', isMain: true, bounds: display.bounds, scale: 2 }]);
    const rgb = new Uint8Array(Array.from({ length: 8 }, () => [3, 2, 1]).flat());
    const [first] = pictures.displays();
    expect(first && (await pictures.take(first))).toEqual({ kind: 'picture', width: 4, height: 2, rgb });
    expect(host.getSources).toHaveBeenCalledWith({ types: ['screen'], thumbnailSize: { width: 4, height: 2 } });
  });

  it.each([
    [{ id: '8' }, { kind: 'none' }],
    [{ isEmpty: true }, { kind: 'empty' }],
    [
      { width: 2, height: 1 },
      { kind: 'picture', width: 2, height: 1 },
    ],
  ])('%o is told as it is', async (picture, expected) => {
    const pictures = createDesktopPictures(electron(picture));
    const [first] = pictures.displays();
    expect(first && (await pictures.take(first))).toMatchObject(expected);
  });
});

describe('the sensors in Electron’s main process on macOS', () => {
  it.each([
    ['with the system’s libraries', {}],
    ['without', { api: none }],
  ])('have every member that a platform can have, %s', (_, change) => {
    const other = beside({
      lacking: () => null,
      lookAtPermissions: async () => {},
      showSettings: async () => {},
      ...{ onSessionChange: () => () => {}, onSessionEnd: () => () => {}, onBack: () => () => {} },
    });
    const { platform } = open(change, other);
    // What can never be counted beside is counted in this process.
    expect(membersOf(platform)).toEqual(platformMembers.filter((name) => name !== 'never' || 'api' in change));
  });

  it('say without the system’s libraries what those beside say now', () => {
    const other = { ...beside(), name: 'macOS', never: {} };
    const { platform } = open({ api: none }, other);
    other.never = { presence: ended };
    expect(platform.never).toEqual({ presence: ended });
  });

  it('tell of the program in front, counts and idle time while what runs beside is gone', async () => {
    const { mac, platform } = open();
    mac.front = notes;
    mac.windows = [{ program: notes, title: 'Einkauf' }];
    const readings: unknown[] = [];
    const stop = await platform.activeWindow.start((reading) => readings.push(reading));
    expect(readings).toMatchObject([{ window: { appId: 'com.apple.notes', title: 'Einkauf' } }]);
    expect(await platform.inputCounts.start(() => {})).toEqual({ ok: true });
    mac.input(10, 3);
    expect(platform.inputCounts.take().keys).toBe(3);
    mac.now += 1_500;
    expect(await platform.presence.read({ calls: true })).toEqual({ idleMs: 1_500, locked: null, inCall: null });
    expect(platform.never).toBeUndefined();
    await stop();
    await platform.close();
    expect(mac.foundation.leaks).toEqual([]);
  });

  it('take whether the screen is locked and whether there is a call from beside', async () => {
    const read = vi.fn(async () => ({ idleMs: 99, locked: true, inCall: true }));
    const { platform } = open({}, beside({ presence: { ...noPresence(ended), read } }));
    expect(await platform.presence.read({ calls: true })).toEqual({ idleMs: 0, locked: true, inCall: true });
    expect(read).toHaveBeenCalledWith({ calls: true });
    await platform.close();
  });

  it('say what is missing for titles and pictures, and for nothing else', async () => {
    const { mac, platform } = open();
    Object.assign(mac, { isPermitted: false, preflight: false });
    mac.windows = [{ program: safari, title: 'Bank' }];
    const codes = (['apps', 'titles', 'input-counts', 'presence', 'screenshots'] as const).map(
      (purpose) => platform.lacking?.(purpose)?.reason.code ?? null,
    );
    expect(codes).toEqual([null, 'mac-recording-missing', null, null, 'mac-recording-missing']);
    expect(await platform.screen.state()).toMatchObject({ reason: { code: 'mac-recording-missing' } });
    await platform.close();
  });

  it.each([
    ['refused', () => Promise.reject(new Error('Failed to get sources.')), 'mac-recording-revoked'],
    ['empty', () => Promise.resolve([]), 'mac-recording-revoked'],
    ['there', null, null],
  ])('prove by one pixel what no window proves any more, of a picture that is %s', async (_, answer, code) => {
    const host = electron();
    if (answer !== null) host.getSources.mockImplementation(answer as never);
    const { mac, platform } = open({ capturer: host.capturer });
    const lacking = () => platform.lacking?.('screenshots')?.reason.code ?? null;
    mac.windows = [{ program: safari, title: 'Work' }];
    await platform.lookAtPermissions?.(() => true);
    expect(host.getSources).not.toHaveBeenCalled();
    mac.windows = [];
    mac.now = performance.now();
    await expect
      .poll(
        async () => {
          await platform.lookAtPermissions?.(() => true);
          return host.getSources.mock.calls;
        },
        { timeout: 60_000 },
      )
      .toEqual([[{ types: ['screen'], thumbnailSize: { width: 1, height: 1 } }]]);
    expect(lacking()).toBe(code);
    await platform.close();
  });

  it('lead to the settings on a click, having asked the system once, however often it is clicked', async () => {
    const { platform, getSources, openExternal } = open();
    expect(getSources).not.toHaveBeenCalled();
    await platform.showSettings?.();
    await platform.showSettings?.();
    expect(getSources.mock.calls).toEqual([[{ types: ['screen'], thumbnailSize: { width: 1, height: 1 } }]]);
    expect(openExternal.mock.calls).toEqual([[recordingSettings], [recordingSettings]]);
    await platform.close();
  });

  it('lead there too where the system refuses the picture, which is the usual case', async () => {
    const capturer = { getSources: () => Promise.reject(new Error('Failed to get sources.')) };
    const { platform, openExternal } = open({ capturer });
    await platform.showSettings?.();
    expect(openExternal).toHaveBeenCalledOnce();
    await platform.close();
  });

  it('are what Electron knows by itself where the system cannot be called', async () => {
    const other = beside();
    const { platform, presence } = open({ api: none }, other);
    expect(platform.presence).toBe(presence);
    expect(await platform.screen.state()).toMatchObject({ reason: { code: 'no-window-list' } });
    expect(platform.activeWindow).toBe(other.activeWindow);
  });

  it('follow what runs beside when it comes back, and close it', async () => {
    const other = beside({
      onBack(listener) {
        listener();
        return () => {};
      },
    });
    const { platform } = open({}, other);
    const back = vi.fn();
    platform.onBack?.(back);
    expect(back).toHaveBeenCalledOnce();
    await platform.close();
    expect(other.close).toHaveBeenCalledOnce();
  });
});
