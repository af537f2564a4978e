import { type CoreGraphics, sessionKeys } from '../api/core-graphics.ts';
import type { CfReader } from '../windows/cf-reader.ts';
import type { WindowEntry } from '../windows/window-entries.ts';

/**
 * Whether nobody can be at this session's screen: it is locked, another account has the screen
 * (fast user switching), or there is no graphical session. Null: the system does not say.
 */
export function isSessionAway(graphics: Pick<CoreGraphics, 'copySession'>, reader: CfReader): boolean | null {
  const session = graphics.copySession();
  if (session === null) return true;
  return reader.within(session, (dictionary) => {
    if (!reader.isDictionary(dictionary)) return null;
    if (reader.boolean(dictionary, sessionKeys.isLocked) === true) return true;
    const isOnConsole = reader.boolean(dictionary, sessionKeys.isOnConsole);
    return isOnConsole === null ? null : !isOnConsole;
  });
}

/** What draws the screen saver: since macOS 14 an extension, before that a program of its own. */
const savers = /^(screensaverengine|legacyscreensaver.*|com\.apple\.screensaver\.engine(\..*)?)$/i;

/** Whether the screen saver hides the screen: nobody works then, as on X11. */
export function isSaverOn(
  entries: readonly WindowEntry[],
  programOf: (pid: number | null, owner: string) => { readonly appId: string },
): boolean {
  return entries.some(
    ({ pid, owner, layer, isOnScreen, alpha }) =>
      layer > 0 && isOnScreen && alpha !== 0 && (savers.test(owner) || savers.test(programOf(pid, owner).appId)),
  );
}
