interface Quittable {
  on(event: 'before-quit', listener: (event: { preventDefault(): void }) => void): unknown;
  quit(): void;
}

/**
 * Quitting waits until every step is done, in order, whoever asked for it and however often. A step that fails is logged;
 * it keeps neither the steps after it nor the end from happening.
 */
export function closeBeforeQuit(
  app: Quittable,
  steps: readonly (() => void | Promise<void>)[],
  log: (reason: string) => void,
): void {
  let state: 'running' | 'closing' | 'closed' = 'running';
  app.on('before-quit', (event) => {
    if (state === 'closed') return;
    event.preventDefault();
    if (state === 'closing') return;
    state = 'closing';
    void closeAll().then(() => {
      state = 'closed';
      app.quit();
    });
  });

  async function closeAll(): Promise<void> {
    for (const step of steps)
      try {
        await step();
      } catch (error) {
        log(`closing failed: ${error instanceof Error ? error.name : 'unknown error'}`);
      }
  }
}
