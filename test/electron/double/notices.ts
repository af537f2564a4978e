import { EventEmitter } from 'node:events';
import { app, journal, mustBe } from './app.ts';
import { system } from './system.ts';

/** Whether the system refuses notices, as macOS does those of an unsigned program. */
export const refusing = { notices: false };

/** Held weakly, as Electron holds them: one that nobody keeps is collected, and what is chosen of it then reaches nobody. */
const shown: WeakRef<Notification>[] = [];

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
    // Windows shows nothing of a program that it knows by no id.
    if (refusing.notices || (system.platform === 'win32' && app.userModelId === null)) {
      setImmediate(() => this.emit('failed', {}, 'not allowed'));
      return;
    }
    shown.push(new WeakRef(this));
    journal.push(`notice ${this.options.title}: ${this.options.body}`);
  }
  close(): void {
    this.emit('close', {});
  }
}

/** Collects what nobody holds, and answers how many of the notices that were shown are still there. */
export async function collect(): Promise<number> {
  for (let turn = 0; turn < 3; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    (globalThis as { gc?: () => void }).gc?.();
  }
  return shown.filter((notice) => notice.deref() !== undefined).length;
}

/** The person chooses the newest notice, or closes it. False where nothing is left of it. */
export function answerNotice(how: 'click' | 'close'): boolean {
  const notice = shown.at(-1)?.deref();
  notice?.emit(how, {});
  return notice !== undefined;
}
