import { expect } from 'vitest';
import { masksOf } from '../../../../../agent/screenshot/masks.ts';
import { parseRules } from '../../../../../core/consent/redaction.ts';
import { unwrap } from '../../../../../core/result.ts';
import {
  controlCentre,
  dock,
  type MacDouble,
  notes,
  notices,
  safari,
  stageManager,
  type WindowDouble,
  windowServer,
} from '../double/mac-double.ts';
import { type Behaviour, maskedFor, withDesktop } from './behaviour.ts';

const visible = (mac: MacDouble) => withDesktop(mac, (desktop) => desktop.visible());
const page: WindowDouble = { program: safari, title: 'Bank' };

export const roleBehaviours: readonly Behaviour[] = [
  {
    what: 'kCGWindowSharingState 0 filters nothing: plain windows have it without permission, and are in pictures',
    source: 'lwouis/alt-tab-macos#29',
    prove(mac) {
      mac.runs(safari);
      mac.windows = [{ ...page, more: { kCGWindowSharingState: 0 } }];
      expect(maskedFor(mac, 'com.apple.safari')).toHaveLength(1);
    },
  },
  {
    what: 'The Dock (layer 20) draws other programs’ names and small pictures: covered while any is excluded',
    source: 'Layer 20 in dumps of the list; Mission Control and the switcher are the Dock’s too',
    prove(mac) {
      mac.runs(safari, dock);
      mac.windows = [
        { program: dock, title: 'Dock', layer: 20, bounds: { x: 300, y: 830, width: 600, height: 70 } },
        page,
      ];
      expect(visible(mac)?.at(-1)).toMatchObject({ role: 'panel' });
      expect(maskedFor(mac, 'com.apple.safari')).toContainEqual({ x: 300, y: 830, width: 600, height: 70 });
      expect(maskedFor(mac, 'com.apple.mail')).toEqual([]);
    },
  },
  {
    what: 'What the Dock draws below zero is the desktop’s picture, and names nothing',
    source: 'apple:coregraphics/cgwindowlevelkey (kCGDesktopWindowLevel is far below 0)',
    prove(mac) {
      mac.runs(safari, dock);
      mac.windows = [page, { program: dock, title: 'Desktop Picture', layer: -2_147_483_624 }];
      expect(visible(mac)?.[0]).not.toHaveProperty('role');
      expect(maskedFor(mac, 'com.apple.safari')).toHaveLength(1);
    },
  },
  {
    what: 'The menu bar (layer 24, Window Server) names the program in front',
    source: 'Layer 24 in dumps of the list; apple:coregraphics/cgwindowlevelkey (kCGMainMenuWindowLevel)',
    prove(mac) {
      mac.runs(windowServer);
      mac.windows = [{ program: windowServer, title: 'Menubar', layer: 24 }];
      expect(visible(mac)).toMatchObject([{ role: 'panel' }]);
    },
  },
  {
    what: 'macOS 26: all status items belong to Control Center, in layer 25, whatever the person’s language calls it',
    source: 'feedback-assistant/reports, FB18327911',
    prove(mac) {
      mac.runs(controlCentre);
      mac.windows = [{ program: controlCentre, layer: 25 }];
      expect(visible(mac)).toMatchObject([{ role: 'panel', appName: 'Kontrollzentrum' }]);
    },
  },
  {
    what: 'Before that each status item is its program’s own window in layer 25',
    source: 'godbout/WooshyWindowToTheForeground#10',
    prove(mac) {
      mac.runs(notes);
      mac.windows = [
        { program: notes, layer: 25 },
        { program: notes, title: 'Einkauf' },
      ];
      expect(visible(mac)?.filter(({ role }) => role === 'panel').length).toBeGreaterThan(0);
    },
  },
  {
    what: 'Notifications are known by their program, in any layer and language, and covered always',
    source: 'NotWadeGrimridge/PingPlace#27',
    prove(mac) {
      mac.runs(notices, safari);
      const banner = { x: 1_000, y: 30, width: 400, height: 90 };
      mac.windows = [{ program: notices, layer: 23, bounds: banner }, page];
      expect(visible(mac)?.at(-1)).toMatchObject({ role: 'notice' });
      expect(maskedFor(mac, 'com.apple.mail')).toEqual([banner]);
    },
  },
  {
    what: 'Stage Manager draws small pictures of the other windows at the edge: covered while any is excluded',
    source: 'support.apple.com, "Use Stage Manager on your Mac"; its owner WindowManager in dumps of the list',
    prove(mac) {
      mac.runs(stageManager, safari, notes);
      const strip = { x: 0, y: 200, width: 180, height: 500 };
      mac.windows = [
        { program: stageManager, layer: 0, bounds: strip },
        { program: notes, title: 'Einkauf' },
      ];
      mac.windows = [...mac.windows, { ...page, isElsewhere: true }];
      expect(maskedFor(mac, 'com.apple.safari')).toEqual([strip]);
    },
  },
  {
    what: 'A menu (layer 101) has no title: it counts as each titled window of its program',
    source: 'apple:coregraphics/cgwindowlevelkey (kCGPopUpMenuWindowLevel)',
    prove(mac) {
      mac.runs(safari);
      const menu = { x: 50, y: 20, width: 200, height: 300 };
      mac.windows = [{ program: safari, layer: 101, bounds: menu }, page];
      const rules = unwrap(parseRules([{ title: 'Bank', effect: 'exclude' }]));
      expect(masksOf({ windows: visible(mac) ?? [], elsewhere: [] }, rules).map(({ bounds }) => bounds)).toContainEqual(
        menu,
      );
    },
  },
  {
    what: 'A sheet is a window of its own without a title, in the layer of its window',
    source: 'apple:appkit/nswindow/beginsheet(_:completionhandler:); its entry in dumps of the list',
    prove(mac) {
      mac.runs(notes);
      const sheet = { x: 200, y: 100, width: 300, height: 200 };
      mac.windows = [
        { program: notes, bounds: sheet },
        { program: notes, title: 'Geheim' },
      ];
      const rules = unwrap(parseRules([{ title: 'Geheim', effect: 'exclude' }]));
      expect(masksOf({ windows: visible(mac) ?? [], elsewhere: [] }, rules).map(({ bounds }) => bounds)).toContainEqual(
        sheet,
      );
    },
  },
  {
    what: 'A program above the others that has no ordinary window is a switcher or a launcher: it may name any window',
    source: 'lwouis/alt-tab-macos; apple:appkit/nswindow/level-swift.struct (floating and above)',
    prove(mac) {
      const switcher = { pid: 80, name: 'AltTab', bundle: 'com.lwouis.alt-tab-macos' };
      mac.runs(switcher);
      mac.windows = [{ program: switcher, layer: 101 }];
      expect(visible(mac)).toMatchObject([{ role: 'panel' }]);
      mac.windows = [
        { program: switcher, layer: 3 },
        { program: switcher, title: 'Settings' },
      ];
      expect(visible(mac)?.every(({ role }) => role === undefined)).toBe(true);
    },
  },
];
