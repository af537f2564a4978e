import { join } from 'node:path';
import { reason } from '../../../../core/reason.ts';
import type { KeptConnection } from '../../linux/kept-connection.ts';
import { compositorProcess } from '../compositor.ts';
import { keptLink } from '../kept-link.ts';
import type { ShellBus } from './shell-bus.ts';
import { ShellGone } from './shell-gone.ts';
import { ShellLink } from './shell-link.ts';

/** As `assets/gnome-extension/door.js` says it. */
const socketName = 'plainsight-gnome-shell';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Whether the GNOME Shell on the bus draws this session: another session of the account may have one
 * on the same bus, and any program may have its name.
 */
export async function drawsSession(bus: ShellBus, env: Environment): Promise<boolean> {
  const shell = await bus.shellProcess();
  return shell !== null && shell === (await compositorProcess(env));
}

/** A connection to our extension in the GNOME Shell that draws this session, made again when it came back. */
export function keptShell(env: Environment, bus: ShellBus, retryMs?: readonly number[]): KeptConnection<ShellLink> {
  const socketPath = join(env.XDG_RUNTIME_DIR ?? '/', socketName);
  return keptLink({
    async open() {
      const shell = await bus.extensionProcess();
      if (shell !== (await compositorProcess(env))) throw new ShellGone('compositor-unreachable');
      return ShellLink.open(socketPath, shell);
    },
    gone: { ok: false, reason: reason('compositor-unreachable') },
    retryMs,
  });
}
