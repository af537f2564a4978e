import { join } from 'node:path';
import { describe, expect, it, onTestFinished, test } from 'vitest';
import { WaylandLink } from '../../../../agent/capture/wayland/wire/wayland-link.ts';
import type { RecordingSign } from '../../../../agent/ports.ts';
import { openRecordingSign } from '../../../../agent/sign/detect.ts';
import { drawPill, isLegible } from '../../../../agent/sign/pill.ts';
import { LayerPills } from '../../../../agent/sign/wayland/layer-pills.ts';
import { seenByPixels } from '../../../../agent/sign/wayland/seen-by-pixels.ts';
import { until } from '../../../desktop.ts';
import { type SwayDesktop, type SwayOptions, startSway } from '../../../sway-desktop.ts';

const content = { purposes: ['apps', 'screenshots'], language: 'de' } as const;
const text = 'Plainsight zeichnet auf: Programme, Bildschirmfotos';
const patience = 120_000;
const waitMs = 120_000;

describe.skipIf(process.platform !== 'linux')('the sign of a real sway (Linux)', { timeout: patience }, () => {
  async function shownOn(options: SwayOptions = {}): Promise<{ desktop: SwayDesktop; sign: RecordingSign }> {
    const desktop = await startSway(options);
    onTestFinished(() => desktop.close());
    const sign = await openRecordingSign({ platform: 'linux', env: { ...desktop.env, DISPLAY: ':0' } });
    onTestFinished(() => sign.close());
    sign.show(content);
    await isShown(sign);
    return { desktop, sign };
  }

  const isShown = (sign: RecordingSign): Promise<true> =>
    until(() => (sign.state().kind === 'shown' ? true : null), waitMs);

  /** Whether grim, which knows nothing of it, sees the sign so far above the lower right corner of an output. */
  async function isSeen(desktop: SwayDesktop, output: string, aboveBottom = 8): Promise<boolean> {
    const ppm = await desktop.run('grim', '-t', 'ppm', '-o', output, '-');
    const [head = '', width, height] = /^P6\n(\d+) (\d+)\n255\n/.exec(ppm.toString('latin1', 0, 32)) ?? [];
    const drawn = drawPill(text, 1);
    const left = Number(width) - 8 - drawn.width;
    const top = Number(height) - aboveBottom - drawn.height;
    const part = new Uint8Array(drawn.rgb.length);
    for (let row = 0; row < drawn.height; row++) {
      const at = head.length + ((top + row) * Number(width) + left) * 3;
      part.set(ppm.subarray(at, at + drawn.width * 3), row * drawn.width * 3);
    }
    return isLegible(part, drawn.rgb);
  }

  it('stands on every output, above what fills it, takes no focus, and goes when it is told to', async () => {
    const { desktop, sign } = await shownOn({ outputs: 2 });
    expect(sign.state()).toEqual({ kind: 'shown', purposes: content.purposes });
    await desktop.openTerminal('whole');
    await desktop.tell('fullscreen', 'enable');
    expect(await Promise.all(['HEADLESS-1', 'HEADLESS-2'].map((output) => isSeen(desktop, output)))).toEqual([
      true,
      true,
    ]);
    expect(await desktop.focused()).toBe('whole');
    sign.show(null);
    expect(sign.state().kind).toBe('not-shown');
    await until(async () => ((await isSeen(desktop, 'HEADLESS-1')) ? null : true), waitMs);
  });

  it('stands above a bar, and lets clicks through', async () => {
    const { desktop, sign } = await shownOn({ config: 'default_border none\nbar {\n  position bottom\n}' });
    await desktop.openTerminal('left');
    await desktop.openTerminal('right');
    const { rect } = (
      JSON.parse((await desktop.run('swaymsg', '-r', '-t', 'get_workspaces')).toString()) as {
        rect: { height: number };
      }[]
    )[0] ?? {
      rect: { height: 0 },
    };
    expect(rect.height).toBeLessThan(720);
    await until(async () => ((await isSeen(desktop, 'HEADLESS-1', 720 - rect.height + 8)) ? true : null), waitMs);
    await isShown(sign);
    await desktop.tell('[title="left"]', 'focus');
    await desktop.tell('seat', 'seat0', 'cursor', 'set', '1200', String(rect.height - 20));
    await desktop.tell('seat', 'seat0', 'cursor', 'press', 'button1');
    await desktop.tell('seat', 'seat0', 'cursor', 'release', 'button1');
    await until(async () => ((await desktop.focused()) === 'right' ? true : null), waitMs);
  });

  test.each([
    ['1.25', 'normal'],
    ['1.5', 'normal'],
    ['2', '90'],
    ['1', 'flipped-270'],
  ])('is told from the pixels of an output at scale %s, turned %s', async (scale, transform) => {
    const { desktop, sign } = await shownOn();
    await desktop.tell('output', 'HEADLESS-1', 'scale', scale, 'transform', transform);
    sign.show(content);
    await isShown(sign);
  });

  it('is shown only where it is seen, whatever another program put there before', async () => {
    const desktop = await startSway();
    onTestFinished(() => desktop.close());
    const link = await WaylandLink.open(join(desktop.home, desktop.env.WAYLAND_DISPLAY ?? ''));
    onTestFinished(() => link.close());
    const rival = new LayerPills({ link, eye: seenByPixels(link), areas: async () => new Map(), onGone: () => {} });
    await rival.arrange('Plainsight : ,'.repeat(8));
    await until(async () => ((await rival.areSeen()) ? true : null), waitMs);
    const sign = await openRecordingSign({ platform: 'linux', env: desktop.env });
    onTestFinished(() => sign.close());
    sign.show(content);
    // Which of two surfaces of one layer is above is the compositor's to say.
    await until(() => {
      const state = sign.state();
      return state.kind === 'shown' || (state.kind === 'not-shown' && state.failure.reason.code === 'sign-covered')
        ? true
        : null;
    }, waitMs);
    expect(await isSeen(desktop, 'HEADLESS-1')).toBe(sign.state().kind === 'shown');
    rival.clear();
    await isShown(sign);
    expect(await isSeen(desktop, 'HEADLESS-1')).toBe(true);
  });

  it('follows outputs that come', async () => {
    const { desktop, sign } = await shownOn();
    await desktop.tell('create_output');
    await until(async () => ((await isSeen(desktop, 'HEADLESS-2')) ? true : null), waitMs);
    await isShown(sign);
  });

  it('is not shown any more once sway is gone', async () => {
    const { desktop, sign } = await shownOn();
    await desktop.kill();
    await until(() => (sign.state().kind === 'not-shown' ? true : null), waitMs);
  });
});

test.skipIf(process.platform !== 'linux')(
  'a Wayland session without a compositor (Linux) has no sign, and does not need none',
  async () => {
    const sign = await openRecordingSign({ platform: 'linux', env: { XDG_SESSION_TYPE: 'wayland', DISPLAY: ':0' } });
    sign.show(content);
    await until(() => {
      const state = sign.state();
      return state.kind === 'not-shown' && state.failure.reason.code === 'wayland' ? true : null;
    }, waitMs);
    await sign.close();
  },
);
