import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  type MenuItemConstructorOptions,
  type Session,
  session,
} from 'electron';
import { employeeContract } from '../ipc/employee.ts';
import { managerContract } from '../ipc/manager.ts';
import { t } from '../messages/define.ts';
import { shellMessages } from '../messages/shell/shell.ts';
import { trayMessages } from '../messages/shell/tray.ts';
import { desktopLanguage, log, root, tell } from './host.ts';
import { createIpcGate } from './ipc-gate.ts';
import type { HostServices } from './services.ts';
import { answerPage, scheme } from './window/scheme.ts';
import { lockSession } from './window/session-lockdown.ts';
import { createWindows, type Windows } from './window/windows.ts';

/**
 * The menu of the program: none where the system needs none. macOS shows one in any case, and the shortcuts for
 * copying and pasting work there only through it, so that it gets the entries that our pages know. A menu of the
 * browser's kind has entries (zoom, devtools) that no page of ours expects.
 */
export function setupMenu(): void {
  const isMac = process.platform === 'darwin';
  const roles: MenuItemConstructorOptions[] = [{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }];
  Menu.setApplicationMenu(isMac ? Menu.buildFromTemplate(roles) : null);
}

/** The session of all pages: in memory and without a cache, so that pages leave nothing on the disk. */
export function setupSession(): Session {
  const pages = session.fromPartition('pages', { cache: false });
  lockSession(pages, log);
  const read = async (path: string) => new Uint8Array(await readFile(join(root, 'out', 'renderer', path)));
  pages.protocol.handle(scheme, (request) => answerPage(request, read, (why) => log(`refused a page: ${why}`)));
  return pages;
}

export function setupWindows(pages: Session): Windows {
  return createWindows({
    create: (options) => new BrowserWindow(options),
    session: pages,
    preloadOf: (page) => join(import.meta.dirname, `preload-${page}.cjs`),
    iconFile: join(root, 'assets', 'icon.png'),
    devTools: !app.isPackaged,
    log,
    mayDiscard,
    onGivenUp: tellOfFailingPage,
  });
}

/** Answers the pages' calls, and tells open pages of changes. */
export function setupGate({ employee, manager }: HostServices, windows: Windows): void {
  const gate = createIpcGate({ ipc: ipcMain, contractOf: windows.contractOf, log });
  gate.serve(employeeContract, employee.service);
  employee.onChange(() => windows.notify('employee'));
  if (manager !== null) {
    gate.serve(managerContract, manager.service);
    manager.onChange(() => windows.notify('manager'));
  }
}

/** Keeping is the first answer, and what closing the question means. */
function mayDiscard(): boolean {
  const language = desktopLanguage();
  const said = (key: 'unsaved-title' | 'unsaved-window' | 'unsaved-keep' | 'unsaved-discard') =>
    t(shellMessages, language, key);
  const answer = dialog.showMessageBoxSync({
    message: said('unsaved-title'),
    detail: said('unsaved-window'),
    buttons: [said('unsaved-keep'), said('unsaved-discard')],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return answer === 1;
}

function tellOfFailingPage(): void {
  const language = desktopLanguage();
  tell({ title: t(trayMessages, language, 'page-failed-title'), body: t(trayMessages, language, 'page-failed') });
}
