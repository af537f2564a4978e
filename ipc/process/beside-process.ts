/**
 * A process beside this one, as a host can start one: forked by Node, or one of Electron's beside
 * its main process. What is sent is cloned.
 */
export interface BesideProcess {
  send(message: unknown): void;
  /** Each message from it. */
  onMessage(listener: (message: unknown) => void): void;
  /** Told once, however it ended, also when it could not be started. */
  onEnd(listener: () => void): void;
  /** Whether this process waits for it: only while something is asked of it. */
  hold(isHeld: boolean): void;
  kill(): void;
}
