import { type RecordingSign, type SignContent, type SignState, signComing } from '../agent/ports.ts';
import { openRecordingSign, type SignOptions } from '../agent/sign/detect.ts';

/** Whether the mark in the bar is there: known once it was made, and until it is destroyed. */
export class TrayPresence {
  #isUp = false;
  readonly #listeners = new Set<() => void>();

  get isUp(): boolean {
    return this.#isUp;
  }

  set(isUp: boolean): void {
    this.#isUp = isUp;
    for (const listener of this.#listeners) listener();
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/**
 * Windows and macOS always have a bar for the mark, which says in words what is recorded: it is the sign. Linux may have none, and no program
 * can tell; there a small window is the sign, as it is without Electron.
 */
export async function openElectronSign(options: SignOptions, tray: TrayPresence): Promise<RecordingSign> {
  if (options.platform !== 'win32' && options.platform !== 'darwin') return openRecordingSign(options);
  return traySign(tray);
}

function traySign(tray: TrayPresence): RecordingSign {
  let content: SignContent | null = null;
  return {
    show: (next) => {
      content = next;
    },
    state: (): SignState =>
      content === null || !tray.isUp
        ? { kind: 'not-shown', failure: signComing }
        : { kind: 'shown', purposes: content.purposes },
    onChange: (listener) => tray.onChange(listener),
    close: async () => {
      content = null;
    },
  };
}
