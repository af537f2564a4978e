import type { WebContents } from 'electron';

interface Preventable {
  preventDefault(): void;
}

type GuardedEvent = 'will-navigate' | 'will-frame-navigate' | 'will-redirect' | 'will-attach-webview';

export interface LockableContents extends Pick<WebContents, 'setWindowOpenHandler'> {
  on(event: GuardedEvent, listener: (event: Preventable) => void): unknown;
}

/** What a page shows is decided by main alone: no page navigates, opens a window, or embeds a webview. */
export function lockContents(contents: LockableContents, log: (reason: string) => void): void {
  const events = ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'] as const;
  for (const name of events)
    contents.on(name, (event) => {
      log(`denied ${name}`);
      event.preventDefault();
    });
  contents.setWindowOpenHandler(() => {
    log('denied window.open');
    return { action: 'deny' };
  });
}
