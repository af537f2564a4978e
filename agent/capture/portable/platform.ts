import type { CapturePlatform, Clock, SensorFailure } from '../../ports.ts';
import { noInputCounts, noPresence, noScreen, noWebsites } from '../unavailable.ts';
import { type AskActiveWindow, portableActiveWindow, portableOpenWindows } from './active-window.ts';

const pollMs = 2_000;

/**
 * Windows and macOS without Electron: the active window through `get-windows`, and nothing else. The Electron host puts its own sensors
 * for presence and the screen in place of the ones here that only say why they cannot.
 */
export function portablePlatform(
  name: string,
  clock: Clock,
  load = loadGetWindows,
  loadAll = loadOpenWindows,
): CapturePlatform {
  return {
    name,
    activeWindow: portableActiveWindow({ clock, pollMs, load }),
    websites: noWebsites(name),
    inputCounts: noInputCounts(missing('input-counts', 'Keys and clicks cannot be counted', name)),
    presence: noPresence(missing('presence', 'Idle time is not known', name)),
    screen: noScreen(missing('screen', 'The screen cannot be read', name)),
    openWindows: () => portableOpenWindows(loadAll),
    async close() {},
  };
}

/**
 * Imported when first needed: on Windows the import already looks for a native binary. The permission checks are off because they open
 * system dialogs again and again; on macOS there is then no address of a page, and no title unless it was allowed before.
 */
async function loadGetWindows(): Promise<AskActiveWindow> {
  const { activeWindow } = await import('get-windows');
  return () => activeWindow({ accessibilityPermission: false, screenRecordingPermission: false });
}

async function loadOpenWindows(): Promise<AskActiveWindow> {
  const { openWindows } = await import('get-windows');
  return () => openWindows({ accessibilityPermission: false, screenRecordingPermission: false });
}

function missing(what: string, sentence: string, name: string): SensorFailure {
  return {
    ok: false,
    code: `${what}-not-on-this-host`,
    reason: `${sentence} on ${name} by this program.`,
    remedy: 'Use the Plainsight desktop app.',
  };
}
