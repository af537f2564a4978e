import { reason } from '../../../../core/reason.ts';
import type {
  ActiveWindow,
  CapturePlatform,
  OpenWindows,
  PresenceReading,
  PresenceSensor,
  SensorFailure,
  SensorState,
} from '../../../ports.ts';
import { FormerNames } from '../../former-names.ts';
import type { KeptConnection } from '../../linux/kept-connection.ts';
import { noInputCounts, websitesByExtension } from '../../unavailable.ts';
import { usualSettleTimes } from '../../window-history.ts';
import type { WaylandDesktopOptions } from '../desktop.ts';
import { InputSeconds } from '../input-seconds.ts';
import { failureOf } from '../kept-link.ts';
import { listedScreen } from '../listed-screen.ts';
import { type WindowChange, watchedWindow } from '../watched-window.ts';
import { drawsSession, keptShell } from './kept-shell.ts';
import { MutterRests } from './mutter-rests.ts';
import { shellPixels } from './pixels.ts';
import { ShellBus } from './shell-bus.ts';
import { readDesktop } from './shell-desktop.ts';
import type { ShellLink } from './shell-link.ts';
import { activeInShell, type NamedByShell, shellSnapshot } from './window-list.ts';

const noCounts: SensorFailure = { ok: false, reason: reason('wayland-no-counts') };
const noIdle: SensorFailure = { ok: false, reason: reason('wayland-idle') };
const gone: SensorFailure = { ok: false, reason: reason('compositor-unreachable') };

/**
 * The sensors of GNOME Shell; null where none draws this session. Windows and pixels come from
 * our extension in it: without that they say what is to be done.
 */
export async function openGnomePlatform(options: WaylandDesktopOptions): Promise<CapturePlatform | null> {
  const { env, clock, session, inCall, settle = usualSettleTimes, retryMs } = options;
  const bus = new ShellBus(env, {
    onExtension: () => {
      void shell.open();
      void rests.begin();
    },
    onRest: () => void rests.ask(),
  });
  const rests = new MutterRests(bus, () => performance.now());
  const shell = keptShell(env, bus, retryMs);
  if (!(await drawsSession(bus, env))) {
    bus.close();
    return null;
  }
  await Promise.all([shell.open(), rests.begin()]);
  const names = new FormerNames<NamedByShell>();
  const screen = listedScreen({
    ...{ connection: shell, onChange, clock, settle, pixels: shellPixels(shell) },
    snapshot: async (link) => shellSnapshot(await readDesktop(link), names),
    locked: () => session.locked,
  });
  return {
    name: 'Linux (GNOME)',
    activeWindow: watchedWindow({ connection: shell, onChange, active }, clock),
    websites: websitesByExtension,
    inputCounts: noInputCounts(noCounts),
    inputSeconds: new InputSeconds(rests, clock),
    presence: gnomePresence(bus, () => session.locked, inCall),
    screen,
    never: { 'input-counts': noCounts },
    openWindows: () => openWindowsOf(shell),
    onSessionChange: (listener) => session.onChange(listener),
    onBack: (listener) => onShellBack(shell, listener),
    async close() {
      await screen.stop();
      shell.close();
      bus.close();
    },
  };
}

/** The extension comes and goes with locks and clicks: what had gone is to begin anew at once. */
function onShellBack(shell: KeptConnection<ShellLink>, listener: () => void): () => void {
  let wasDown = false;
  return shell.follow({
    up() {
      if (wasDown) listener();
      wasDown = false;
    },
    down() {
      wasDown = true;
    },
  });
}

/** The extension says that something changed, and not what. */
function onChange(link: ShellLink, listener: (change: WindowChange) => void): () => void {
  return link.onHint(listener);
}

async function active(link: ShellLink): Promise<ActiveWindow | null> {
  const { windows } = await readDesktop(link);
  const focused = windows.find(({ isFocused }) => isFocused);
  return focused === undefined ? null : activeInShell(focused);
}

/** Every window, that which has the focus first, then from top to bottom. */
async function openWindowsOf(shell: KeptConnection<ShellLink>): Promise<OpenWindows> {
  const current = shell.current();
  if (!current.ok) return { kind: 'unavailable', failure: current };
  try {
    const { windows } = await readDesktop(current.link);
    const ranked = windows.toReversed().toSorted((a, b) => Number(b.isFocused) - Number(a.isFocused));
    return { kind: 'windows', windows: ranked.map(activeInShell) };
  } catch (error) {
    return { kind: 'unavailable', failure: failureOf(error) ?? gone };
  }
}

/** Idle by what Mutter says when it is asked, lock by logind, calls by the kernel. */
function gnomePresence(bus: ShellBus, locked: () => boolean | null, inCall: () => boolean | null): PresenceSensor {
  return {
    state: async (): Promise<SensorState> => ((await bus.idleMs()) === null ? noIdle : { ok: true }),
    read: async ({ calls }): Promise<PresenceReading> => ({
      idleMs: await bus.idleMs(),
      locked: locked(),
      inCall: calls ? inCall() : null,
    }),
    async stop() {},
  };
}
