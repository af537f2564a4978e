import { join } from 'node:path';
import { app, Notification } from 'electron';
import { writeLines } from '../agent/host/terminal.ts';
import { chooseLanguage } from '../core/language.ts';
import { createTeller } from './tray/notices.ts';

/** Built to out/electron/main.js, so two folders up is the root of the app, packaged or not. */
export const root = join(import.meta.dirname, '..', '..');

export const log = (reason: string): void => writeLines('stderr', [`plainsight: ${reason}`]);

/** Shows a notice of the system. */
export const tell = createTeller(
  { isSupported: () => Notification.isSupported(), create: (notice) => new Notification(notice) },
  log,
);

export function desktopLanguage() {
  return chooseLanguage(app.getPreferredSystemLanguages());
}
