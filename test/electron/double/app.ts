import { EventEmitter } from 'node:events';
import { closeSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { system } from './system.ts';

/** What happened that has no other trace, in order. */
export const journal: string[] = [];

let isReady = false;

export function mustBe(ready: boolean, what: string): void {
  if (isReady !== ready) throw new Error(`${what} can only be called ${ready ? 'after' : 'before'} the app is ready`);
}

class App extends EventEmitter {
  readonly isPackaged = system.resources !== null;
  readonly #userData = process.argv.find((arg) => arg.startsWith('--user-data-dir='))?.slice(16) ?? '';
  /** Set once quitting has begun: Windows then lets the app end by itself. */
  isQuitting = false;
  #isFirst = false;
  userModelId: string | null = null;
  readonly commandLine = { hasSwitch: (name: string) => process.argv.includes(`--${name}`) };

  isReady(): boolean {
    return isReady;
  }
  requestSingleInstanceLock(): boolean {
    try {
      closeSync(openSync(join(this.#userData, 'SingletonLock'), 'wx'));
      this.#isFirst = true;
      return true;
    } catch {
      return false;
    }
  }
  enableSandbox(): void {
    mustBe(false, 'app.enableSandbox');
    // Chromium was started without a sandbox, and Electron takes the switch back: pages would be started for a sandbox that is not there.
    if (process.argv.includes('--no-sandbox')) throw new Error('app.enableSandbox contradicts --no-sandbox');
    journal.push('sandbox');
  }
  setAppUserModelId(id: string): void {
    if (system.platform !== 'win32') throw new TypeError('app.setAppUserModelId is not a function');
    this.userModelId = id;
    journal.push(`user model ${id}`);
  }
  whenReady(): Promise<void> {
    return new Promise((resolve) => (isReady ? resolve() : this.once('ready', () => resolve())));
  }
  getPath(): string {
    return this.#userData;
  }
  getPreferredSystemLanguages(): string[] {
    mustBe(true, 'app.getPreferredSystemLanguages');
    return ['en-GB'];
  }
  getVersion(): string {
    return '0.1.0';
  }
  setAsDefaultProtocolClient(scheme: string): boolean {
    journal.push(`protocol ${scheme}`);
    return true;
  }
  /** What is to be started once this process has ended; left where the test finds it. */
  relaunch({ args }: { readonly args: readonly string[] }): void {
    writeFileSync(join(this.#userData, 'relaunched'), JSON.stringify(args));
  }
  quit(): void {
    let prevented = false;
    this.emit('before-quit', { preventDefault: () => (prevented = true) });
    this.isQuitting = !prevented;
    if (!prevented) this.exit(0);
  }
  exit(code: number): void {
    if (this.#isFirst) rmSync(join(this.#userData, 'SingletonLock'), { force: true });
    process.exitCode = code;
    process.disconnect?.();
  }
}
export const app = new App();
setImmediate(() => {
  isReady = true;
  app.emit('ready');
});
