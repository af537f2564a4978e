import type { WebContents } from 'electron';
import { isOwnUrl } from './scheme.ts';

interface Preventable {
  preventDefault(): void;
}

interface Navigation extends Preventable {
  readonly url: string;
  readonly isMainFrame: boolean;
}

export interface LockableContents extends Pick<WebContents, 'setWindowOpenHandler' | 'getURL'> {
  on(event: 'will-navigate' | 'will-frame-navigate', listener: (event: Navigation) => void): unknown;
  on(event: 'will-redirect' | 'will-attach-webview', listener: (event: Preventable) => void): unknown;
}

/** What a page shows is decided by main alone: no page navigates, but for loading itself again, opens a window, or embeds a webview. */
export function lockContents(contents: LockableContents, log: (reason: string) => void): void {
  const deny = (name: string, event: Preventable): void => {
    log(`denied ${name}`);
    event.preventDefault();
  };
  for (const name of ['will-navigate', 'will-frame-navigate'] as const)
    contents.on(name as 'will-navigate', (event) => {
      if (!event.isMainFrame || !isSamePage(event.url, contents.getURL())) deny(name, event);
    });
  for (const name of ['will-redirect', 'will-attach-webview'] as const)
    contents.on(name as 'will-redirect', (event) => deny(name, event));
  contents.setWindowOpenHandler(() => {
    log('denied window.open');
    return { action: 'deny' };
  });
}

/** Whether it is the page that is shown: `location.reload()` navigates there, at whatever place of it. */
function isSamePage(url: string, shown: string): boolean {
  if (!isOwnUrl(url) || !URL.canParse(shown)) return false;
  const [asked, there] = [new URL(url), new URL(shown)];
  return asked.pathname === there.pathname && asked.search === there.search && isOwnUrl(shown);
}
