import { reason } from '../../core/reason.ts';
import type { ActiveWindow, CapturePlatform, Clock, SensorState, Stop, VisibleWindow } from '../ports.ts';
import type { BrowserLinks } from './browser-links.ts';
import { FrontPage } from './front-page.ts';
import { WindowPages } from './window-pages.ts';

const told: SensorState = { ok: true };
const noBrowser: SensorState = { ok: false, reason: reason('websites-no-browser') };

/**
 * The sensors of a system that does not tell which page a browser shows, joined with what the
 * browsers' extensions tell. Extensions are asked only while the active window may be known.
 */
export function withPages(inner: CapturePlatform, links: BrowserLinks, clock: Clock): CapturePlatform {
  const now = (): number => performance.now();
  const pages = new WindowPages(now);
  let onReading: Parameters<CapturePlatform['activeWindow']['start']>[0] = () => {};
  let lastKey = '';
  let watchers = 0;
  const front = new FrontPage({
    ...{ links, pages, now, clock },
    async titleNow({ handle, pid }) {
      const open = await inner.openWindows();
      if (open.kind !== 'windows') return null;
      return open.windows.find((each) => each.handle === handle && each.pid === pid)?.title ?? null;
    },
    onReading: (reading, at) => {
      const key = JSON.stringify(reading);
      if (key === lastKey) return;
      lastKey = key;
      onReading(reading, at);
    },
  });
  const unlisten = links.listen({
    onWord: (pid, word) => front.onWord(pid, word),
    onLinks: (gone) => front.onLinks(gone),
  });

  /** Follows the active window for as long as anybody wants it. */
  async function watch(): Promise<Stop> {
    watchers += 1;
    links.want(true);
    let isOver = false;
    const stop = await inner.activeWindow.start((reading, at) => {
      if (!isOver) front.take(reading, at);
    });
    return async () => {
      if (isOver) return;
      isOver = true;
      watchers -= 1;
      if (watchers === 0) {
        links.want(false);
        front.stop();
      }
      await stop();
    };
  }

  const described = <W extends ActiveWindow>(windows: readonly W[]): readonly W[] =>
    windows.map((window) =>
      front.concerns(window) ? { ...window, ...pages.describe(window, front.isCertain(window)) } : window,
    );

  const { lacking, lookAtPermissions, showSettings, onSessionEnd, onSessionChange, onBack } = inner;
  return {
    get name() {
      return inner.name;
    },
    get websites() {
      // Elsewhere nothing tells which window a page is in.
      if (inner.websites.ok || inner.websites.reason.code !== 'websites-by-extension') return inner.websites;
      return links.browsers().length > 0 ? told : noBrowser;
    },
    get never() {
      return inner.never ?? {};
    },
    inputCounts: inner.inputCounts,
    get inputSeconds() {
      return inner.inputSeconds;
    },
    presence: inner.presence,
    activeWindow: {
      async start(listener) {
        lastKey = '';
        onReading = listener;
        const stop = await watch();
        return async () => {
          onReading = () => {};
          await stop();
        };
      },
      heardAt: () => inner.activeWindow.heardAt(),
    },
    screen: {
      state: () => inner.screen.state(),
      monitors: () => inner.screen.monitors(),
      stop: () => inner.screen.stop(),
      async capture(mayRead) {
        const reading = await inner.screen.capture(mayRead);
        if (reading.kind !== 'screen') return reading;
        const { windows, elsewhere } = reading.screen;
        const hidden = elsewhere === undefined ? {} : { elsewhere: described(elsewhere) };
        return { kind: 'screen', screen: { ...reading.screen, windows: described<VisibleWindow>(windows), ...hidden } };
      },
    },
    async openWindows() {
      const open = await inner.openWindows();
      return open.kind === 'windows' ? { kind: 'windows', windows: described(open.windows) } : open;
    },
    ...(lacking === undefined ? {} : { lacking: (purpose) => lacking.call(inner, purpose) }),
    ...(lookAtPermissions === undefined
      ? {}
      : { lookAtPermissions: (mayRead) => lookAtPermissions.call(inner, mayRead) }),
    ...(showSettings === undefined ? {} : { showSettings: () => showSettings.call(inner) }),
    ...(onSessionEnd === undefined ? {} : { onSessionEnd: (listener) => onSessionEnd.call(inner, listener) }),
    ...(onSessionChange === undefined ? {} : { onSessionChange: (listener) => onSessionChange.call(inner, listener) }),
    ...(onBack === undefined ? {} : { onBack: (listener) => onBack.call(inner, listener) }),
    async close() {
      unlisten();
      front.stop();
      await inner.close();
    },
  };
}
