import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, test } from 'vitest';
import type { KwinWindow } from '../../../../agent/capture/wayland/kwin/told-windows.ts';
import { openWaylandPlatform } from '../../../../agent/capture/wayland/platform.ts';
import { WaylandLink } from '../../../../agent/capture/wayland/wire/wayland-link.ts';
import type { CapturePlatform, Frame, RecordingSign } from '../../../../agent/ports.ts';
import { openRecordingSign } from '../../../../agent/sign/detect.ts';
import { drawPill, isLegible } from '../../../../agent/sign/pill.ts';
import { LayerPills } from '../../../../agent/sign/wayland/layer-pills.ts';
import { seenByPixels } from '../../../../agent/sign/wayland/seen-by-pixels.ts';
import { isOnTop } from '../../../../agent/sign/wayland/seen-in-list.ts';
import { until } from '../../../desktop.ts';
import { type KwinDesktop, startKwin } from '../../../kwin-desktop.ts';

const content = { purposes: ['apps', 'screenshots'], language: 'de' } as const;
const text = 'Plainsight zeichnet auf: Programme, Bildschirmfotos';
const patience = 120_000;
const waitMs = 120_000;

describe.skipIf(!existsSync('/usr/bin/kwin_wayland'))(
  'the sign of a real KWin (asked for: wayland-all)',
  { timeout: patience },
  () => {
    async function shownOn(outputs = 1): Promise<{ desktop: KwinDesktop; sign: RecordingSign }> {
      const desktop = await startKwin({ outputs });
      onTestFinished(() => desktop.close());
      const sign = await openRecordingSign({ platform: 'linux', env: desktop.env });
      onTestFinished(() => sign.close());
      sign.show(content);
      await isShown(sign);
      return { desktop, sign };
    }

    const isShown = (sign: RecordingSign): Promise<true> =>
      until(() => (sign.state().kind === 'shown' ? true : null), waitMs);

    async function cameraOf(desktop: KwinDesktop): Promise<CapturePlatform['screen']> {
      const settle = { beforeMs: 0, afterMs: 0 };
      const platform = await openWaylandPlatform({ env: desktop.env, clock: { now: Date.now }, settle });
      if ('ok' in platform) throw new Error(platform.reason.code);
      onTestFinished(() => platform.close());
      return platform.screen;
    }

    /** Whether a picture has the sign in its lower right corner. */
    function isOn({ width, height, rgb }: Frame): boolean {
      const drawn = drawPill(text, 1);
      const left = width - 8 - drawn.width;
      const top = height - 8 - drawn.height;
      const part = new Uint8Array(drawn.rgb.length);
      for (let row = 0; row < drawn.height; row++) {
        const at = ((top + row) * width + left) * 3;
        part.set(rgb.subarray(at, at + drawn.width * 3), row * drawn.width * 3);
      }
      return isLegible(part, drawn.rgb);
    }

    it('stands on every output, above what fills it, takes no focus, and goes when it is told to', async () => {
      const { desktop, sign } = await shownOn(2);
      expect(sign.state()).toEqual({ kind: 'shown', purposes: content.purposes });
      const screen = await cameraOf(desktop);
      await desktop.openTerminal('whole');
      await desktop.tell('workspace.activeClient.fullScreen = true; workspace.activeClient.keepAbove = true;');
      const framesNow = async (): Promise<readonly boolean[]> => {
        const reading = await screen.capture();
        return reading.kind === 'screen' ? reading.screen.frames.map(isOn) : [];
      };
      await until(async () => ((await framesNow()).join() === 'true,true' ? true : null), waitMs);
      expect(await desktop.focused()).toBe('whole');
      await isShown(sign);
      sign.show(null);
      expect(sign.state().kind).toBe('not-shown');
      await until(async () => ((await framesNow()).join() === 'false,false' ? true : null), waitMs);
    });

    it('says that it is hidden while another surface is over it, and is there again after that', async () => {
      const { desktop, sign } = await shownOn();
      const link = await WaylandLink.open(join(desktop.home, desktop.env.WAYLAND_DISPLAY ?? ''));
      onTestFinished(() => link.close());
      const rival = new LayerPills({
        ...{ link, eye: { ...seenByPixels(link), canSee: () => true }, areas: async () => new Map() },
        onGone: () => {},
      });
      await rival.arrange('x'.repeat(90));
      // Whatever is put over it, it is put back over that, until that is done too often.
      for (let turn = 0; sign.state().kind === 'shown' && turn < 200; turn++) {
        await rival.renew(`${'x'.repeat(90)}${turn}`);
        await link.roundtrip();
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      expect(sign.state()).toMatchObject({ kind: 'not-shown', failure: { reason: { code: /sign-(covered|taken)/ } } });
    });

    it('is gone with KWin, and up again with the next one', async () => {
      const { desktop, sign } = await shownOn();
      await desktop.kill();
      await until(() => (sign.state().kind === 'not-shown' ? true : null), waitMs);
      await desktop.restart();
      await isShown(sign);
    });

    it('says that nobody sees it while its script is not there', async () => {
      const { desktop, sign } = await shownOn();
      await desktop.unload('plainsight-sign');
      await until(() => (sign.state().kind === 'not-shown' ? true : null), waitMs);
      await isShown(sign);
    });
  },
);

describe('the sign in a list of windows', () => {
  const place = { x: 100, y: 100, width: 50, height: 20 };
  const own = {
    ...{ id: 'a', owner: '', pid: 7, file: '', name: '', title: '', frame: place, content: null },
    ...{ kind: 'window' as const, isX11: false, isSilent: false, isShown: true, isSolid: true },
  } satisfies KwinWindow;
  const other = { ...own, id: 'b', pid: 8 };

  test.each<[string, KwinWindow[], boolean]>([
    ['alone', [own], true],
    ['above another', [other, own], true],
    ['below another', [own, other], false],
    ['below one beside it', [own, { ...other, frame: { ...place, x: 150 } }], true],
    ['below one that is not shown', [own, { ...other, isShown: false }], true],
    ['elsewhere', [{ ...own, frame: { ...place, x: 101 } }], false],
    ['smaller', [{ ...own, frame: { ...place, width: 49 } }], false],
    ['hidden', [{ ...own, isShown: false }], false],
    ['to be seen through', [{ ...own, isSolid: false }], false],
    ['of another process', [other], false],
    ['nowhere', [], false],
  ])('%s', (_, windows, isSeen) => {
    expect(isOnTop({ active: '', changes: 0, windows }, place, 7)).toBe(isSeen);
  });
});
