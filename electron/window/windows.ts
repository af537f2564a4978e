import type { BrowserWindow, BrowserWindowConstructorOptions, Session } from 'electron';
import { changeChannelOf } from '../channels.ts';
import { type HealedWindow, type PageHealth, watchPage } from './page-health.ts';
import { host, scheme } from './scheme.ts';
import { strictPreferences } from './strict-preferences.ts';

export type WindowName = 'employee' | 'manager';

type Contents = Pick<BrowserWindow['webContents'], 'id' | 'send' | 'getURL'> &
  HealedWindow['webContents'] & {
    on(event: 'will-prevent-unload', listener: (event: { preventDefault(): void }) => void): unknown;
  };

export interface PageWindow
  extends Pick<
      BrowserWindow,
      'loadURL' | 'show' | 'focus' | 'isMinimized' | 'restore' | 'close' | 'destroy' | 'isDestroyed'
    >,
    Pick<HealedWindow, 'on'> {
  readonly webContents: Contents;
  once(event: 'ready-to-show' | 'closed', listener: () => void): unknown;
}

interface WindowsOptions {
  readonly create: (options: BrowserWindowConstructorOptions) => PageWindow;
  readonly session: Session;
  /** The preload that knows the calls of this page's contract and no other. */
  readonly preloadOf: (page: WindowName) => string;
  readonly iconFile: string;
  readonly devTools: boolean;
  readonly log: (reason: string) => void;
  /** Asks the person whether what a page holds unsaved may go: Electron itself would only refuse to close. */
  readonly mayDiscard: () => boolean;
  /** A page failed again and again, and its window is gone. */
  readonly onGivenUp: () => void;
}

/** Opens a page, at one of its places (the part of its address after `#`) where that is given. */
export type OpenPage = (page: WindowName, place?: Place) => void;

/** Places of the employee's page that the host opens. */
type Place = 'today' | 'timesheet' | 'consent' | 'access-log' | 'health';

export interface Windows {
  /** Opens the page's window, or brings the open one to the front. */
  readonly open: OpenPage;
  isOpen(page: WindowName): boolean;
  contractOf(contentsId: number): WindowName | undefined;
  /** Tells the page, where it is open, that something changed. */
  notify(page: WindowName): void;
  closeAll(): void;
  /** Closes every window as a person does, who is asked about what is not saved. Answers whether all of them are closed. */
  closeAsking(): Promise<boolean>;
}

/** A page that hangs answers nothing, and keeps nobody from quitting. */
const answerWithinMs = 3_000;

/** At most one window a page. A window is made when it is opened and gone when it is closed: a hidden one costs memory and wake-ups. */
export function createWindows(options: WindowsOptions): Windows {
  const open = new Map<WindowName, Opened>();
  return {
    isOpen: (page) => open.has(page),
    open(page, place) {
      const existing = open.get(page);
      if (existing === undefined) return create(page, place);
      const { window, health } = existing;
      health.wake();
      // The place that is shown already would be loaded anew, and with it goes what was typed there.
      if (place !== undefined && window.webContents.getURL() !== pageUrl(page, place))
        load(window, pageUrl(page, place));
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    contractOf: (contentsId) => [...open].find(([, opened]) => opened.contentsId === contentsId)?.[0],
    notify: (page) => open.get(page)?.window.webContents.send(changeChannelOf(page)),
    closeAll: () => {
      for (const { window } of [...open.values()]) window.destroy();
    },
    async closeAsking() {
      for (const opened of [...open.values()]) if (!(await isClosed(opened))) return false;
      return true;
    },
  };

  function isClosed(opened: Opened): Promise<boolean> {
    const { window } = opened;
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(true), answerWithinMs);
      const answer = (closed: boolean) => () => {
        clearTimeout(timer);
        resolve(closed);
      };
      window.once('closed', answer(true));
      opened.onStay = answer(false);
      window.close();
    });
  }

  function create(page: WindowName, place?: Place): void {
    const window = options.create(windowOptions(page, options));
    const health = watchPage(window, {
      now: Date.now,
      log: options.log,
      onGivenUp: () => {
        window.destroy();
        options.onGivenUp();
      },
    });
    // The id is kept beside the window because `webContents` may not be touched any more once it is closed.
    const opened: Opened = { window, health, contentsId: window.webContents.id, onStay: () => {} };
    open.set(page, opened);
    window.webContents.on('will-prevent-unload', (event) => {
      // Here the default is to stay.
      if (options.mayDiscard()) event.preventDefault();
      else opened.onStay();
    });
    window.once('closed', () => open.delete(page));
    window.once('ready-to-show', () => window.show());
    load(window, pageUrl(page, place));
  }

  /** What fails to load is told by an event besides, and tried again there. */
  function load(window: PageWindow, url: string): void {
    window.loadURL(url).catch(() => {});
  }
}

interface Opened {
  readonly window: PageWindow;
  readonly health: PageHealth;
  readonly contentsId: number;
  /** The person was asked whether what the page holds may go, and keeps it. */
  onStay: () => void;
}

export function pageUrl(page: WindowName, place?: Place): string {
  return `${scheme}://${host}/${page}.html${place === undefined ? '' : `#${place}`}`;
}

export function windowOptions(
  page: WindowName,
  { session, preloadOf, iconFile, devTools }: Omit<WindowsOptions, 'create' | 'log' | 'mayDiscard' | 'onGivenUp'>,
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
    webPreferences: { ...strictPreferences, session, preload: preloadOf(page), devTools },
  };
}
