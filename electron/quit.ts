interface Quittable {
  on(event: 'before-quit', listener: (event: { preventDefault(): void }) => void): unknown;
  quit(): void;
}

/** Quitting waits until `close` is done, whoever asked for it and however often; a failure there does not keep the app alive. */
export function closeBeforeQuit(app: Quittable, close: () => Promise<void>, log: (reason: string) => void): void {
  let state: 'running' | 'closing' | 'closed' = 'running';
  app.on('before-quit', (event) => {
    if (state === 'closed') return;
    event.preventDefault();
    if (state === 'closing') return;
    state = 'closing';
    void close()
      .catch((error: unknown) => log(`closing failed: ${error instanceof Error ? error.name : 'unknown error'}`))
      .then(() => {
        state = 'closed';
        app.quit();
      });
  });
}
