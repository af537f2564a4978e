import { reason } from '../../../../core/reason.ts';
import type { ActiveWindow, CapturePlatform, OpenWindows, SensorFailure } from '../../../ports.ts';
import { FormerNames } from '../../former-names.ts';
import type { KeptConnection } from '../../linux/kept-connection.ts';
import { noInputCounts, websitesByExtension } from '../../unavailable.ts';
import { usualSettleTimes } from '../../window-history.ts';
import type { WaylandDesktopOptions } from '../desktop.ts';
import { InputSeconds } from '../input-seconds.ts';
import { failureOf, keptLink } from '../kept-link.ts';
import { listedScreen } from '../listed-screen.ts';
import { waylandPresence } from '../presence.ts';
import { screencopyPixels } from '../screencopy-pixels.ts';
import { type WindowChange, watchedWindow } from '../watched-window.ts';
import { swayPresence } from './presence.ts';
import { SwayLink } from './sway-link.ts';
import { readTree } from './tree.ts';
import { activeOf, hiddenOf, visibleOf } from './window-list.ts';

const noCounts: SensorFailure = { ok: false, reason: reason('wayland-no-counts') };
const unreadable: SensorFailure = { ok: false, reason: reason('windows-unreadable') };

/** The sensors of sway, and of what else speaks i3's protocol on Wayland; null where none answers. */
export async function openSwayPlatform(options: WaylandDesktopOptions): Promise<CapturePlatform | null> {
  const { env, clock, compositor, idle, session, inCall, settle = usualSettleTimes, retryMs } = options;
  const socketPath = env.SWAYSOCK || env.I3SOCK;
  if (!socketPath) return null;
  const sway = keptLink({
    open: () => SwayLink.open(socketPath),
    gone: { ok: false, reason: reason('compositor-unreachable') },
    retryMs,
  });
  await sway.open();
  if (!sway.current().ok) {
    sway.close();
    return null;
  }
  const names = new FormerNames<Pick<ActiveWindow, 'appId' | 'appName' | 'title' | 'pid' | 'handle'>>();
  const screen = listedScreen({
    ...{ connection: sway, onChange, clock, settle, pixels: screencopyPixels(compositor) },
    async snapshot(link) {
      const tree = await readTree(link);
      return { windows: visibleOf(tree, names), hidden: hiddenOf(tree) };
    },
    locked: () => session.locked,
  });
  return {
    name: 'Linux (sway)',
    activeWindow: watchedWindow({ connection: sway, onChange, active }, clock),
    websites: websitesByExtension,
    inputCounts: noInputCounts(noCounts),
    inputSeconds: new InputSeconds(idle, clock),
    presence: swayPresence(waylandPresence(idle, session, inCall), { idle, sway, now: () => performance.now() }),
    screen,
    never: { 'input-counts': noCounts },
    openWindows: () => openWindowsOf(sway),
    onSessionChange: (listener) => session.onChange(listener),
    async close() {
      await screen.stop();
      sway.close();
    },
  };
}

function onChange(link: SwayLink, listener: (change: WindowChange) => void): () => void {
  return link.onEvent((name, event) => {
    if (name !== 'shutdown') listener(name === 'window' && isTitle(event) ? 'title' : 'windows');
  });
}

function isTitle(event: unknown): boolean {
  return typeof event === 'object' && event !== null && 'change' in event && event.change === 'title';
}

async function active(link: SwayLink): Promise<ActiveWindow | null> {
  const { windows } = await readTree(link);
  const focused = windows.find(({ isFocused }) => isFocused);
  return focused === undefined ? null : activeOf(focused);
}

/** Every window, that which has the focus first. */
async function openWindowsOf(sway: KeptConnection<SwayLink>): Promise<OpenWindows> {
  const current = sway.current();
  if (!current.ok) return { kind: 'unavailable', failure: current };
  try {
    const { windows } = await readTree(current.link);
    const rank = windows.toSorted((a, b) => Number(b.isFocused) - Number(a.isFocused));
    return { kind: 'windows', windows: rank.map(activeOf) };
  } catch (error) {
    return { kind: 'unavailable', failure: failureOf(error) ?? unreadable };
  }
}
