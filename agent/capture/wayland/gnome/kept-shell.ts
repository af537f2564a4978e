import { join } from 'node:path';
import { reason } from '../../../../core/reason.ts';
import type { KeptConnection } from '../../linux/kept-connection.ts';
import { keptLink } from '../kept-link.ts';
import type { ShellBus } from './shell-bus.ts';
import { ShellLink } from './shell-link.ts';

/** As `assets/gnome-extension/door.js` says it. */
const socketName = 'plainsight-gnome-shell';

/** A connection to our extension, made again when it came back. */
export function keptShell(
  env: Readonly<Record<string, string | undefined>>,
  bus: ShellBus,
  retryMs?: readonly number[],
): KeptConnection<ShellLink> {
  const socketPath = join(env.XDG_RUNTIME_DIR ?? '/', socketName);
  return keptLink({
    open: async () => ShellLink.open(socketPath, await bus.extensionProcess()),
    gone: { ok: false, reason: reason('compositor-unreachable') },
    retryMs,
  });
}
