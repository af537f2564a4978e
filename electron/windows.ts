import type { BrowserWindow, BrowserWindowConstructorOptions, Session } from 'electron';
import { changeChannelOf } from './channels.ts';
import { host, scheme } from './scheme.ts';

export type PageName = 'employee' | 'manager';

type Contents = Pick<BrowserWindow['webContents'], 'id' | 'send'>;

export interface PageWindow
  extends Pick<BrowserWindow, 'loadURL' | 'show' | 'focus' | 'isMinimized' | 'restore' | 'destroy'> {
  readonly webContents: Contents;
  once(event: 'ready-to-show' | 'closed', listener: () => void): unknown;
}

export interface WindowsOptions {
  readonly create: (options: BrowserWindowConstructorOptions) => PageWindow;
  readonly session: Session;
  /** The preload that knows the calls of this page's contract and no other. */
  readonly preloadOf: (page: PageName) => string;
  readonly iconFile: string;
  readonly devTools: boolean;
}

/** Opens a page, at one of its places (the part of its address after `#`) where that is given. */
export type OpenPage = (page: PageName, place?: Place) => void;

/** Places of the employee's page that the host opens. */
export type Place = 'today' | 'consent' | 'health';

export interface Windows {
  /** Opens the page's window, or brings the open one to the front. */
  readonly open: OpenPage;
  isOpen(page: PageName): boolean;
  contractOf(contentsId: number): PageName | undefined;
  /** Tells the page, where it is open, that something changed. */
  notify(page: PageName): void;
  closeAll(): void;
}

/** At most one window a page. A window is made when it is opened and gone when it is closed: a hidden one costs memory and wake-ups. */
export function createWindows(options: WindowsOptions): Windows {
  const open = new Map<PageName, { readonly window: PageWindow; readonly contentsId: number }>();
  return {
    isOpen: (page) => open.has(page),
    open(page, place) {
      const existing = open.get(page)?.window;
      if (existing !== undefined) {
        if (place !== undefined) void existing.loadURL(pageUrl(page, place));
        if (existing.isMinimized()) existing.restore();
        existing.show();
        existing.focus();
        return;
      }
      const window = options.create(windowOptions(page, options));
      // The id is kept beside the window because `webContents` may not be touched any more once it is closed.
      open.set(page, { window, contentsId: window.webContents.id });
      window.once('closed', () => open.delete(page));
      window.once('ready-to-show', () => window.show());
      void window.loadURL(pageUrl(page, place));
    },
    contractOf: (contentsId) => [...open].find(([, opened]) => opened.contentsId === contentsId)?.[0],
    notify: (page) => open.get(page)?.window.webContents.send(changeChannelOf(page)),
    closeAll: () => {
      for (const { window } of [...open.values()]) window.destroy();
    },
  };
}

export function pageUrl(page: PageName, place?: Place): string {
  return `${scheme}://${host}/${page}.html${place === undefined ? '' : `#${place}`}`;
}

/** Every setting that keeps a page in its place is written out, whatever Electron's default is at present. */
export function windowOptions(
  page: PageName,
  { session, preloadOf, iconFile, devTools }: Omit<WindowsOptions, 'create'>,
): BrowserWindowConstructorOptions {
  return {
    width: 1180,
    height: 820,
    minWidth: 640,
    minHeight: 480,
    show: false,
    title: 'Plainsight',
    icon: iconFile,
    autoHideMenuBar: true,
    webPreferences: {
      session,
      preload: preloadOf(page),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools,
    },
  };
}
