import { vi } from 'vitest';
import { FrontPage } from '../../../agent/browsers/front-page.ts';
import type { PageWord } from '../../../agent/browsers/page-word.ts';
import { WindowPages } from '../../../agent/browsers/window-pages.ts';
import type { ActiveWindow, ActiveWindowReading } from '../../../agent/ports.ts';

export const browserPid = 40;

export const windowOf = (handle: number, title: string, more: Partial<ActiveWindow> = {}): ActiveWindow => ({
  ...{ appId: 'chromium', appName: 'Chromium', title, url: null, pid: browserPid, handle },
  ...more,
});

export const saying = (window: number, host: string | null): PageWord => ({
  ...{ focused: true, window, beside: null, ask: null },
  url: host === null ? 'about:blank' : `https://${host}/`,
});

export const silent: PageWord = { focused: false, window: null, url: null, beside: null, ask: null };

/** A browser whose extension answers what the scene says, and a clock that goes on when told to. */
export function frontScene() {
  vi.useFakeTimers();
  // Of the clock that stands still until it is told: a busy machine's own would go on.
  const now = () => Date.now();
  const pages = new WindowPages(now);
  const readings: ActiveWindowReading[] = [];
  /** Since when each is so, as it was told. */
  const since: number[] = [];
  const state = {
    /** Whether the extension is connected. */
    isLinked: true,
    /** What each profile answers; null: nothing. */
    says: [silent] as (PageWord | null)[],
    asked: 0,
    /** What the system would say that a window is called; null: as it told. */
    titleNow: null as string | null,
  };
  const front = new FrontPage({
    ...{ pages, now, clock: { now: () => Date.now() } },
    links: {
      has: (pid) => state.isLinked && pid === browserPid,
      ask: async () => {
        state.asked += 1;
        return state.says.filter((word) => word !== null);
      },
    },
    titleNow: async ({ title }) => state.titleNow ?? title,
    onReading(reading, at) {
      readings.push(reading);
      since.push(at);
    },
  });
  const focus = (window: ActiveWindow): void => front.take({ kind: 'window', window }, Date.now());
  const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
  return Object.assign(state, {
    ...{ pages, readings, since, front, focus, pass },
    last(): ActiveWindow | null {
      const reading = readings.at(-1);
      return reading?.kind === 'window' ? reading.window : null;
    },
    /** What was told with its page. */
    told: () => readings.flatMap((each) => (each.kind === 'window' && each.window.url !== null ? [each.window] : [])),
    /** The extension says by itself what it would answer. */
    async tell(word: PageWord) {
      state.says = [word];
      front.onWord(browserPid, word);
    },
    /** A window that was in front for long enough, with its page. */
    async settled(handle: number, title: string, word: PageWord) {
      state.says = [word];
      focus(windowOf(handle, title));
      await pass(2_000);
    },
  });
}
