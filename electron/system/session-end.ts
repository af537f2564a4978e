import type { BaseWindow, BaseWindowConstructorOptions, PowerMonitor } from 'electron';

interface SessionEndOptions {
  readonly platform: NodeJS.Platform;
  readonly createWindow: (options: BaseWindowConstructorOptions) => Pick<BaseWindow, 'on' | 'destroy'>;
  readonly power: Pick<PowerMonitor, 'on'>;
  /** Makes what is in memory durable, and goes on. */
  readonly save: () => Promise<void>;
  readonly quit: () => void;
  readonly log: (reason: string) => void;
}

/**
 * What is in memory when the computer is shut down or the person logs out. Windows tells windows alone, with no `before-quit`: a window that is
 * never shown hears it. It asks (`query-session-end`) before it tells (`session-end`), and Electron ends the process as soon as it is told, so that
 * all work is done when it asks, while other programs are asked too. Asking ends nothing: another program may keep the session. Elsewhere
 * the shutdown waits for a program that quits. Answers how to stop.
 */
export function watchSessionEnd(options: SessionEndOptions): () => void {
  const { platform, createWindow, power, save, quit, log } = options;
  if (platform !== 'win32') {
    power.on('shutdown', (event?: { preventDefault(): void }) => {
      event?.preventDefault();
      quit();
    });
    return () => {};
  }
  const window = createWindow({ show: false, width: 1, height: 1, title: 'Plainsight', skipTaskbar: true });
  window.on('query-session-end', () => {
    save().catch((error) => log(`saving failed: ${error instanceof Error ? error.name : 'unknown error'}`));
  });
  return () => window.destroy();
}
