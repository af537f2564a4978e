import { describe, expect, it, vi } from 'vitest';
import { BrowserLinks } from '../../../agent/browsers/browser-links.ts';
import { socketDoor } from '../../../agent/browsers/linux/socket-door.ts';
import { withPages } from '../../../agent/browsers/with-pages.ts';
import type { CapturePlatform, SessionChange } from '../../../agent/ports.ts';
import { reason } from '../../../core/reason.ts';
import { FullPlatform, membersOf, platformMembers } from '../../fixtures/agent/platform-members.ts';

const ended = { ok: false, reason: reason('sensors-ended') } as const;

function joined<P extends CapturePlatform>(inner: P) {
  const links = new BrowserLinks({
    door: socketDoor('', () => null),
    isBrowser: () => true,
    now: () => performance.now(),
  });
  return { inner, platform: withPages(inner, links, { now: () => Date.now() }) };
}

describe('sensors joined with what browsers tell', () => {
  it('have every member that those within have, and no other', () => {
    expect(membersOf(joined(new FullPlatform()).platform)).toEqual(platformMembers);
    const { name, activeWindow, websites, inputCounts, presence, screen } = new FullPlatform();
    const least: CapturePlatform = {
      ...{ name, activeWindow, websites, inputCounts, inputSeconds: null, presence, screen },
      openWindows: async () => ({ kind: 'windows', windows: [] }),
      async close() {},
    };
    expect(new Set(membersOf(joined(least).platform))).toEqual(new Set([...membersOf(least), 'never']));
    expect(joined(least).platform.never).toEqual({});
  });

  it('say what those within say of themselves now', () => {
    const { inner, platform } = joined(new FullPlatform());
    expect(platform).toMatchObject({ name: 'fake', websites: { ok: true } });
    expect(platform.inputCounts).toBe(inner.inputCounts);
    expect(platform.presence).toBe(inner.presence);
    expect(platform.inputSeconds).toBe(inner.inputSeconds);
    expect(platform.never).toEqual(inner.never);
    // A process beside ends, and comes back as another.
    inner.inputSeconds = null;
    inner.never = { 'input-counts': ended, presence: ended };
    expect(platform.inputSeconds).toBeNull();
    expect(platform.never).toEqual(inner.never);
  });

  it('pass on what is asked of them', async () => {
    const { inner, platform } = joined(new FullPlatform());
    inner.lacks = { titles: ended };
    expect(platform.lacking?.('titles')).toEqual(ended);
    expect(platform.lacking?.('apps')).toBeNull();
    const mayRead = () => false;
    inner.lookAtPermissions = vi.fn(async () => {});
    await joined(inner).platform.lookAtPermissions?.(mayRead);
    expect(inner.lookAtPermissions).toHaveBeenCalledWith(mayRead);
    await platform.showSettings?.();
    expect(inner.settingsShown).toHaveBeenCalledOnce();
    expect(await platform.openWindows()).toEqual({ kind: 'windows', windows: [] });
    expect(await platform.screen.state()).toEqual({ ok: true });
    expect(await platform.screen.monitors()).toMatchObject([{ name: 'one' }]);
    expect(await platform.screen.capture()).toMatchObject({ kind: 'screen' });
    await platform.close();
    expect(inner.closed).toBe(true);
  });

  it('pass on what is told, until nobody listens any more', async () => {
    const { inner, platform } = joined(new FullPlatform());
    const heard: unknown[] = [];
    const stops = [
      platform.onSessionChange?.((change: SessionChange) => heard.push(change)),
      platform.onBack?.(() => heard.push('back')),
      platform.onSessionEnd?.(async () => void heard.push('end')),
    ];
    const tell = async () => {
      inner.lock(true);
      inner.comeBack();
      await inner.endSession();
    };
    await tell();
    expect(heard).toEqual([{ what: 'locked', is: true }, 'back', 'end']);
    for (const stop of stops) stop?.();
    await tell();
    expect(heard).toHaveLength(3);
  });

  it('tell the windows of those within', async () => {
    const { inner, platform } = joined(new FullPlatform());
    const readings: unknown[] = [];
    const stop = await platform.activeWindow.start((reading) => readings.push(reading));
    inner.focus('Letter');
    expect(readings).toMatchObject([{ kind: 'none' }, { kind: 'window', window: { title: 'Letter' } }]);
    expect(platform.activeWindow.heardAt()).not.toBeNull();
    await stop();
    expect(inner.watching).toBe(false);
  });
});
