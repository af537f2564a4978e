import type { MenuItemConstructorOptions } from 'electron';

/**
 * The menu of the program; null: none. macOS shows one in any case, and the shortcuts for copying and pasting work there only through it, so that it
 * gets the entries that our pages know. Nothing of ours has a menu of the browser's kind, whose entries (zoom, devtools) no page expects.
 */
export function appMenu(platform: NodeJS.Platform): MenuItemConstructorOptions[] | null {
  return platform === 'darwin' ? [{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }] : null;
}
