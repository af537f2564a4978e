import { reason } from '../../core/reason.ts';
import type { CapturePlatform, Clock } from '../ports.ts';
import { openX11Platform } from './linux-x11/platform.ts';
import { type Environment, isWayland } from './linux-x11/wire/display-address.ts';
import { macPlatform, windowsPlatform } from './portable/platform.ts';
import { unavailablePlatform } from './unavailable.ts';

export interface DetectOptions {
  readonly platform: NodeJS.Platform;
  readonly env: Environment;
  readonly clock: Clock;
}

/** The sensors for this computer. There always are some: those that cannot work here say why. */
export async function openCapturePlatform({ platform, env, clock }: DetectOptions): Promise<CapturePlatform> {
  if (platform === 'win32') return windowsPlatform(clock);
  if (platform === 'darwin') return macPlatform(clock);
  if (platform === 'linux') {
    const opened = await openX11Platform({ env, clock });
    if (!('ok' in opened)) return opened;
    return unavailablePlatform(isWayland(env) ? 'Linux (Wayland)' : 'Linux', opened, clock);
  }
  const failure = { ok: false, reason: reason('unsupported-system', { platform }) } as const;
  return unavailablePlatform(platform, failure, clock);
}
