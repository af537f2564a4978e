import { useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';

/** Set on the root element while the page is printed: `tokens.css` is then light whatever the system asks for. */
export const paperClass = 'on-paper';

const listeners = new Set<() => void>();
let isPrinting = false;

/** What is drawn on a canvas has to be drawn anew before the browser takes its picture of the page: hence at once. */
function turn(isOn: boolean): void {
  isPrinting = isOn;
  document.documentElement.classList.toggle(paperClass, isOn);
  flushSync(() => {
    for (const listener of listeners) listener();
  });
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    addEventListener('beforeprint', before);
    addEventListener('afterprint', after);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    removeEventListener('beforeprint', before);
    removeEventListener('afterprint', after);
  };
}

const before = () => turn(true);
const after = () => turn(false);

/** Whether the page is being printed, known before the browser lays it out for paper. */
export function usePrinting(): boolean {
  return useSyncExternalStore(subscribe, () => isPrinting);
}
