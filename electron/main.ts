import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  app,
  BaseWindow,
  BrowserWindow,
  desktopCapturer,
  dialog,
  globalShortcut,
  ipcMain,
  Menu,
  Notification,
  nativeImage,
  nativeTheme,
  powerMonitor,
  protocol,
  type Session,
  safeStorage,
  screen,
  session,
  Tray,
  utilityProcess,
} from 'electron';
import { writeLines } from '../agent/host/terminal.ts';
import { signText } from '../agent/sign/sign-text.ts';
import { chooseLanguage } from '../core/language.ts';
import { problem } from '../core/problem.ts';
import { ProblemError, unwrap } from '../core/result.ts';
import { employeeContract } from '../ipc/employee.ts';
import { managerContract } from '../ipc/manager.ts';
import { say } from '../messages/define.ts';
import { wholeText } from '../messages/problem-text.ts';
import { trayWords } from '../messages/shell/tray.ts';
import { appId } from './app-id.ts';
import { createIpcGate } from './ipc-gate.ts';
import { utilityReading } from './reading-process.ts';
import { type HostServices, openServices, withdrawAlone } from './services.ts';
import { createDesktopScreen } from './system/desktop-screen.ts';
import { createIdleSensor, isOnWayland } from './system/idle.ts';
import { layLinkAside, takeLinkAside } from './system/link-aside.ts';
import { OpenedInbox, openedWith, readOpened, storePortIn } from './system/opened-with.ts';
import { createPowerEvents } from './system/power.ts';
import { closeBeforeQuit } from './system/quit.ts';
import { createSafeKeyStore } from './system/safe-key-store.ts';
import { watchSessionEnd } from './system/session-end.ts';
import { createSignWindow, type SignWindow } from './system/sign-window.ts';
import { asksToWithdraw, withdrawAndExit } from './system/withdraw.ts';
import { createTeller, tellOfNews, tellOfShots } from './tray/notices.ts';
import { registerPauseShortcut } from './tray/shortcut.ts';
import { createTray } from './tray/tray.ts';
import { trayImageFile } from './tray/tray-images.ts';
import { openElectronSign, TrayPresence } from './tray/tray-sign.ts';
import { appMenu } from './window/app-menu.ts';
import { lockContents } from './window/navigation.ts';
import { answerPage, scheme } from './window/scheme.ts';
import { lockSession } from './window/session-lockdown.ts';
import { createWindows, type WindowName, type Windows } from './window/windows.ts';

// Built to out/electron/main.js, so two folders up is the root of the app, packaged or not.
const root = join(import.meta.dirname, '..', '..');

const inbox = new OpenedInbox();

const trayPresence = new TrayPresence();

const log = (reason: string): void => writeLines('stderr', [`plainsight: ${reason}`]);

const tell = createTeller(
  { isSupported: () => Notification.isSupported(), create: (notice) => new Notification(notice) },
  log,
);

const noSandbox = problem('no-sandbox');

// Whatever is written from here on is for this account alone, Chromium's files and SQLite's included.
process.umask(0o077);

/*
 * The order matters. One instance only, before anything else: two would record twice into one vault. The sandbox and
 * the scheme can be set before `ready` only, and the hook on web contents must be there before any contents are.
 */
if (asksToWithdraw(process.argv.slice(1), process.cwd())) {
  const alone = () => withdrawAlone(keptPorts());
  const dataFolder = app.getPath('userData');
  withdrawAndExit({ app, dataFolder, alone, log }).catch(() => app.exit(1));
} else if (app.isPackaged && app.commandLine.hasSwitch('no-sandbox')) {
  app.whenReady().then(() => giveUp(new ProblemError(noSandbox)));
} else if (app.requestSingleInstanceLock()) {
  const withoutLink = layLinkAside(process.argv.slice(1), process.cwd(), app.getPath('userData'));
  if (withoutLink === null) begin();
  else startAgain(withoutLink);
} else {
  app.quit();
}

