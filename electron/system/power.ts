import type { PowerMonitor } from 'electron';

type PowerEvent = 'suspend' | 'resume' | 'lock-screen' | 'unlock-screen';

interface PowerSource {
  on(event: PowerEvent, listener: () => void): unknown;
  off(event: PowerEvent, listener: () => void): unknown;
}

/** What the computer is about to do or has just done. Each method answers how to stop listening. */
export interface PowerEvents {
  onSuspend(listener: () => void): () => void;
  onResume(listener: () => void): () => void;
  /** Lock and unlock come on Windows and macOS only; Electron tells neither on Linux. */
  onLock(listener: () => void): () => void;
  onUnlock(listener: () => void): () => void;
}

export function createPowerEvents(source: PowerSource | PowerMonitor): PowerEvents {
  const power = source as PowerSource;
  const listen = (event: PowerEvent) => (listener: () => void) => {
    // Electron's listeners get an event; ours get nothing.
    const forward = (): void => listener();
    power.on(event, forward);
    return () => void power.off(event, forward);
  };
  return {
    onSuspend: listen('suspend'),
    onResume: listen('resume'),
    onLock: listen('lock-screen'),
    onUnlock: listen('unlock-screen'),
  };
}
