import { ScreenRecording } from '../../../../../agent/capture/macos/permission/screen-recording.ts';
import type { MacDisplay } from '../../../../../agent/capture/macos/screen/display-plane.ts';
import { type MacPicture, type MacPictures, macScreen } from '../../../../../agent/capture/macos/screen/screen.ts';
import { MacDesktop } from '../../../../../agent/capture/macos/windows/mac-desktop.ts';
import type { MayRead, ScreenReading } from '../../../../../agent/ports.ts';
import { type MacDouble, notes, ownProcess, safari } from '../double/mac-double.ts';

export const main: MacDisplay = {
  id: '1',
  name: 'Built-in',
  isMain: true,
  bounds: { x: 0, y: 0, width: 40, height: 30 },
  scale: 2,
};
export const left: MacDisplay = {
  id: '2',
  name: '',
  isMain: false,
  bounds: { x: -30, y: -10, width: 30, height: 20 },
  scale: 1,
};

export function grey({ bounds, scale }: MacDisplay, value = 128): MacPicture {
  const [width, height] = [bounds.width * scale, bounds.height * scale];
  return { kind: 'picture', width, height, rgb: new Uint8Array(width * height * 3).fill(value) };
}

interface Shown {
  readonly displays?: readonly MacDisplay[];
  readonly take?: (display: MacDisplay) => MacPicture | Promise<MacPicture>;
  readonly mayRead?: MayRead;
}

/** One picture of a desktop with these displays. */
export async function capture(
  mac: MacDouble,
  { displays = [main], take = (each) => grey(each), mayRead }: Shown = {},
): Promise<ScreenReading> {
  const desktop = new MacDesktop({ api: mac, ownPid: ownProcess.pid, now: () => mac.now });
  const permission = new ScreenRecording(
    () => desktop.evidence(),
    () => mac.now,
  );
  const pictures: MacPictures = { displays: () => [...displays], take: async (display) => take(display) };
  const screen = macScreen({
    pictures,
    visible: () => desktop.visible(),
    open: () => desktop.open(),
    lacking: () => permission.pictureFailure,
    isNoted: () => true,
    clock: { now: () => 42 },
    settle: { beforeMs: 0, afterMs: 0 },
  });
  const reading = await screen.capture(mayRead);
  await screen.stop();
  desktop.close();
  return reading;
}

export function codeOf(reading: ScreenReading): string {
  return reading.kind === 'unavailable' ? reading.failure.reason.code : reading.kind;
}

export function shown(reading: ScreenReading) {
  if (reading.kind !== 'screen') throw new Error(`no picture: ${codeOf(reading)}`);
  return reading.screen;
}

export function openBank(mac: MacDouble): void {
  mac.runs(safari, notes);
  mac.windows = [{ program: safari, title: 'Bank', bounds: { x: 5, y: 5, width: 10, height: 8 } }];
}
