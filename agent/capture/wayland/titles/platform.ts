import { reason } from '../../../../core/reason.ts';
import type { CapturePlatform, SensorFailure } from '../../../ports.ts';
import { noInputCounts, noScreen, noWebsites } from '../../unavailable.ts';
import type { WaylandDesktopOptions } from '../desktop.ts';
import { InputSeconds } from '../input-seconds.ts';
import { keptLink } from '../kept-link.ts';
import { waylandPresence } from '../presence.ts';
import { type WindowChange, watchedWindow } from '../watched-window.ts';
import { CompositorGone } from '../wire/wayland-link.ts';
import { Toplevels } from './toplevels.ts';

const noCounts: SensorFailure = { ok: false, reason: reason('wayland-no-counts') };
/** Where windows are is not told, so that none could be covered. */
const noList: SensorFailure = { ok: false, reason: reason('no-window-list') };

/**
 * The sensors of a compositor that lists windows by their titles alone, as bars need them (labwc, Wayfire,
 * river, phoc and others on wlroots): the window in front, and no pictures; null where it does not.
 */
export async function openTitlesPlatform(options: WaylandDesktopOptions): Promise<CapturePlatform | null> {
  const { clock, compositor, idle, session, inCall, retryMs } = options;
  const listing = compositor.current();
  if (!listing.ok || listing.link.count('zwlr_foreign_toplevel_manager_v1') === 0) return null;
  const titles = keptLink({
    async open() {
      const current = compositor.current();
      if (!current.ok) throw new CompositorGone(current);
      return Toplevels.open(current.link);
    },
    gone: { ok: false, reason: reason('compositor-unreachable') },
    retryMs,
  });
  await titles.open();
  return {
    name: 'Linux (Wayland, titles alone)',
    activeWindow: watchedWindow({ connection: titles, onChange, active: async (link) => link.active() }, clock),
    websites: noWebsites('Wayland'),
    inputCounts: noInputCounts(noCounts),
    inputSeconds: new InputSeconds(idle, clock),
    presence: waylandPresence(idle, session, inCall),
    screen: noScreen(noList),
    never: { 'input-counts': noCounts, screen: noList },
    async openWindows() {
      const current = titles.current();
      if (!current.ok) return { kind: 'unavailable', failure: current };
      return { kind: 'windows', windows: current.link.all() };
    },
    onSessionChange: (listener) => session.onChange(listener),
    async close() {
      titles.close();
    },
  };
}

function onChange(link: Toplevels, listener: (change: WindowChange) => void): () => void {
  return link.onChange(listener);
}
