import { connect } from 'node:net';
import { join } from 'node:path';
import { reason } from '../../../core/reason.ts';
import { socketPeer } from '../../../ffi/socket-peer.ts';
import type { KeptConnection } from '../linux/kept-connection.ts';
import { keptLink } from './kept-link.ts';
import { WaylandLink } from './wire/wayland-link.ts';

type WaylandEnvironment = Readonly<Record<string, string | undefined>>;

/** Where the compositor of this session listens; null where the environment does not say. */
export function compositorSocket(env: WaylandEnvironment): string | null {
  const name = env.WAYLAND_DISPLAY || 'wayland-0';
  if (name.startsWith('/')) return name;
  return env.XDG_RUNTIME_DIR ? join(env.XDG_RUNTIME_DIR, name) : null;
}

/** A connection to the compositor at `socketPath`, made again when it came back. */
export function keptCompositor(socketPath: string, retryMs?: readonly number[]): KeptConnection<WaylandLink> {
  return keptLink({
    open: async () => (await WaylandLink.open(socketPath)).unref(),
    gone: { ok: false, reason: reason('compositor-unreachable') },
    retryMs,
  });
}

/** The process that draws this session, as the kernel noted it; null: there is none, or it is not told. */
export async function compositorProcess(env: WaylandEnvironment): Promise<number | null> {
  const path = compositorSocket(env);
  if (path === null) return null;
  const socket = connect({ path });
  try {
    await new Promise((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    return socketPeer(socket)?.pid ?? null;
  } catch {
    return null;
  } finally {
    socket.on('error', () => {});
    socket.destroy();
  }
}
