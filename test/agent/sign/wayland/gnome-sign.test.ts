import { existsSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openWaylandPlatform } from '../../../../agent/capture/wayland/platform.ts';
import type { RecordingSign } from '../../../../agent/ports.ts';
import { openRecordingSign } from '../../../../agent/sign/detect.ts';
import { shellExtensionUnderNode } from '../../../../agent/sign/node-extension.ts';
import { drawPill, isLegible } from '../../../../agent/sign/pill.ts';
import { until } from '../../../desktop.ts';
import { type GnomeDesktop, startGnome } from '../../../gnome-desktop.ts';

const content = { purposes: ['apps', 'screenshots'], language: 'de' } as const;
const text = 'Plainsight zeichnet auf: Programme, Bildschirmfotos';
const waitMs = 120_000;
/** What answers the processes of an agent under Node, and this one. */
const programs = [...(shellExtensionUnderNode('linux', {})?.programs ?? []), { program: process.execPath, runs: null }];

describe.skipIf(!existsSync('/usr/bin/gnome-shell'))(
  'the sign in a real GNOME Shell (asked for: wayland-all)',
  { timeout: 180_000 },
  () => {
    async function shownOn(): Promise<{ desktop: GnomeDesktop; sign: RecordingSign }> {
      const desktop = await startGnome({ monitors: ['1280x720', '800x600'], programs });
      onTestFinished(() => desktop.close());
      const sign = await openRecordingSign({ platform: 'linux', env: desktop.env });
      onTestFinished(() => sign.close());
      sign.show(content);
      await isShown(sign);
      return { desktop, sign };
    }

    const isShown = (sign: RecordingSign): Promise<true> =>
      until(() => (sign.state().kind === 'shown' ? true : null), waitMs);
    const isHidden = (sign: RecordingSign): Promise<true> =>
      until(() => (sign.state().kind === 'not-shown' ? true : null), waitMs);

    it('stands on every monitor, above what fills it, takes no focus, and is in the picture', async () => {
      const { desktop, sign } = await shownOn();
      expect(sign.state()).toEqual({ kind: 'shown', purposes: content.purposes });
      await desktop.openTerminal('whole');
      await desktop.evaluate('global.display.focus_window.make_fullscreen()');
      await until(
        async () => ((await desktop.evaluate('global.display.focus_window.fullscreen')) === 'true' ? true : null),
        waitMs,
      );
      await isShown(sign);
      const platform = await openWaylandPlatform({
        ...{ env: desktop.env, clock: { now: () => Date.now() }, settle: { beforeMs: 0, afterMs: 0 } },
      });
      if ('ok' in platform) throw new Error(platform.reason.code);
      onTestFinished(() => platform.close());
      const reading = await until(async () => {
        const each = await platform.screen.capture();
        return each.kind === 'screen' ? each.screen : null;
      }, waitMs);
      const drawn = drawPill(text, 1);
      for (const { width, height, rgb } of reading.frames) {
        const part = new Uint8Array(drawn.rgb.length);
        for (let row = 0; row < drawn.height; row++) {
          const at = ((height - 8 - drawn.height + row) * width + width - 8 - drawn.width) * 3;
          part.set(rgb.subarray(at, at + drawn.width * 3), row * drawn.width * 3);
        }
        expect(isLegible(part, drawn.rgb)).toBe(true);
      }
      expect(await desktop.evaluate('global.display.focus_window.title')).toBe('"whole"');
    });

    it('is not shown while something stays above it', async () => {
      const { desktop, sign } = await shownOn();
      // What is put over it only once it raises above: this stays on top of all that comes.
      const cover = `globalThis.cover = new imports.gi.St.Widget({ style: 'background-color: red', width: 4000, height: 4000 });
        const { uiGroup } = Main.layoutManager; Main.layoutManager.addTopChrome(globalThis.cover);
        globalThis.watch = uiGroup.connect('actor-added', () => uiGroup.set_child_above_sibling(globalThis.cover, null)); true`;
      await desktop.evaluate(cover);
      await isHidden(sign);
    });

    it('is gone while the screen is locked, back after it, and leaves nothing behind when it is switched off', async () => {
      const { desktop, sign } = await shownOn();
      await desktop.logind.ask(true);
      await isHidden(sign);
      await desktop.logind.ask(false);
      await isShown(sign);
      await desktop.call('org.gnome.Shell.Extensions.DisableExtension', 'plainsight@plainsight.app');
      await isHidden(sign);
      expect(await desktop.evaluate('Main.layoutManager.uiGroup.get_children().some((each) => each.content)')).toBe(
        'false',
      );
    });
  },
);
