import type { BrowserWindow, RenderProcessGoneDetails } from 'electron';

export interface HealedWindow {
  readonly webContents: Pick<BrowserWindow['webContents'], 'reload' | 'forcefullyCrashRenderer'> & {
    on(event: 'render-process-gone', listener: (event: unknown, details: RenderProcessGoneDetails) => void): unknown;
    on(
      event: 'did-fail-load',
      listener: (event: unknown, code: number, what: string, url: string, isMainFrame: boolean) => void,
    ): unknown;
  };
  on(event: 'unresponsive' | 'responsive', listener: () => void): unknown;
  isDestroyed(): boolean;
}

interface PageHealthOptions {
  readonly now: () => number;
  readonly log: (reason: string) => void;
  /** The page fails again and again: it is given up, and the person is told. */
  readonly onGivenUp: () => void;
}

export interface PageHealth {
  /** Called when a person wants the window: a page that does not answer is ended and loaded anew. */
  readonly wake: () => void;
}

/** How often a page is loaded again, and within which time. */
const tries = 3;
const withinMs = 60_000;
/** Chromium's ERR_ABORTED: another load took over. */
const aborted = -3;

/** Keeps a window from standing there dead: a page whose process ends, or that does not load, is loaded again, some times. */
export function watchPage(window: HealedWindow, { now, log, onGivenUp }: PageHealthOptions): PageHealth {
  let failures: number[] = [];
  let isHung = false;
  const { webContents } = window;
  const again = (): void => {
    if (window.isDestroyed()) return;
    failures = [...failures.filter((at) => at > now() - withinMs), now()];
    if (failures.length > tries) onGivenUp();
    else webContents.reload();
  };
  webContents.on('render-process-gone', (_event, { reason }) => {
    isHung = false;
    if (reason === 'clean-exit') return;
    log(`a page ended (${reason})`);
    // Not from within the event: the contents are still about to end.
    setImmediate(again);
  });
  webContents.on('did-fail-load', (_event, code, _what, _url, isMainFrame) => {
    if (!isMainFrame || code === aborted) return;
    log(`a page did not load (${code})`);
    setImmediate(again);
  });
  window.on('unresponsive', () => {
    isHung = true;
    log('a page does not answer');
  });
  window.on('responsive', () => {
    isHung = false;
  });
  return {
    wake: () => {
      if (isHung) webContents.forcefullyCrashRenderer();
    },
  };
}
