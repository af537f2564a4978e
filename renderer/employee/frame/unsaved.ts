import { useEffect, useSyncExternalStore } from 'react';
import type { PageName } from './use-route.ts';

// Which pages hold something that was written and not saved. A page of the window says so for as
// long as it is so, also while another page is shown.

let pages: ReadonlySet<PageName> = new Set();
const listeners = new Set<() => void>();

export function setUnsaved(page: PageName, isUnsaved: boolean): void {
  if (pages.has(page) === isUnsaved) return;
  const next = new Set(pages);
  if (isUnsaved) next.add(page);
  else next.delete(page);
  pages = next;
  // Asked by the browser, in its own words, before the window is closed or loaded anew.
  if (next.size > 0) window.addEventListener('beforeunload', ask);
  else window.removeEventListener('beforeunload', ask);
  for (const listener of listeners) listener();
}

function ask(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

/** The pages that hold something unsaved. */
export function useUnsavedPages(): ReadonlySet<PageName> {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => pages,
  );
}

/** For a page whose draft goes when it is left. */
export function useUnsaved(page: PageName, isUnsaved: boolean): void {
  useEffect(() => {
    setUnsaved(page, isUnsaved);
    return () => setUnsaved(page, false);
  }, [page, isUnsaved]);
}
