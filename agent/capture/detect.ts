import { reason } from '../../core/reason.ts';
import type { CapturePlatform, Clock } from '../ports.ts';
import { openX11Platform } from './linux-x11/platform.ts';
import { type Environment, isWayland } from './linux-x11/wire/display-address.ts';
import { openMacApi } from './macos/api/mac-api.ts';
import { askLaunchServices } from './macos/front/launch-services.ts';
import { openMacPlatform } from './macos/platform.ts';
import { macPlatform } from './portable/platform.ts';
import { unavailablePlatform } from './unavailable.ts';
import { openWaylandPlatform } from './wayland/platform.ts';
import { openWindowsPlatform } from './windows/platform.ts';

export interface DetectOptions {
  readonly platform: NodeJS.Platform;
  readonly env: Environment;
  readonly clock: Clock;
}

/** The sensors for this computer. There always are some: those that cannot work here say why. */
export async function openCapturePlatform({ platform, env, clock }: DetectOptions): Promise<CapturePlatform> {
  if (platform === 'win32') {
    const opened = await openWindowsPlatform({ clock });
    return 'ok' in opened ? unavailablePlatform('Windows', opened, clock) : opened;
  }
  if (platform === 'darwin') return openMac(clock);
  if (platform === 'linux') {
    const opened = isWayland(env) ? await openWaylandPlatform({ env, clock }) : await openX11Platform({ env, clock });
    if (!('ok' in opened)) return opened;
    return unavailablePlatform(isWayland(env) ? 'Linux (Wayland)' : 'Linux', opened, clock);
  }
  const failure = { ok: false, reason: reason('unsupported-system', { platform }) } as const;
  return unavailablePlatform(platform, failure, clock);
}

/** Where the system's libraries cannot be called the program of `get-windows` is left. */
function openMac(clock: Clock): CapturePlatform {
  const api = openMacApi();
  if ('ok' in api) return macPlatform(clock);
  const now = (): number => performance.now();
  return openMacPlatform({ api, clock, ownPid: process.pid, now, askFront: askLaunchServices });
}
