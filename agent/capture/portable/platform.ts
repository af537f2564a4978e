import { reason } from '../../../core/reason.ts';
import type { CapturePlatform, Clock, SensorFailure } from '../../ports.ts';
import { noInputCounts, noPresence, noScreen, noWebsites } from '../unavailable.ts';
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

function withoutWindows(name: string): Omit<CapturePlatform, 'activeWindow' | 'openWindows'> {
  return {
    name,
    websites: noWebsites(name),
    inputCounts: noInputCounts(noCounts(name)),
    inputSeconds: null,
    never: { 'input-counts': noCounts(name) },
    presence: noPresence({ ok: false, reason: reason('presence-not-on-this-host', { system: name }) }),
    screen: noScreen({ ok: false, reason: reason('screen-not-on-this-host', { system: name }) }),
    async close() {},
  };
}

function noCounts(system: string): SensorFailure {
  return { ok: false, reason: reason('input-counts-not-on-this-host', { system }) };
}
