import { desktopTellsOfLocks } from './desktop-locks.ts';
import { LogindSession } from './logind.ts';

/** The session of this process and its account, not asked yet. */
export function ownSession(env: Readonly<Record<string, string | undefined>>): LogindSession {
  return new LogindSession({ env, uid: process.getuid?.() ?? -1, tellsOfLocks: () => desktopTellsOfLocks(env) });
}
