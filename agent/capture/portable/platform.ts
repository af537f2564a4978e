import { reason } from '../../../core/reason.ts';
import type { CapturePlatform, Clock, SensorFailure } from '../../ports.ts';
import { noActiveWindow, noInputCounts, noPresence, noScreen, noWebsites } from '../unavailable.ts';
import { type AskActiveWindow, portableActiveWindow, portableOpenWindows } from './active-window.ts';
import { askMacWindows } from './mac-windows.ts';

const pollMs = 2_000;

/**
 * macOS: the active window through the program of `get-windows`, and nothing else. The Electron
 * host puts its own sensors for presence and the screen in place of the ones here that only say why
 * they cannot.
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
 * Windows: no sensor of windows. `get-windows` needs a native module there that its package does
 * not hold and that only its install script would fetch or compile, which no package may run here.
 */
export function windowsPlatform(clock: Clock): CapturePlatform {
  return {
    ...withoutWindows('Windows'),
    websites: noWindowsOnWindows,
    activeWindow: noActiveWindow(noWindowsOnWindows, clock),
    never: { 'active-window': noWindowsOnWindows, 'input-counts': noCounts('Windows') },
    openWindows: async () => ({ kind: 'unavailable', failure: noWindowsOnWindows }),
  };
}

function withoutWindows(name: string): Omit<CapturePlatform, 'activeWindow' | 'openWindows'> {
  return {
    name,
    websites: noWebsites(name),
    inputCounts: noInputCounts(noCounts(name)),
    never: { 'input-counts': noCounts(name) },
    presence: noPresence({ ok: false, reason: reason('presence-not-on-this-host', { system: name }) }),
    screen: noScreen({ ok: false, reason: reason('screen-not-on-this-host', { system: name }) }),
    async close() {},
  };
}

function noCounts(system: string): SensorFailure {
  return { ok: false, reason: reason('input-counts-not-on-this-host', { system }) };
}

const noWindowsOnWindows: SensorFailure = { ok: false, reason: reason('no-windows-on-windows') };