function begin(): void {
  // As root, from a folder of sources, there is none to enable; every window asks for its own besides.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  if (process.platform === 'win32') app.setAppUserModelId(appId);
  protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true } }]);
  app.on('web-contents-created', (_event, contents) => lockContents(contents, log));
  // The app lives in the tray: closing its last window is no reason to stop recording.
  app.on('window-all-closed', () => {});
  // macOS tells what to open by events, and may do so before the app is ready.
  app.on('open-file', (event, path) => takeOpened(event, path));
  app.on('open-url', (event, url) => takeOpened(event, url));
  app.whenReady().then(start).catch(giveUp);
}

function startAgain(args: string[]): void {
  // What runs inside of an AppImage is gone from its place when this process ends.
  const image = process.env.APPIMAGE;
  app.relaunch(image === undefined ? { args } : { args, execPath: image });
  app.exit(0);
}

async function start(): Promise<void> {
  const menu = appMenu(process.platform);
  Menu.setApplicationMenu(menu === null ? null : Menu.buildFromTemplate(menu));
  // The session is locked before a window can exist in it; the services run before a page can ask them; the gate stands
  // before the tray, because the tray is what opens windows.
  const pages = openSession();
  const windows = openWindows(pages);
  const services = unwrap(await openServices(hostPorts(pages)));
  serve(services, windows);
  const tray = openTray(services, windows);
  trayPresence.set(tray.mark);
  await tray.refresh();
  const first = await firstPage(services);
  const given = takeLinkAside(app.getPath('userData')) ?? openedWith(process.argv.slice(1), process.cwd());
  if (given !== null) inbox.put(given);
  inbox.serve((opened) => void openEnrolment(opened, services, windows));
  app.on('second-instance', (_event, argv, folder) => {
    if (asksToWithdraw(argv.slice(1), folder)) return void services.withdrawForRemoval().finally(() => app.quit());
    const opened = openedWith(argv.slice(1), folder);
    if (opened === null) windows.open(first);
    else inbox.put(opened);
  });
  app.on('activate', () => windows.open(first));
  const quiet = watchOver(services, windows);
  closeBeforeQuit(app, [windows.closeAll, () => closeTray(tray), ...quiet, services.close], log);
  if (!process.argv.includes('--in-tray')) windows.open(first);
}

/** Without its mark nothing may be recorded any more. */
function closeTray(tray: { close(): void }): void {
  trayPresence.set(null);
  tray.close();
}

function takeOpened(event: { preventDefault(): void }, opened: string): void {
  event.preventDefault();
  inbox.put(opened);
}

/** Who only looks at other people's days is not asked to enrol each time. */
async function firstPage({ employee, manager }: HostServices): Promise<WindowName> {
  if (manager === null) return 'employee';
  const status = await employee.service.status({});
  return status.ok && status.value.phase === 'unenrolled' ? 'manager' : 'employee';
}

/** Shows on the person's page what was opened, or why it is refused. */
async function openEnrolment(opened: string, { employee }: HostServices, windows: Windows): Promise<void> {
  const invited = await employee.invite(await readOpened(opened));
  if (!invited.ok) log(`an enrolment was refused: ${invited.problem.code}`);
  windows.open('employee');
}

/** In memory and without a cache: pages leave nothing on the disk. */
function openSession(): Session {
  const pages = session.fromPartition('pages', { cache: false });
  lockSession(pages, log);
  const read = async (path: string) => new Uint8Array(await readFile(join(root, 'out', 'renderer', path)));
  pages.protocol.handle(scheme, (request) => answerPage(request, read, (why) => log(`refused a page: ${why}`)));
  return pages;
}

function openWindows(pages: Session): Windows {
  return createWindows({
    create: (options) => new BrowserWindow(options),
    session: pages,
    preloadOf: (page) => join(import.meta.dirname, `preload-${page}.cjs`),
    iconFile: join(root, 'assets', 'icon.png'),
    devTools: !app.isPackaged,
    log,
    onGivenUp: tellOfFailingPage,
  });
}

/** Where things are kept, and what opens them. */
function keptPorts() {
  return {
    dataFolder: app.getPath('userData'),
    clock: { now: () => Date.now() },
    log,
    keychain: createSafeKeyStore({ safeStorage, platform: process.platform }),
    loopbackStorePort: storePortIn(process.argv),
  };
}

