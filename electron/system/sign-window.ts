import type { BrowserWindow, BrowserWindowConstructorOptions, Rectangle, Session } from 'electron';
import type { SensorFailure, SignContent } from '../../agent/ports.ts';
import { HiddenTime } from '../../agent/sign/hidden-time.ts';
import { reason } from '../../core/reason.ts';
import { strictPreferences } from '../window/strict-preferences.ts';

export interface SignWindow {
  /** Puts it up with what it says, or takes it down. */
  show(content: SignContent | null): void;
  /** Whether it is on the screen. */
  readonly isSeen: boolean;
  /** Why it does not count as seen; null while it does, and while it is on its way. */
  readonly failure: SensorFailure | null;
  onChange(listener: () => void): () => void;
}

type Window = Pick<
  BrowserWindow,
  | 'loadURL'
  | 'showInactive'
  | 'setAlwaysOnTop'
  | 'setVisibleOnAllWorkspaces'
  | 'setBounds'
  | 'isVisible'
  | 'isDestroyed'
  | 'destroy'
> & {
  on(event: 'close', listener: (event: { preventDefault(): void }) => void): unknown;
  on(event: 'closed' | 'hide' | 'show' | 'minimize', listener: () => void): unknown;
};

interface SignWindowOptions {
  readonly create: (options: BrowserWindowConstructorOptions) => Window;
  readonly session: Session;
  /** Where windows may lie on the main screen. */
  readonly workArea: () => Rectangle;
  /** The line that says what is recorded. */
  readonly textOf: (content: SignContent) => string;
  /** ms of a clock that is never set. */
  readonly now: () => number;
}

const height = 28;
const margin = 12;
/** CSS pixels a character takes at most at this size of text, so that no line is cut. */
const perCharacter = 8;

/**
 * A small window in a corner, above all others, that cannot be closed while it is wanted. Taken away by whatever, it is put back, and until it is there
 * it does not count as seen; nor does it after that has happened again and again. There is no setting for it.
 */
export function createSignWindow(options: SignWindowOptions): SignWindow {
  const hidden = new HiddenTime(options.now());
  const listeners = new Set<() => void>();
  let content: SignContent | null = null;
  let window: Window | null = null;
  let shown = '';

  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  const isUp = (): boolean => window !== null && !window.isDestroyed() && window.isVisible();
  const changed = (): void => {
    if (isUp()) hidden.seen(options.now());
    else hidden.hidden(options.now());
    tell();
  };
  /** Not from within the event that tells that it was taken away. */
  const putBack = (): void => {
    changed();
    setImmediate(put);
  };

  function put(): void {
    if (content === null) return;
    if (window === null || window.isDestroyed()) window = open();
    const text = options.textOf(content);
    if (text !== shown) {
      shown = text;
      window.setBounds(placeOf(text, options.workArea()));
      window.loadURL(pageOf(text)).catch(() => {});
    }
    if (window.isVisible()) hidden.seen(options.now());
    else window.showInactive();
  }

  function open(): Window {
    const made = options.create(signWindowOptions(options.session));
    shown = '';
    made.setAlwaysOnTop(true, 'screen-saver');
    made.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true });
    made.on('close', (event) => {
      if (content !== null) event.preventDefault();
    });
    made.on('show', changed);
    for (const event of ['hide', 'minimize', 'closed'] as const) made.on(event, putBack);
    return made;
  }

  return {
    show(next) {
      content = next;
      if (content === null) {
        window?.destroy();
        window = null;
      } else put();
    },
    get isSeen() {
      return content !== null && isUp() && !hidden.isTooMuch;
    },
    get failure() {
      return hidden.isTooMuch ? takenAway : null;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function placeOf(text: string, { x, y, width, height: below }: Rectangle): Rectangle {
  const wide = Math.min(width - 2 * margin, text.length * perCharacter + 44);
  return { x: x + width - wide - margin, y: y + below - height - margin, width: wide, height };
}

/** A line of our own words without a script; nothing of what was captured is in it. */
function pageOf(text: string): string {
  const said = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const style =
    'body{margin:0;height:100vh;box-sizing:border-box;border:1px solid #2dd4bf;background:#1b1c1e;color:#ecebe7;' +
    'display:flex;align-items:center;gap:8px;padding:0 12px;font:13px sans-serif;white-space:nowrap;overflow:hidden;' +
    'user-select:none}i{flex:none;width:8px;height:8px;border-radius:50%;background:#2dd4bf}';
  const page = `<!doctype html><meta charset="utf-8"><title>Plainsight</title><style>${style}</style><i></i><span>${said}</span>`;
  return `data:text/html;charset=utf-8,${encodeURIComponent(page)}`;
}

export function signWindowOptions(session: Session): BrowserWindowConstructorOptions {
  return {
    show: false,
    title: 'Plainsight',
    frame: false,
    resizable: false,
    minimizable: false,
    maximizable: false,
    fullscreenable: false,
    closable: false,
    focusable: false,
    skipTaskbar: true,
    alwaysOnTop: true,
    webPreferences: { ...strictPreferences, session, javascript: false, devTools: false },
  };
}

const takenAway: SensorFailure = { ok: false, reason: reason('sign-taken') };
