import { reason } from '../../core/reason.ts';
import type { CapturePlatform, Clock } from '../ports.ts';
import { type Environment, isWayland } from './linux-x11/wire/display-address.ts';
import { unavailablePlatform } from './unavailable.ts';

export interface DetectOptions {
  readonly platform: NodeJS.Platform;
  readonly env: Environment;
  readonly clock: Clock;
}

/**
 * The sensors for this computer. There always are some: those that cannot work here say why. What
 * another system needs is not loaded: the process of the sensors is to be there again soon.
 */
export async function openCapturePlatform({ platform, env, clock }: DetectOptions): Promise<CapturePlatform> {
  if (platform === 'win32') {
    const { openWindowsPlatform } = await import('./windows/platform.ts');
    const opened = await openWindowsPlatform({ clock });
    return 'ok' in opened ? unavailablePlatform('Windows', opened, clock) : opened;
  }
  if (platform === 'darwin') return openMac(clock);
  if (platform === 'linux') {
    const opened = isWayland(env) ? await openWayland(env, clock) : await openX11(env, clock);
    if (!('ok' in opened)) return opened;
    return unavailablePlatform(isWayland(env) ? 'Linux (Wayland)' : 'Linux', opened, clock);
  }
  const failure = { ok: false, reason: reason('unsupported-system', { platform }) } as const;
  return unavailablePlatform(platform, failure, clock);
}

async function openWayland(env: Environment, clock: Clock) {
  const { openWaylandPlatform } = await import('./wayland/platform.ts');
  return openWaylandPlatform({ env, clock });
}

async function openX11(env: Environment, clock: Clock) {
  const { openX11Platform } = await import('./linux-x11/platform.ts');
  return openX11Platform({ env, clock });
}

/** Where the system's libraries cannot be called the program of `get-windows` is left. */
async function openMac(clock: Clock): Promise<CapturePlatform> {
  const { openMacApi } = await import('./macos/api/mac-api.ts');
  const api = openMacApi();
  if ('ok' in api) return (await import('./portable/platform.ts')).macPlatform(clock);
  const [{ askLaunchServices }, { openMacPlatform }] = await Promise.all([
    import('./macos/front/launch-services.ts'),
    import('./macos/platform.ts'),
  ]);
  const now = (): number => performance.now();
  return openMacPlatform({ api, clock, ownPid: process.pid, now, askFront: askLaunchServices });
}
