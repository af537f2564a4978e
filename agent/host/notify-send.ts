import { execFile } from 'node:child_process';

/**
 * Shows a notice through `notify-send` (libnotify), which hands it to the desktop's own service over D-Bus. It is
 * transient: it stays in no list. Where it cannot be shown that is logged once. The notice is no part of the log.
 */
export function notifySender(
  log: (line: string) => void,
  env: Readonly<Record<string, string | undefined>> = process.env,
): (notice: { readonly title: string; readonly body: string }) => void {
  let isLogged = false;
  return ({ title, body }) => {
    // Behind `--` nothing is an option, and no shell reads it.
    const args = ['--app-name=Plainsight', '--urgency=low', '--transient', '--', title, body];
    execFile('notify-send', args, { env: { ...env }, timeout: 10_000 }, (error) => {
      if (error === null || isLogged) return;
      isLogged = true;
      log('Notices cannot be shown on this desktop: notify-send failed.');
    });
  };
}
