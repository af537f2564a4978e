import type { Service } from '../../ipc/contract.ts';
import type { EmployeeContract } from '../../ipc/employee.ts';

/** Control on Windows and Linux, Command on macOS. */
export const pauseAccelerator = 'CommandOrControl+Alt+Shift+P';

interface Shortcuts {
  register(accelerator: string, callback: () => void): boolean;
  unregister(accelerator: string): void;
}

interface PauseShortcutOptions {
  readonly shortcuts: Shortcuts;
  readonly service: Pick<Service<EmployeeContract>, 'status' | 'pause' | 'resume'>;
  /** Opens the page: whoever pressed the keys and is not paused must learn it at once. */
  readonly open: () => void;
  readonly log: (line: string) => void;
  /** Wayland's portal answers later and to nobody here: a shortcut that it refused looks like one that works. */
  readonly isWayland: boolean;
}

/**
 * One pair of hands on the keyboard pauses until resumed, and the same again resumes. The system hears that one combination for us and
 * tells of no other key. Under Wayland there is none, because nothing would tell whether it works. Answers how to give it back.
 */
export function registerPauseShortcut(options: PauseShortcutOptions): () => void {
  const { shortcuts, service, open, log, isWayland } = options;
  if (isWayland) {
    log('Wayland does not tell whether a shortcut works, so there is none');
    return () => {};
  }
  let turn: Promise<void> = Promise.resolve();
  const toggle = async (): Promise<void> => {
    const status = await service.status({}).catch(() => null);
    const isPaused = status?.ok === true && status.value.pause !== null;
    // When it is not known, pausing is the safe one of the two.
    const done = await (isPaused ? service.resume({}) : service.pause({ length: 'until-resumed' })).catch(() => null);
    if (!done?.ok) open();
  };
  const isOurs = shortcuts.register(pauseAccelerator, () => {
    turn = turn.then(toggle);
  });
  if (!isOurs) log(`the shortcut ${pauseAccelerator} belongs to another program`);
  return () => {
    if (isOurs) shortcuts.unregister(pauseAccelerator);
  };
}
