import type { ActiveWindowReading } from '../../../ports.ts';
import { getForegroundWindow, type Handle, isWindow } from '../api/user32.ts';
import { classOf, factsOf, processOf } from './window-facts.ts';

/** The desktop itself: its icons (Progman, WorkerW) or its background. */
const desktopClasses = new Set(['Progman', 'WorkerW', '#32769']);

export interface FrontWindow {
  readonly window: Handle;
  readonly processId: number;
  readonly reading: ActiveWindowReading;
}

/**
 * The window that the person works with. `none` while the desktop itself has the focus, while no window has it, and of one that went
 * meanwhile.
 */
export function frontWindow(): FrontWindow {
  const window = getForegroundWindow();
  const none: FrontWindow = { window, processId: 0, reading: { kind: 'none' } };
  if (window === 0 || desktopClasses.has(classOf(window))) return none;
  const facts = factsOf(window);
  if (isWindow(window) === 0) return none;
  return { window, processId: processOf(window), reading: { kind: 'window', window: facts } };
}
