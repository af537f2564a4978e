import { expect } from 'vitest';
import type { MacDisplay } from '../../../../../agent/capture/macos/screen/display-plane.ts';
import { masksOf } from '../../../../../agent/screenshot/masks.ts';
import { applyMasks, maskColour } from '../../../../../agent/screenshot/window-mask.ts';
import { parseRules } from '../../../../../core/consent/redaction.ts';
import { unwrap } from '../../../../../core/result.ts';
import { notes, safari } from '../double/mac-double.ts';
import { type Behaviour, withDesktop } from './behaviour.ts';
import { capture, grey, left, main, openBank, shown } from './taken.ts';

const thumbnails = 'electronjs.org/docs/latest/api/desktop-capturer';

export const screenBehaviours: readonly Behaviour[] = [
  {
    what: 'Retina: points times the scale factor are pixels, and a mask covers these exactly',
    source: 'electronjs.org/docs/latest/api/structures/display; apple:appkit/nsscreen/backingscalefactor',
    async prove(mac) {
      openBank(mac);
      const screen = shown(await capture(mac));
      expect(screen.windows).toMatchObject([{ bounds: { x: 10, y: 10, width: 20, height: 16 } }]);
      const rules = unwrap(parseRules([{ app: 'com.apple.safari', effect: 'exclude' }]));
      const [frame] = applyMasks(screen, masksOf(screen, rules)).frames;
      const covered = [];
      for (let y = 0; y < 60; y++)
        for (let x = 0; x < 80; x++) if (frame?.rgb[(y * 80 + x) * 3] === maskColour.r) covered.push(`${x},${y}`);
      expect(covered).toHaveLength(20 * 16);
      expect([covered[0], covered.at(-1)]).toEqual(['10,10', '29,25']);
    },
  },
  {
    what: 'Displays of two scales, one left of and above the main one: each window lies where its pixels are',
    source: 'electronjs.org/docs/latest/api/structures/display (bounds in points, scaleFactor for each)',
    async prove(mac) {
      openBank(mac);
      mac.windows = [
        { program: safari, title: 'Bank', bounds: { x: -20, y: 0, width: 40, height: 5 } },
        { program: notes, title: 'Einkauf', bounds: { x: -30, y: -10, width: 3, height: 3 } },
      ];
      const { frames, windows } = shown(await capture(mac, { displays: [main, left] }));
      expect(frames.map(({ monitor }) => monitor)).toEqual([
        { name: 'Built-in', primary: true, x: 0, y: 0, width: 80, height: 60 },
        { name: 'Display 2', primary: false, x: -60, y: -20, width: 30, height: 20 },
      ]);
      expect(windows.map(({ title, bounds }) => [title, bounds])).toEqual([
        ['Einkauf', { x: -60, y: -20, width: 3, height: 3 }],
        ['Bank', { x: 0, y: 0, width: 40, height: 10 }],
        ['Bank', { x: -50, y: -10, width: 20, height: 5 }],
      ]);
    },
  },
  {
    what: 'Parts of a point are rounded outwards',
    source: 'apple:coregraphics/cgrect (fractions of a point)',
    async prove(mac) {
      openBank(mac);
      mac.windows = [{ program: safari, title: 'Bank', bounds: { x: 5.3, y: 5.6, width: 2.1, height: 1 } }];
      expect(shown(await capture(mac)).windows).toMatchObject([{ bounds: { x: 10, y: 11, width: 5, height: 3 } }]);
    },
  },
  {
    what: 'A window outside of every display is on no picture',
    source: 'apple:coregraphics/cgwindowlistcopywindowinfo(_:_:)',
    async prove(mac) {
      openBank(mac);
      mac.windows = [
        ...(mac.windows ?? []),
        { program: notes, title: 'Einkauf', bounds: { x: 900, y: 0, width: 9, height: 9 } },
      ];
      expect(shown(await capture(mac)).windows).toHaveLength(1);
    },
  },
  {
    what: 'From macOS 15 on windows that ask not to be captured are captured: they are masked by where they are',
    source: 'electron/electron#48258; electron.d.ts, setContentProtection',
    async prove(mac) {
      openBank(mac);
      mac.windows = [
        {
          program: safari,
          title: 'Private',
          bounds: { x: 0, y: 0, width: 4, height: 4 },
          more: { kCGWindowSharingState: 0 },
        },
      ];
      const screen = shown(await capture(mac));
      const rules = unwrap(parseRules([{ title: 'Private', effect: 'exclude' }]));
      expect(masksOf(screen, rules)).toMatchObject([{ bounds: { x: 0, y: 0, width: 8, height: 8 } }]);
    },
  },
  {
    what: 'A window that moved while the pixels were read is masked where it was and where it is',
    source: thumbnails,
    async prove(mac) {
      openBank(mac);
      const take = (display: MacDisplay) => {
        mac.windows = [{ program: safari, title: 'Bank', bounds: { x: 20, y: 5, width: 10, height: 8 } }];
        return grey(display);
      };
      expect(
        shown(await capture(mac, { take }))
          .windows.map(({ bounds }) => bounds.x)
          .sort(),
      ).toEqual([10, 40]);
    },
  },
  {
    what: 'A browser shows the page before under the title of the next one: it stays covered for a minute',
    source: 'Measured with Firefox and Chromium on X11; nothing says that it is otherwise here',
    prove(mac) {
      openBank(mac);
      withDesktop(mac, (desktop) => {
        const titles = () => (desktop.visible() ?? []).map(({ title }) => title);
        expect(titles()).toEqual(['Bank']);
        mac.windows = [
          { program: safari, title: 'News' },
          { program: safari, layer: 101 },
        ];
        expect(new Set(titles())).toEqual(new Set(['News', 'Bank', '']));
        mac.now += 61_000;
        expect(new Set(titles())).toEqual(new Set(['News', '']));
      });
    },
  },
  {
    what: 'Another program’s window is what it is called now',
    source: 'apple:appkit/nswindow/title',
    prove(mac) {
      openBank(mac);
      withDesktop(mac, (desktop) => {
        mac.windows = [{ program: notes, title: 'Einkauf' }];
        desktop.visible();
        mac.windows = [{ program: notes, title: 'Liste' }];
        expect(desktop.visible()?.map(({ title }) => title)).toEqual(['Liste']);
      });
    },
  },
];
