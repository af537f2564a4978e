// A small working double of the Electron modules that the host uses. It keeps Electron's own rules where the host could
// break them: what must come before `ready` throws after it, and the other way round.

import { EventEmitter } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import vm from 'node:vm';
import type { BrowserWindowConstructorOptions, MenuItemConstructorOptions } from 'electron';

type Handler = (...args: unknown[]) => unknown;

function mustBe(ready: boolean, what: string): void {
  if (isReady !== ready) throw new Error(`${what} can only be called ${ready ? 'after' : 'before'} the app is ready`);
}

let isReady = false;
/** What happened that has no other trace, in order. */
export const journal: string[] = [];

class App extends EventEmitter {
  readonly isPackaged = false;
  readonly #userData = process.argv.find((arg) => arg.startsWith('--user-data-dir='))?.slice(16) ?? '';

  requestSingleInstanceLock(): boolean {
    try {
      closeSync(openSync(join(this.#userData, 'SingletonLock'), 'wx'));
      return true;
    } catch {
      return false;
    }
  }
  enableSandbox(): void {
    mustBe(false, 'app.enableSandbox');
    journal.push('sandbox');
  }
  whenReady(): Promise<void> {
    return new Promise((resolve) => (isReady ? resolve() : this.once('ready', () => resolve())));
  }
  getPath(): string {
    return this.#userData;
  }
  getPreferredSystemLanguages(): string[] {
    return ['en-GB'];
  }
  getVersion(): string {
    return '0.1.0';
  }
  setAsDefaultProtocolClient(scheme: string): boolean {
    journal.push(`protocol ${scheme}`);
    return true;
  }
  quit(): void {
    let prevented = false;
    this.emit('before-quit', { preventDefault: () => (prevented = true) });
    if (!prevented) this.exit(0);
  }
  exit(code: number): void {
    process.exitCode = code;
    process.disconnect?.();
  }
}
export const app = new App();
setImmediate(() => {
  isReady = true;
  app.emit('ready');
});

export const protocol = {
  registerSchemesAsPrivileged: (schemes: readonly unknown[]): void => {
    mustBe(false, 'protocol.registerSchemesAsPrivileged');
    journal.push(`schemes ${JSON.stringify(schemes)}`);
  },
};

export class SessionDouble extends EventEmitter {
  readonly handlers: Record<string, Handler> = {};
  readonly protocol = { handle: (scheme: string, handler: Handler) => this.#keep(`scheme ${scheme}`)(handler) };
  readonly webRequest = { onBeforeRequest: this.#keep('before-request') };
  readonly setPermissionRequestHandler = this.#keep('permission-request');
  readonly setPermissionCheckHandler = this.#keep('permission-check');
  readonly setDevicePermissionHandler = this.#keep('device');
  readonly setDisplayMediaRequestHandler = this.#keep('display');

  #keep(name: string): (handler: Handler) => void {
    return (handler) => {
      this.handlers[name] = handler;
    };
  }

  /** Loads an address as Chromium would: first the filter of requests, then the scheme's handler. */
  async load(url: string, method = 'GET'): Promise<Response> {
    let cancel = false;
    this.handlers['before-request']?.({ url, resourceType: 'other' }, (answer: { cancel: boolean }) => {
      cancel = answer.cancel;
    });
    const handler = this.handlers[`scheme ${new URL(url).protocol.slice(0, -1)}`];
    if (cancel || handler === undefined) return Response.error();
    return (await handler({ url, method })) as Response;
  }
}
export const sessions = new Map<string, SessionDouble>();
export const session = {
  fromPartition(name: string, options: unknown): SessionDouble {
    mustBe(true, 'session.fromPartition');
    journal.push(`session ${name} ${JSON.stringify(options)}`);
    const made = sessions.get(name) ?? new SessionDouble();
    sessions.set(name, made);
    return made;
  },
};

export const invokable = new Map<string, Handler>();
export const ipcMain = {
  handle(channel: string, handler: Handler): void {
    if (invokable.has(channel)) throw new Error(`a handler for ${channel} is there already`);
    invokable.set(channel, handler);
  },
};

/** A page's side: what its preload exposed, and the ipcRenderer that it was given. */
class ContentsDouble extends EventEmitter {
  static made = 0;
  readonly id = ++ContentsDouble.made;
  readonly mainFrame = { url: '' };
  readonly ipcRenderer = new EventEmitter();
  readonly exposed: Record<string, unknown> = {};
  openHandler: Handler = () => ({ action: 'allow' });
  setWindowOpenHandler(handler: Handler): void {
    this.openHandler = handler;
  }
  send(channel: string, ...args: unknown[]): void {
    this.ipcRenderer.emit(channel, { sender: this.ipcRenderer }, ...structuredClone(args));
  }
  async invoke(channel: string, ...args: unknown[]): Promise<unknown> {
    const handler = invokable.get(channel);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    const event = { sender: this, senderFrame: this.mainFrame };
    return structuredClone(await handler(event, ...structuredClone(args)));
  }
  /** Runs the preload as a sandboxed one runs: CommonJS, no Node, and of Electron two modules. */
  runPreload(file: string): void {
    const electron = {
      contextBridge: {
        exposeInMainWorld: (name: string, api: unknown) => {
          this.exposed[name] = api;
        },
      },
      ipcRenderer: Object.assign(this.ipcRenderer, {
        invoke: (channel: string, ...args: unknown[]) => this.invoke(channel, ...args),
      }),
    };
    const require = (name: string): unknown => {
      if (name !== 'electron') throw new Error(`a sandboxed preload cannot load ${name}`);
      return electron;
    };
    vm.runInNewContext(`(function (require, module, exports) {${readFileSync(file, 'utf8')}\n})`)(require, {}, {});
  }
}

export class BrowserWindow extends EventEmitter {
  static readonly all: BrowserWindow[] = [];
  readonly webContents = new ContentsDouble();
  readonly options: BrowserWindowConstructorOptions;
  shown = false;
  constructor(options: BrowserWindowConstructorOptions) {
    super();
    mustBe(true, 'new BrowserWindow');
    this.options = options;
    BrowserWindow.all.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }
  async loadURL(url: string): Promise<void> {
    const pages = this.options.webPreferences?.session as unknown as SessionDouble;
    const response = await pages.load(url);
    if (!response.ok) throw new Error(`ERR_FAILED loading ${url}`);
    this.webContents.mainFrame.url = url;
    this.webContents.runPreload(this.options.webPreferences?.preload ?? '');
    this.emit('ready-to-show');
  }
  show(): void {
    this.shown = true;
  }
  focus(): void {}
  isMinimized(): boolean {
    return false;
  }
  restore(): void {}
  destroy(): void {
    BrowserWindow.all.splice(BrowserWindow.all.indexOf(this), 1);
    this.emit('closed');
    if (BrowserWindow.all.length === 0 && !app.emit('window-all-closed')) app.quit();
  }
}

export interface MenuDouble {
  readonly items: readonly MenuItemConstructorOptions[];
}
export const Menu = {
  buildFromTemplate: (items: readonly MenuItemConstructorOptions[]): MenuDouble => ({ items }),
  setApplicationMenu: (menu: MenuDouble | null): void => void journal.push(`application menu ${menu}`),
};

export interface ImageDouble {
  readonly file: string;
}
export const nativeImage = {
  createFromPath(file: string): ImageDouble {
    if (!existsSync(file)) throw new Error(`no image at ${file}`);
    return { file };
  },
};

export class Tray {
  static current: Tray | null = null;
  image: ImageDouble;
  tooltip = '';
  menu: MenuDouble = { items: [] };
  constructor(image: ImageDouble) {
    mustBe(true, 'new Tray');
    this.image = image;
    Tray.current = this;
  }
  setImage(image: ImageDouble): void {
    this.image = image;
  }
  setToolTip(text: string): void {
    this.tooltip = text;
  }
  setContextMenu(menu: MenuDouble): void {
    this.menu = menu;
  }
  destroy(): void {
    Tray.current = null;
  }
}

export const shortcuts = new Map<string, () => void>();
export const globalShortcut = {
  register(accelerator: string, callback: () => void): boolean {
    mustBe(true, 'globalShortcut.register');
    if (shortcuts.has(accelerator)) return false;
    shortcuts.set(accelerator, callback);
    return true;
  },
  unregister: (accelerator: string): void => void shortcuts.delete(accelerator),
};

export class Notification extends EventEmitter {
  static isSupported(): boolean {
    return true;
  }
  readonly options: { readonly title: string; readonly body: string };
  constructor(options: { readonly title: string; readonly body: string }) {
    super();
    mustBe(true, 'new Notification');
    this.options = options;
  }
  show(): void {
    journal.push(`notice ${this.options.title}: ${this.options.body}`);
  }
}

export const nativeTheme = Object.assign(new EventEmitter(), { shouldUseDarkColorsForSystemIntegratedUI: false });
export const powerMonitor = Object.assign(new EventEmitter(), { getSystemIdleTime: () => 3 });
export const desktopCapturer = { getSources: async () => [] };
export const screen = { getAllDisplays: () => [], getPrimaryDisplay: () => ({ id: 0 }) };
export const safeStorage = {
  isAsyncEncryptionAvailable: async () => true,
  getSelectedStorageBackend: () => 'gnome_libsecret',
  encryptStringAsync: async (text: string) => Buffer.from(`sealed ${text}`),
  decryptStringAsync: async (sealed: Buffer) => ({ result: sealed.toString().slice(7), shouldReEncrypt: false }),
};
export const dialog = { showErrorBox: (title: string, text: string): void => void journal.push(`${title}: ${text}`) };
