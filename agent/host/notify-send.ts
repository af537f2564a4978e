import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Shows a notice through `notify-send` (libnotify), which hands it to the desktop's own service over D-Bus. It is
 * transient: it stays in no list. Without a session bus there is no desktop to tell; where the desktop there is
 * cannot show it, that is logged once. The notice is no part of the log.
 */
export function notifySender(
  log: (line: string) => void,
  env: Readonly<Record<string, string | undefined>> = process.env,
): (notice: { readonly title: string; readonly body: string }) => void {
  let isLogged = false;
  return ({ title, body }) => {
    if (!hasSessionBus(env)) return;
    // Behind `--` nothing is an option, and no shell reads it.
    const args = ['--app-name=Plainsight', '--urgency=low', '--transient', '--', title, body];
    execFile('notify-send', args, { env: { ...env }, timeout: 10_000 }, (error) => {
      if (error === null || isLogged) return;
      isLogged = true;
      log('Notices cannot be shown on this desktop: notify-send failed.');
    });
  };
}

/** Where libdbus looks for it: the address, else the socket of the systemd user session. */
function hasSessionBus({ DBUS_SESSION_BUS_ADDRESS, XDG_RUNTIME_DIR }: Readonly<Record<string, string | undefined>>) {
  return Boolean(DBUS_SESSION_BUS_ADDRESS || (XDG_RUNTIME_DIR && existsSync(join(XDG_RUNTIME_DIR, 'bus'))));
}
