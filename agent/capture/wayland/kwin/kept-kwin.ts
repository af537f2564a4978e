import { reason } from '../../../../core/reason.ts';
import { busAddressOf } from '../../linux/dbus/bus-address.ts';
import type { KeptConnection } from '../../linux/kept-connection.ts';
import { keptLink } from '../kept-link.ts';
import type { WaylandLink } from '../wire/wayland-link.ts';
import { KwinGone, KwinLink } from './kwin-link.ts';
import type { ScriptRole } from './loaded-script.ts';

interface KeptKwinOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly compositor: KeptConnection<WaylandLink>;
  readonly role: ScriptRole;
  readonly retryMs?: readonly number[] | undefined;
}

/**
 * The connection to the KWin that draws this session, made again when it came back; null where there
 * is none. Another session of the account may have one on the same bus: this one's compositor has to
 * speak what KWin alone does, each time that the connection is made.
 */
export async function keptKwin(options: KeptKwinOptions): Promise<KeptConnection<KwinLink> | null> {
  const { env, compositor, role, retryMs } = options;
  const address = busAddressOf(env.DBUS_SESSION_BUS_ADDRESS ?? '');
  const runtimeFolder = env.XDG_RUNTIME_DIR;
  const isKwins = (): boolean => {
    const current = compositor.current();
    return current.ok && current.link.count('org_kde_plasma_shell') > 0;
  };
  if (address === null || !runtimeFolder || !isKwins()) return null;
  const kwin = keptLink({
    async open() {
      if (!isKwins()) throw new KwinGone('compositor-unreachable');
      return KwinLink.open({ address, runtimeFolder, role });
    },
    gone: { ok: false, reason: reason('compositor-unreachable') },
    retryMs,
  });
  await kwin.open();
  return kwin;
}
