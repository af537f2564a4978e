import type { DesktopCapturer } from 'electron';
import type { MacApi } from '../../agent/capture/macos/api/mac-api.ts';
import { withMacDesk } from '../../agent/capture/macos/desk.ts';
import { noScreen } from '../../agent/capture/unavailable.ts';
import type { CapturePlatform, Clock, PresenceSensor, SensorFailure } from '../../agent/ports.ts';
import { reason } from '../../core/reason.ts';
import { createDesktopPictures, type DesktopPicturesOptions } from './desktop-pictures.ts';

/** Where the system lists which programs may record the screen. */
export const recordingSettings = 'x-apple.systempreferences:com.apple.preference.security?Privacy_ScreenCapture';

export interface MacSensorsOptions extends DesktopPicturesOptions {
  readonly api: MacApi | SensorFailure;
  readonly clock: Clock;
  /** Opens an address with the system's own program for it. */
  readonly openExternal: (url: string) => Promise<void>;
  /** Idle and locked from Electron: all that is left where the system cannot be called. */
  readonly presence: PresenceSensor;
}

/** The sensors of macOS that need Electron's main process, in place of those of `other`. */
export function macSensors(other: CapturePlatform, options: MacSensorsOptions): CapturePlatform {
  const { api, presence, clock, capturer, openExternal } = options;
  if ('ok' in api)
    return {
      ...other,
      // What runs beside may end and come back: what it says of itself is asked anew each time.
      get name() {
        return other.name;
      },
      get websites() {
        return other.websites;
      },
      get inputSeconds() {
        return other.inputSeconds;
      },
      get never() {
        return other.never ?? {};
      },
      presence,
      screen: noScreen(noWindowList),
    };
  return withMacDesk(other, {
    api,
    pictures: createDesktopPictures(options),
    clock,
    ownPid: process.pid,
    now: () => performance.now(),
    showSettings: recordingGuide(capturer, openExternal),
  });
}

/**
 * Leads the person to the system's settings. The system lists a program there only after it tried to read the screen, and asks the person when
 * it does: that is done once in a run, on the person's click, and a pixel of it is thrown away.
 */
function recordingGuide(
  capturer: Pick<DesktopCapturer, 'getSources'>,
  openExternal: (url: string) => Promise<void>,
): () => Promise<void> {
  let isListed = false;
  return async () => {
    if (!isListed) {
      isListed = true;
      // Refused is what it is for: then the program is in the list.
      await capturer.getSources({ types: ['screen'], thumbnailSize: { width: 1, height: 1 } }).catch(() => []);
    }
    await openExternal(recordingSettings);
  };
}

const noWindowList: SensorFailure = { ok: false, reason: reason('no-window-list') };
