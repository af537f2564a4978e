import { reason } from '../../../../core/reason.ts';
import type { CapturePlatform, OpenWindows, SensorFailure } from '../../../ports.ts';
import { FormerNames } from '../../former-names.ts';
import { BusDown } from '../../linux/dbus/bus-transport.ts';
import type { KeptConnection } from '../../linux/kept-connection.ts';
import { noInputCounts, websitesByExtension } from '../../unavailable.ts';
import { usualSettleTimes } from '../../window-history.ts';
import type { WaylandDesktopOptions } from '../desktop.ts';
import { InputSeconds } from '../input-seconds.ts';
import { failureOf } from '../kept-link.ts';
import { listedScreen, type WindowSnapshot } from '../listed-screen.ts';
import { waylandPresence } from '../presence.ts';
import { type WindowChange, watchedWindow } from '../watched-window.ts';
import { showsElsewhere } from './effects.ts';
import { keptKwin } from './kept-kwin.ts';
import { KwinGone, type KwinLink } from './kwin-link.ts';
import { kwinPixels } from './pixels.ts';
import { frontOf, type NamedWindow, openWindowsOf, snapshotOf } from './window-list.ts';

const noCounts: SensorFailure = { ok: false, reason: reason('wayland-no-counts') };
const unreadable: SensorFailure = { ok: false, reason: reason('windows-unreadable') };

/** The sensors of KWin, as Plasma has it on Wayland; null where it does not draw this session. */
export async function openKwinPlatform(options: WaylandDesktopOptions): Promise<CapturePlatform | null> {
  const { env, clock, compositor, idle, session, inCall, settle = usualSettleTimes, retryMs } = options;
  const kwin = await keptKwin({ env, compositor, role: 'sensors', retryMs });
  if (kwin === null) return null;
  const names = new FormerNames<NamedWindow>();
  const pixels = kwinPixels({ kwin, compositor });
  await pixels.ask();
  const screen = listedScreen({
    ...{ connection: kwin, onChange, clock, settle, pixels },
    snapshot: (link) => snapshotNow(link, names),
    locked: () => session.locked,
  });
  const state = pixels.state();
  return {
    name: 'Linux (KWin)',
    activeWindow: watchedWindow(
      { connection: kwin, onChange, active: async (link) => frontOf(await link.list()) },
      clock,
    ),
    websites: websitesByExtension,
    inputCounts: noInputCounts(noCounts),
    inputSeconds: new InputSeconds(idle, clock),
    presence: waylandPresence(idle, session, inCall),
    screen,
    never: { 'input-counts': noCounts, ...(state.ok ? {} : { screen: state }) },
    openWindows: () => listed(kwin),
    onSessionChange: (listener) => session.onChange(listener),
    async close() {
      await screen.stop();
      kwin.close();
    },
  };
}

function onChange(link: KwinLink, listener: (change: WindowChange) => void): () => void {
  return link.onChange(listener);
}

async function snapshotNow(link: KwinLink, names: FormerNames<NamedWindow>): Promise<WindowSnapshot> {
  try {
    const isElsewhere = await showsElsewhere(link);
    return { ...snapshotOf(await link.list(), names), isElsewhere };
  } catch (error) {
    throw error instanceof BusDown ? new KwinGone('compositor-ended') : error;
  }
}

async function listed(kwin: KeptConnection<KwinLink>): Promise<OpenWindows> {
  const current = kwin.current();
  if (!current.ok) return { kind: 'unavailable', failure: current };
  try {
    return { kind: 'windows', windows: openWindowsOf(await current.link.list()) };
  } catch (error) {
    return { kind: 'unavailable', failure: failureOf(error) ?? unreadable };
  }
}
