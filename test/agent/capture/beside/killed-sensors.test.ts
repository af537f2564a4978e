import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBesidePlatform } from '../../../../agent/capture/beside/beside-platform.ts';
import { forkedSensors } from '../../../../agent/capture/beside/forked-sensors.ts';
import type { ActiveWindowReading, CapturePlatform } from '../../../../agent/ports.ts';
import type { BesideProcess } from '../../../../ipc/process/beside-process.ts';
import { type Desktop, startDesktop, until } from '../../../desktop.ts';
import { onlyOn } from '../../../fixtures/systems.ts';

const kills = 50;

describe.skipIf(onlyOn('linux'))('the process of the sensors, killed at any moment (Linux)', () => {
  let desktop: Desktop;
  let platform: CapturePlatform;
  let child: BesideProcess;
  const readings: ActiveWindowReading[] = [];
  let backs = 0;
  let ends = 0;

  beforeAll(async () => {
    desktop = await startDesktop();
    await desktop.openTerminal({ title: 'letter', command: ['sh', '-c', 'stty -icanon -echo; exec cat > /dev/null'] });
    await desktop.xdotool('mousemove', '100', '100');
    platform = await openBesidePlatform({
      name: 'Linux',
      clock: { now: () => Date.now() },
      start: () => {
        child = forkedSensors({ ...process.env, ...desktop.env });
        child.onEnd(() => {
          ends += 1;
        });
        return child;
      },
    });
    platform.onBack?.(() => {
      backs += 1;
    });
    await platform.activeWindow.start((reading) => readings.push(reading));
  }, 60_000);

  afterAll(async () => {
    await platform.close();
    await desktop.close();
  });

  const hasLetter = () => {
    const last = readings.at(-1);
    return last?.kind === 'window' && last.window.title === 'letter' ? true : null;
  };

  test(`is back each of ${kills} times, and no key is counted twice`, { timeout: 300_000 }, async () => {
    let typed = 0;
    let counted = 0;
    for (let turn = 1; turn <= kills; turn++) {
      await until(hasLetter);
      await platform.inputCounts.start(() => {});
      typed += 10;
      const typing = desktop.xdotool('type', '--delay', '2', 'abcdefghij');
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 100));
      child.kill();
      await typing;
      await until(() => (backs === turn ? true : null));
      counted += platform.inputCounts.take().keys;
      expect(counted).toBeLessThanOrEqual(typed);
    }
    expect(ends).toBe(kills);
    // Afterwards every key counts again, once.
    await until(hasLetter);
    expect(await platform.inputCounts.start(() => {})).toEqual({ ok: true });
    platform.inputCounts.take();
    await desktop.xdotool('type', '--delay', '2', 'abcdefghij'.repeat(5));
    let keys = 0;
    await until(() => {
      keys += platform.inputCounts.take().keys;
      return keys >= 50 ? true : null;
    });
    expect(keys).toBe(50);
  });
});
