import { app, dialog, protocol } from 'electron';
import { untilTold } from '../agent/host/end-signals.ts';
import { problem } from '../core/problem.ts';
import { ProblemError, unwrap } from '../core/result.ts';
import { wholeText } from '../messages/problem-text.ts';
import { appId } from './app-id.ts';
import { log } from './host.ts';
import { hostPorts, leaveBrowsers, withdrawalPorts } from './host-ports.ts';
import { type HostServices, openServices, withdrawAlone } from './services.ts';
import { setupTray, setupWatches } from './setup-tray.ts';
import { setupGate, setupMenu, setupSession, setupWindows } from './setup-windows.ts';
import { browserSocketOf, passForBrowser } from './system/browser-host.ts';
import { layLinkAside, takeLinkAside } from './system/link-aside.ts';
import { OpenedInbox, openedWith, readOpened } from './system/opened-with.ts';
import { closeBeforeQuit } from './system/quit.ts';
import { asksToWithdraw, withdrawAndExit } from './system/withdraw.ts';
import { TrayPresence } from './tray/tray-sign.ts';
import { lockContents } from './window/navigation.ts';
import { scheme } from './window/scheme.ts';
import type { WindowName, Windows } from './window/windows.ts';

const inbox = new OpenedInbox();

const noSandbox = problem('no-sandbox');

// Whatever is written from here on is for this account alone, Chromium's files and SQLite's included.
process.umask(0o077);

// A browser starts it to pass messages to the instance that records, which holds the lock.
const browserSocket = browserSocketOf(process.argv.slice(1), process.cwd());

// One instance only, before anything else: two would record twice into one vault.
if (browserSocket !== null) {
  passForBrowser(app, browserSocket).catch(() => app.exit(1));
} else if (asksToWithdraw(process.argv.slice(1), process.cwd())) {
  const alone = () => withdrawAlone(withdrawalPorts());
  const dataFolder = app.getPath('userData');
  withdrawAndExit({ app, dataFolder, leaveBrowsers, alone, log }).catch(() => app.exit(1));
} else if (app.isPackaged && app.commandLine.hasSwitch('no-sandbox')) {
  app.whenReady().then(() => giveUp(new ProblemError(noSandbox)));
} else if (app.requestSingleInstanceLock()) {
  const withoutLink = layLinkAside(process.argv.slice(1), process.cwd(), app.getPath('userData'));
  if (withoutLink === null) setupBeforeReady();
  else startAgain(withoutLink);
} else {
  app.quit();
}

/** The sandbox and the scheme can be set before `ready` only; the hook on web contents must be there before any contents are. */
function setupBeforeReady(): void {
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
  app.whenReady().then(setup).catch(giveUp);
}

/**
 * The session is locked before a window can exist in it; the services run before a page can ask them; the gate stands before the tray, because
 * the tray is what opens windows; what was opened is taken once there are pages to show it. What closes does so in the other direction.
 */
async function setup(): Promise<void> {
  const trayPresence = new TrayPresence();
  setupMenu();
  const pages = setupSession();
  const windows = setupWindows(pages);
  const services = unwrap(await openServices(hostPorts(pages, trayPresence)));
  setupGate(services, windows);
  const closeTray = await setupTray(services, windows, trayPresence);
  const first = await firstPage(services);
  setupOpening(services, windows, first);
  const stopWatches = setupWatches(services, windows);
  closeBeforeQuit(app, [windows.closeAll, closeTray, ...stopWatches, services.close], log);
  // Elsewhere Electron does so by itself.
  if (process.platform === 'win32') void untilTold().then(() => app.quit());
  if (!process.argv.includes('--in-tray')) windows.open(first);
}

/** Takes what the program was opened with, and what a further start of it brings. */
function setupOpening(services: HostServices, windows: Windows, first: WindowName): void {
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

function takeOpened(event: { preventDefault(): void }, opened: string): void {
  event.preventDefault();
  inbox.put(opened);
}

function startAgain(args: string[]): void {
  // What runs inside of an AppImage is gone from its place when this process ends.
  const image = process.env.APPIMAGE;
  app.relaunch(image === undefined ? { args } : { args, execPath: image });
  app.exit(0);
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
