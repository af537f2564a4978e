import { describe, expect, it, onTestFinished } from 'vitest';
import { desktopTellsOfLocks } from '../../../../../agent/capture/linux/session/desktop-locks.ts';
import { LogindSession } from '../../../../../agent/capture/linux/session/logind.ts';
import type { SessionChange } from '../../../../../agent/ports.ts';
import { type LogindDouble, startLogind } from '../../../../fixtures/logind-double.ts';

interface Watched {
  readonly session: LogindSession;
  readonly changes: SessionChange[];
  /** Answers with the next change, or one that has come since it was last asked. */
  next(): Promise<SessionChange>;
}

async function watched(logind: LogindDouble, tellsOfLocks = false, env: Record<string, string> = {}): Promise<Watched> {
  onTestFinished(() => logind.close());
  const session = new LogindSession({
    env: { ...logind.env, ...env },
    uid: 1_000,
    tellsOfLocks: async () => tellsOfLocks,
    retryMs: [20],
  });
  onTestFinished(() => session.close());
  const changes: SessionChange[] = [];
  let heard = 0;
  let wake: () => void = () => {};
  session.onChange((change) => {
    changes.push(change);
    wake();
  });
  await session.open();
  return {
    session,
    changes,
    async next() {
      while (changes.length <= heard) await new Promise<void>((resolve) => (wake = resolve));
      heard += 1;
      return changes[heard - 1] as SessionChange;
    },
  };
}

describe.skipIf(process.platform !== 'linux')('the session by logind (Linux)', () => {
  it('tells of lock and sleep when they happen, and of nothing else', async () => {
    const logind = await startLogind();
    const { session, changes, next } = await watched(logind);
    expect(session.locked).toBeNull();
    await logind.set('locked', true);
    expect(await next()).toEqual({ what: 'locked', is: true });
    expect(session.locked).toBe(true);
    await logind.set('asleep', true);
    expect(await next()).toEqual({ what: 'asleep', is: true });
    await logind.set('asleep', false);
    expect(await next()).toEqual({ what: 'asleep', is: false });
    await logind.set('locked', false);
    expect(await next()).toEqual({ what: 'locked', is: false });
    expect(changes).toHaveLength(4);
  });

  it('believes that it is unlocked only where the desktop tells of each lock', async () => {
    const { session } = await watched(await startLogind(), true);
    expect(session.locked).toBe(false);
  });

  it('knows at its start that it is locked, also without the number of its session', async () => {
    const logind = await startLogind();
    await logind.set('locked', true);
    const { session, next } = await watched(logind, false, { XDG_SESSION_ID: '' });
    expect(await next()).toEqual({ what: 'locked', is: true });
    expect(session.locked).toBe(true);
  });

  it('stays locked when the bus ends, and does not know when it was not', async () => {
    const logind = await startLogind();
    const { session, next } = await watched(logind, true);
    await logind.set('locked', true);
    await next();
    logind.endBus();
    const other = await startLogind();
    const open = await watched(other, true);
    other.endBus();
    await expect.poll(() => open.session.locked, { timeout: 60_000 }).toBeNull();
    expect(session.locked).toBe(true);
  });

  it('does not know where there is no such session', async () => {
    const { session, changes } = await watched(await startLogind(), true, { XDG_SESSION_ID: '7' });
    expect([session.locked, changes]).toEqual([null, []]);
  });

  it('takes no desktop for one that tells where there is no bus, or nobody on it', async () => {
    const logind = await startLogind();
    onTestFinished(() => logind.close());
    expect(await desktopTellsOfLocks({})).toBe(false);
    expect(await desktopTellsOfLocks({ DBUS_SESSION_BUS_ADDRESS: logind.env.DBUS_SYSTEM_BUS_ADDRESS })).toBe(false);
  });
});
