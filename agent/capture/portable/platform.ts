import type { CapturePlatform, Clock, SensorFailure } from '../../ports.ts';
import { noActiveWindow, noInputCounts, noPresence, noScreen, noWebsites } from '../unavailable.ts';
import { type AskActiveWindow, portableActiveWindow, portableOpenWindows } from './active-window.ts';
import { askMacWindows } from './mac-windows.ts';

const pollMs = 2_000;

/**
 * macOS: the active window through the program of `get-windows`, and nothing else. The Electron host puts its own sensors for presence and
 * the screen in place of the ones here that only say why they cannot.
 */
export function macPlatform(
  clock: Clock,
  ask: AskActiveWindow = () => askMacWindows('active'),
  askAll: AskActiveWindow = () => askMacWindows('all'),
): CapturePlatform {
  return {
    ...withoutWindows('macOS'),
    activeWindow: portableActiveWindow({ clock, pollMs, ask }),
    openWindows: () => portableOpenWindows(askAll),
  };
}

/**
 * Windows: no sensor of windows. `get-windows` needs a native module there that its package does not hold and that only its install script
 * would fetch or compile, which no package may run here.
 */
export function windowsPlatform(clock: Clock): CapturePlatform {
  return {
    ...withoutWindows('Windows'),
    websites: noWindowsOnWindows,
    activeWindow: noActiveWindow(noWindowsOnWindows, clock),
    openWindows: async () => ({ kind: 'unavailable', failure: noWindowsOnWindows }),
  };
}

function withoutWindows(name: string): Omit<CapturePlatform, 'activeWindow' | 'openWindows'> {
  return {
    name,
    websites: noWebsites(name),
    inputCounts: noInputCounts(missing('input-counts', 'Keys and clicks cannot be counted', name)),
    presence: noPresence(missing('presence', 'Idle time is not known', name)),
    screen: noScreen(missing('screen', 'The screen cannot be read', name)),
    async close() {},
  };
}

const noWindowsOnWindows: SensorFailure = {
  ok: false,
  code: 'no-windows-on-windows',
  reason: 'Plainsight cannot see windows on Windows yet, so neither programs nor titles are recorded there.',
};

function missing(what: string, sentence: string, name: string): SensorFailure {
  return {
    ok: false,
    code: `${what}-not-on-this-host`,
    reason: `${sentence} on ${name} by this program.`,
    remedy: 'Use the Plainsight desktop app.',
  };
}
