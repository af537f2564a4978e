import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import vm from 'node:vm';
import type { BrowserWindowConstructorOptions } from 'electron';
import { app, journal, mustBe } from './app.ts';
import { type Handler, invokable, type SessionDouble } from './sessions.ts';
import { system } from './system.ts';

/** A page's side: what its preload exposed, and the ipcRenderer that it was given. */
class ContentsDouble extends EventEmitter {
  static made = 0;
  readonly id = ++ContentsDouble.made;
  readonly mainFrame = { url: '' };
  ipcRenderer = new EventEmitter();
  exposed: Record<string, unknown> = {};
  /** How often a document was loaded: what was typed into one is gone with the next. */
  loads = 0;
  isGone = false;
  openHandler: Handler = () => ({ action: 'allow' });
  readonly load: (url: string) => Promise<void>;

  constructor(load: (url: string) => Promise<void>) {
    super();
    this.load = load;
  }
  setWindowOpenHandler(handler: Handler): void {
    this.openHandler = handler;
  }
  getURL(): string {
    return this.mainFrame.url;
  }
  isCrashed(): boolean {
    return this.isGone;
  }
  reload(): void {
    void this.load(this.mainFrame.url);
  }
  send(channel: string, ...args: unknown[]): void {
    if (!this.isGone) this.ipcRenderer.emit(channel, { sender: this.ipcRenderer }, ...structuredClone(args));
  }
  /** Nothing of a page that is gone answers any more, and nothing brings it back by itself. */
  crash(reason: string): void {
    this.isGone = true;
    this.exposed = {};
    this.emit('render-process-gone', {}, { reason, exitCode: 5 });
  }
  /**
   * The page itself, or the person in it, goes to an address: `location.reload()` is one of these ways. `loadURL` and `reload` of main are not.
   * Answers whether it was let.
   */
  async navigate(url: string, from: 'main' | 'sub' = 'main'): Promise<boolean> {
    const isMainFrame = from === 'main';
    let prevented = false;
    const details = { url, isSameDocument: false, isMainFrame, frame: this.mainFrame, initiator: this.mainFrame };
    const event = { ...details, preventDefault: () => (prevented = true) };
    this.emit('will-frame-navigate', event);
    if (!prevented && isMainFrame) this.emit('will-navigate', event, url, false, true);
    if (!prevented && isMainFrame) await this.load(url);
    return !prevented;
  }
  async invoke(channel: string, ...args: unknown[]): Promise<unknown> {
    const handler = invokable.get(channel);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    const event = { sender: this, senderFrame: this.mainFrame };
    return structuredClone(await handler(event, ...structuredClone(args)));
  }
  /** Runs the preload as a sandboxed one runs: CommonJS, no Node, and of Electron two modules. */
  runPreload(file: string): void {
    this.ipcRenderer = new EventEmitter();
    this.exposed = {};
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

/** Windows of both kinds, as Windows sees them: what has no window hears nothing of the session's end. */
export const openWindows: BaseWindow[] = [];

export class BaseWindow extends EventEmitter {
  readonly options: BrowserWindowConstructorOptions;
  shown: boolean;
  #destroyed = false;
  constructor(options: BrowserWindowConstructorOptions = {}) {
    super();
    mustBe(true, 'new BaseWindow');
    this.options = options;
    this.shown = options.show !== false;
    openWindows.push(this);
  }
  get label(): string {
    return this.options.title ?? '';
  }
  mustLive(): void {
    if (this.#destroyed) throw new TypeError('Object has been destroyed');
  }
  isDestroyed(): boolean {
    return this.#destroyed;
  }
  isVisible(): boolean {
    this.mustLive();
    return this.shown;
  }
  show(): void {
    this.mustLive();
    this.shown = true;
    this.emit('show');
  }
  showInactive(): void {
    this.show();
  }
  hide(): void {
    this.mustLive();
    this.shown = false;
    this.emit('hide');
  }
  focus(): void {
    this.mustLive();
    journal.push(`focus ${this.label}`);
  }
  isMinimized(): boolean {
    this.mustLive();
    return false;
  }
  restore(): void {
    this.mustLive();
  }
  setAlwaysOnTop(): void {
    this.mustLive();
  }
  setVisibleOnAllWorkspaces(): void {
    this.mustLive();
  }
  setBounds(): void {
    this.mustLive();
  }
  /** As when a person closes it: the app may say no. */
  close(): void {
    this.mustLive();
    let prevented = false;
    this.emit('close', { preventDefault: () => (prevented = true) });
    if (!prevented) this.destroy();
  }
  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    openWindows.splice(openWindows.indexOf(this), 1);
    this.emit('closed');
    if (openWindows.length === 0 && !app.emit('window-all-closed')) app.quit();
  }
}

export class BrowserWindow extends BaseWindow {
  static get all(): BrowserWindow[] {
    return openWindows.filter((window): window is BrowserWindow => window instanceof BrowserWindow);
  }
  readonly #contents: ContentsDouble;
  constructor(options: BrowserWindowConstructorOptions) {
    super(options);
    this.#contents = new ContentsDouble((url) => this.#load(url));
    app.emit('web-contents-created', {}, this.#contents);
  }
  get webContents(): ContentsDouble {
    this.mustLive();
    return this.#contents;
  }
  getMediaSourceId(): string {
    this.mustLive();
    return `window:${this.#contents.id}:0`;
  }
  /** As Chromium does: an address that differs in its fragment alone is a place in the same document; the very same one is loaded again. */
  async loadURL(url: string): Promise<void> {
    this.mustLive();
    const [document, fragment] = url.split('#');
    const [shown, before] = this.#contents.mainFrame.url.split('#');
    if (document === shown && fragment !== before && fragment !== undefined && !this.#contents.isGone)
      this.#contents.mainFrame.url = url;
    else await this.#load(url);
  }
  async #load(url: string): Promise<void> {
    const pages = this.options.webPreferences?.session as unknown as SessionDouble;
    const response = url.startsWith('data:') ? await pages.loadData(url) : await pages.load(url);
    if (this.isDestroyed()) throw new Error(`ERR_FAILED loading ${url}`);
    if (!response.ok) {
      this.#contents.emit('did-fail-load', {}, -2, 'ERR_FAILED', url, true);
      throw new Error(`ERR_FAILED loading ${url}`);
    }
    this.#contents.isGone = false;
    this.#contents.loads += 1;
    this.#contents.mainFrame.url = url;
    const { preload } = this.options.webPreferences ?? {};
    if (preload !== undefined) this.#contents.runPreload(preload);
    this.emit('ready-to-show');
    this.#contents.emit('did-finish-load');
  }
}

/**
 * Windows ends the session: every window is asked, then told, and then the process is gone as soon as the last listener returns, unless it had
 * begun to quit. No `before-quit` comes of it. In between the other programs are asked.
 */
export async function endSession(): Promise<void> {
  if (system.platform !== 'win32') throw new Error('only Windows ends a session like this');
  const tell = (event: string): void => {
    for (const window of [...openWindows]) window.emit(event, { preventDefault: () => {}, reasons: ['shutdown'] });
  };
  tell('query-session-end');
  await new Promise((resolve) => setTimeout(resolve, 200));
  tell('session-end');
  if (!app.isQuitting) process.exit(0);
}
