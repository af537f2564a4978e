import { describe, expect, test } from 'vitest';
import type { SignContent } from '../../../agent/ports.ts';
import { type SignWindows, WatchedSign } from '../../../agent/sign/watched-sign.ts';
import { reason } from '../../../core/reason.ts';
import { until } from '../../desktop.ts';

const content: SignContent = { purposes: ['apps'], language: null };

/** Windows that are up, down, or being made for as long as a test says. */
class FakeWindows implements SignWindows {
  areUp = false;
  isHidden = false;
  isMaking = false;
  made = 0;
  making: Promise<void> = Promise.resolve();
  failure = () => null;

  async arrange(): Promise<boolean> {
    if (this.areUp) return false;
    this.isMaking = true;
    await this.making;
    this.areUp = true;
    this.made += 1;
    return true;
  }

  raise(): void {}

  renew(): Promise<boolean> {
    this.clear();
    return this.arrange();
  }

  areSeen = async () => this.areUp && !this.isHidden;

  clear(): void {
    this.areUp = false;
  }
}

const signOf = () => new WatchedSign({ language: 'en', now: () => performance.now(), isGone: () => false });

describe('a sign that is looked at', () => {
  test('is shown once its windows are seen, and not when they are told to go', async () => {
    const sign = signOf();
    const windows = new FakeWindows();
    sign.up(windows);
    sign.show(content);
    await until(() => (sign.state().kind === 'shown' ? true : null));
    sign.show(null);
    expect(windows.areUp).toBe(false);
    expect(sign.state().kind).toBe('not-shown');
    await sign.close();
  });

  test('says why the system is gone, also when it is told to show something only then', async () => {
    const sign = signOf();
    const failure = { ok: false, reason: reason('compositor-ended') } as const;
    sign.down(failure);
    sign.show(null);
    sign.show(content);
    expect(sign.state()).toEqual({ kind: 'not-shown', failure });
    sign.up(new FakeWindows());
    await until(() => (sign.state().kind === 'shown' ? true : null));
    await sign.close();
  });

  test('leaves nothing behind where it is told to go while its windows are being made', async () => {
    const sign = signOf();
    const windows = new FakeWindows();
    const making = Promise.withResolvers<void>();
    windows.making = making.promise;
    sign.up(windows);
    sign.show(content);
    await until(() => (windows.isMaking ? true : null));
    sign.show(null);
    making.resolve();
    await sign.close();
    expect(windows.made).toBe(1);
    expect(windows.areUp).toBe(false);
  });

  test('says that it is covered where nothing brings it to light', async () => {
    const sign = signOf();
    const windows = new FakeWindows();
    windows.isHidden = true;
    sign.up(windows);
    sign.show(content);
    await until(() => {
      const state = sign.state();
      return state.kind === 'not-shown' && state.failure.reason.code === 'sign-covered' ? true : null;
    });
    await sign.close();
  });
});
