import type { Rectangle } from 'electron';
import {
  type RecordingSign,
  type SensorFailure,
  type SignContent,
  type SignState,
  signComing,
} from '../../agent/ports.ts';
import { openRecordingSign, type SignOptions } from '../../agent/sign/detect.ts';
import type { SignWindow } from '../system/sign-window.ts';

/** The mark in the bar, as the system tells of it. */
interface Mark {
  getBounds(): Rectangle;
}

/** Whether the mark in the bar is there: `unknown` before it was made, and never again once it was destroyed. */
export class TrayPresence {
  #mark: Mark | null | undefined;
  readonly #listeners = new Set<() => void>();

  /** `gone` also where it was made and the system shows no bar, as policies of Windows can have it: then it has no place on the screen. */
  get state(): 'unknown' | 'up' | 'gone' {
    if (this.#mark === undefined) return 'unknown';
    if (this.#mark === null) return 'gone';
    const { width, height } = this.#mark.getBounds();
    return width > 0 && height > 0 ? 'up' : 'gone';
  }

  /** Null: it was taken down for good. */
  set(mark: Mark | null): void {
    this.#mark = mark;
    for (const listener of this.#listeners) listener();
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

interface ElectronSignOptions extends SignOptions {
  readonly tray: TrayPresence;
  readonly window: SignWindow;
}

/** How often the system is asked whether the mark is there. */
const lookMs = 2_000;

/**
 * Windows and macOS have a bar for the mark, which says in words what is recorded: it is the sign while it has a place on the screen. Where it has
 * none, a small window of ours is. Linux may have no bar, and no program can tell; there a small window is the sign, as it is without Electron.
 */
export async function openElectronSign(options: ElectronSignOptions): Promise<RecordingSign> {
  if (options.platform !== 'win32' && options.platform !== 'darwin') return openRecordingSign(options);
  return new BarSign(options.tray, options.window);
}

class BarSign implements RecordingSign {
  readonly #tray: TrayPresence;
  readonly #window: SignWindow;
  readonly #listeners = new Set<() => void>();
  readonly #unfollow: (() => void)[];
  #content: SignContent | null = null;
  #timer: NodeJS.Timeout | null = null;
  /** How often in a row there was no mark: a system may give it its place a moment after it was made. */
  #missed = 0;

  constructor(tray: TrayPresence, window: SignWindow) {
    this.#tray = tray;
    this.#window = window;
    this.#unfollow = [tray.onChange(() => this.#look()), window.onChange(() => this.#tell())];
  }

  show(content: SignContent | null): void {
    this.#content = content;
    if (content === null) {
      this.#rest();
      return;
    }
    if (this.#missed > 1) this.#window.show(content);
    this.#timer ??= setInterval(() => this.#look(), lookMs).unref();
  }

  state(): SignState {
    if (this.#content === null) return notShown(signComing);
    const { purposes } = this.#content;
    if (this.#tray.state === 'up' || this.#window.isSeen) return { kind: 'shown', purposes };
    return notShown(this.#window.failure ?? signComing);
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.show(null);
    for (const stop of this.#unfollow) stop();
    this.#listeners.clear();
  }

  #look(): void {
    if (this.#content === null) return;
    const { state } = this.#tray;
    this.#missed = state === 'gone' ? this.#missed + 1 : 0;
    if (state === 'up') this.#window.show(null);
    else if (this.#missed > 1) this.#window.show(this.#content);
    this.#tell();
  }

  #rest(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#missed = 0;
    this.#window.show(null);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

function notShown(failure: SensorFailure): SignState {
  return { kind: 'not-shown', failure };
}
