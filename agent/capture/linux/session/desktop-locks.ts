import { DBusError, MessageBus } from '../dbus/bus.ts';
import { busAddressOf } from '../dbus/bus-address.ts';
import { BusDown } from '../dbus/bus-transport.ts';

/** Desktops whose own lockers tell logind of each lock, by their names on the session's bus. */
const telling = ['org.gnome.Shell', 'org.kde.KWin'];

/**
 * Whether the desktop of this session tells logind when it is locked. Lockers of others do not
 * (swaylock, hyprlock, light-locker, i3lock, slock, xsecurelock): of them no lock is known.
 */
export async function desktopTellsOfLocks(env: Readonly<Record<string, string | undefined>>): Promise<boolean> {
  const address = busAddressOf(env.DBUS_SESSION_BUS_ADDRESS ?? '');
  if (address === null) return false;
  try {
    const session = await MessageBus.open(address);
    try {
      const owned = await Promise.all(telling.map((name) => session.hasOwner(name)));
      return owned.includes(true);
    } finally {
      session.close();
    }
  } catch (error) {
    if (error instanceof BusDown || error instanceof DBusError) return false;
    throw error;
  }
}