function hostPorts(pages: Session) {
  const kept = keptPorts();
  const { clock } = kept;
  const power = createPowerEvents(powerMonitor);
  const { platform, env } = process;
  return {
    ...kept,
    startReading: () => utilityReading(utilityProcess, join(import.meta.dirname, 'segment-process.js')),
    appVersion: app.getVersion(),
    platform,
    env,
    power,
    presence: createIdleSensor({ idle: powerMonitor, power, platform, env }),
    // No list of windows yet on Windows and macOS: the rectangles that get-windows gives there were never held against
    // the pixels of a capture, and a cover in the wrong place is worse than no picture.
    openSign: () => openElectronSign({ platform, env, tray: trayPresence, window: openSignWindow(pages) }),
    screen: createDesktopScreen({ capturer: desktopCapturer, displays: screen, clock, listWindows: null }),
  };
}

/** The sign where the system shows no mark of ours. */
function openSignWindow(pages: Session): SignWindow {
  return createSignWindow({
    create: (options) => new BrowserWindow(options),
    session: pages,
    workArea: () => screen.getPrimaryDisplay().workArea,
    textOf: (content) => signText(content, systemLanguage()),
    now: () => performance.now(),
  });
}

function serve({ employee, manager }: HostServices, windows: Windows): void {
  const gate = createIpcGate({ ipc: ipcMain, contractOf: windows.contractOf, log });
  gate.serve(employeeContract, employee.service);
  employee.onChange(() => windows.notify('employee'));
  if (manager !== null) {
    gate.serve(managerContract, manager.service);
    manager.onChange(() => windows.notify('manager'));
  }
}

function openTray({ employee, manager }: HostServices, windows: Windows) {
  const bar = () => ({ platform: process.platform, dark: nativeTheme.shouldUseDarkColorsForSystemIntegratedUI });
  const imageOf = (shape: Parameters<typeof trayImageFile>[0]) =>
    nativeImage.createFromPath(join(root, 'assets', 'tray', trayImageFile(shape, bar())));
  const mark = new Tray(imageOf('closed'));
  const control = createTray<Menu>({
    tray: mark,
    imageOf,
    onBarChange: (listener) => void nativeTheme.on('updated', listener),
    buildMenu: (template) => Menu.buildFromTemplate(template),
    employee,
    open: windows.open,
    tell,
    platform: process.platform,
    language: systemLanguage(),
    hasManager: manager !== null,
    quit: () => app.quit(),
  });
  return { ...control, mark };
}

/** The shortcut, the quiet notices, and the session's end. Answers how each stops. */
function watchOver({ employee, save }: HostServices, windows: Windows): (() => void)[] {
  const open = () => windows.open('employee', 'today');
  const { platform, env } = process;
  return [
    registerPauseShortcut({
      shortcuts: globalShortcut,
      service: employee.service,
      open,
      log,
      isWayland: isOnWayland(platform, env),
    }),
    tellOfNews({
      employee,
      tell,
      openPage: () => windows.open('employee', 'consent'),
      language: systemLanguage(),
    }),
    tellOfShots({
      employee,
      tell,
      isPageOpen: () => windows.isOpen('employee'),
      openPage: open,
      language: systemLanguage(),
    }),
    watchSessionEnd({
      platform,
      createWindow: (options) => new BaseWindow(options),
      power: powerMonitor,
      save,
      quit: () => app.quit(),
      log,
    }),
  ];
}

function tellOfFailingPage(): void {
  const language = systemLanguage();
  tell({ title: say(trayWords, language, 'page-failed-title'), body: say(trayWords, language, 'page-failed') });
}

function systemLanguage() {
  return chooseLanguage(app.getPreferredSystemLanguages());
}

function giveUp(error: unknown): void {
  const said =
    error instanceof ProblemError
      ? wholeText('en', error.problem)
      : 'Something inside Plainsight failed while it started.';
  log(`could not start: ${said}`);
  dialog.showErrorBox('Plainsight could not start', `${said}\n\nNothing is being recorded.`);
  app.exit(1);
}
