import { expect } from 'vitest';
import { Other } from '../double/cf-heap.ts';
import { dock, type MacDouble, notes, safari, type WindowDouble } from '../double/mac-double.ts';
import { type Behaviour, maskedFor, withDesktop } from './behaviour.ts';

const list = 'apple:coregraphics/cgwindowlistcopywindowinfo(_:_:)';
const keys = 'apple:coregraphics/quartz-window-services, Required Window List Keys';
const optional = 'apple:coregraphics/quartz-window-services, Optional Window List Keys';

const visible = (mac: MacDouble) => withDesktop(mac, (desktop) => desktop.visible());
const open = (mac: MacDouble) => withDesktop(mac, (desktop) => desktop.open());
const page: WindowDouble = { program: safari, title: 'Bank' };

export const windowBehaviours: readonly Behaviour[] = [
  {
    what: 'The list comes front to back; the sensors hand it on bottom first',
    source: list,
    prove(mac) {
      mac.runs(safari, notes);
      mac.windows = [page, { program: notes, title: 'Einkauf' }];
      expect(visible(mac)?.map(({ title }) => title)).toEqual(['Einkauf', 'Bank']);
      expect(open(mac)?.map(({ title }) => title)).toEqual(['Bank', 'Einkauf']);
    },
  },
  {
    what: 'Without a graphical session there is no list: NULL is "not known", never "no window"',
    source: list,
    prove(mac) {
      mac.windows = null;
      expect([visible(mac), open(mac)]).toEqual([null, null]);
    },
  },
  {
    what: 'An empty list is a desktop without windows',
    source: list,
    prove(mac) {
      mac.windows = [];
      expect([visible(mac), open(mac)]).toEqual([[], []]);
    },
  },
  {
    what: 'A window carries its program’s bundle id, lower case, and its name in the person’s language',
    source: 'apple:appkit/nsrunningapplication/bundleidentifier',
    prove(mac) {
      mac.runs(notes);
      mac.windows = [{ program: notes, title: 'Einkauf' }];
      expect(visible(mac)).toMatchObject([
        { appId: 'com.apple.notes', appName: 'Notizen', title: 'Einkauf', pid: 402 },
      ]);
    },
  },
  {
    what: 'A program without a bundle is known by its executable',
    source: 'libproc.h, proc_pidpath',
    prove(mac) {
      const tool = { pid: 77, name: 'python3', bundle: null, path: '/opt/tools/bin/Python3' };
      mac.runs(tool);
      mac.windows = [{ program: tool, title: 'Plot' }];
      expect(visible(mac)).toMatchObject([{ appId: 'python3', appName: 'python3' }]);
    },
  },
  {
    what: 'A process that may not be looked at is known by the name that the list has of it',
    source: 'libproc.h, proc_pidpath (0: no permission, or no such process)',
    prove(mac) {
      mac.windows = [{ program: { pid: 78, name: 'Some Tool', bundle: null } }];
      expect(visible(mac)).toMatchObject([{ appId: 'some tool', appName: 'Some Tool' }]);
    },
  },
  {
    what: 'kCGWindowOwnerName is optional: without any name a window is of an unknown program, and any exclusion covers it',
    source: optional,
    prove(mac) {
      mac.windows = [{ program: { pid: 79, name: '', bundle: null }, more: { kCGWindowOwnerName: undefined } }];
      expect(visible(mac)).toMatchObject([{ appId: 'unknown', appName: 'unknown' }]);
      expect(maskedFor(mac, 'com.apple.safari')).toHaveLength(1);
    },
  },
  {
    what: 'kCGWindowName is optional: without it the title is empty',
    source: optional,
    prove(mac) {
      mac.runs(safari);
      mac.windows = [{ program: safari }];
      expect(visible(mac)).toMatchObject([{ title: '' }]);
    },
  },
  {
    what: 'Without Screen Recording other programs’ titles are left out, and pid, bounds and layer still come',
    source: 'WWDC 2019, session 701 (Advances in macOS Security)',
    prove(mac) {
      mac.runs(safari);
      mac.isPermitted = false;
      mac.windows = [page];
      expect(visible(mac)).toMatchObject([{ title: '', pid: 401, bounds: { x: 0, y: 25, width: 800, height: 600 } }]);
    },
  },
  {
    what: 'A title that UTF-8 cannot say counts as too long to judge, so that rules take it for the worst',
    source: 'apple:corefoundation/cfstringgetcstring(_:_:_:_:) (false where the conversion fails)',
    prove(mac) {
      mac.runs(safari);
      mac.windows = [{ program: safari, title: 'a\ud800b' }];
      expect(visible(mac)).toMatchObject([{ title: '', isCut: true }]);
    },
  },
  {
    what: 'A title of more than 64 Ki counts as too long to judge',
    source: optional,
    prove(mac) {
      mac.runs(safari);
      mac.windows = [{ program: safari, title: 'x'.repeat(70_000) }];
      const [window] = visible(mac) ?? [];
      expect(window?.isCut).toBe(true);
      expect(window?.title).toHaveLength(65_536);
    },
  },
  {
    what: 'A title of some other kind than a string is no title, and is not read as one',
    source: 'apple:corefoundation/cfgettypeid(_:)',
    prove(mac) {
      mac.runs(safari);
      mac.windows = [
        { program: safari, more: { kCGWindowName: 5 } },
        { program: safari, more: { kCGWindowName: new Other() } },
      ];
      expect(visible(mac)).toMatchObject([{ title: '' }, { title: '' }]);
    },
  },
  {
    what: 'kCGWindowBounds is a dictionary in points, its origin at the upper left corner of the main display',
    source: keys,
    prove(mac) {
      mac.runs(safari);
      mac.windows = [{ ...page, bounds: { x: 10.5, y: 37, width: 801, height: 433 } }];
      expect(visible(mac)).toMatchObject([{ bounds: { x: 10.5, y: 37, width: 801, height: 433 } }]);
    },
  },
  {
    what: 'Left of and above the main display coordinates are negative',
    source: keys,
    prove(mac) {
      mac.runs(safari);
      mac.windows = [{ ...page, bounds: { x: -1_440, y: -300, width: 700, height: 500 } }];
      expect(visible(mac)).toMatchObject([{ bounds: { x: -1_440, y: -300 } }]);
    },
  },
  {
    what: 'Bounds are always there; should they be missing, nothing could be covered by the list, so that there is none',
    source: keys,
    prove(mac) {
      mac.runs(safari, notes);
      mac.windows = [page, { program: notes, more: { kCGWindowBounds: undefined } }];
      expect(visible(mac)).toBeNull();
      mac.windows = [page, { program: notes, more: { kCGWindowBounds: { X: 1, Y: 2 } } }];
      expect(visible(mac)).toBeNull();
    },
  },
  {
    what: 'Bounds that are no numbers are no bounds',
    source: 'apple:coregraphics/cgrectmakewithdictionaryrepresentation(_:_:)',
    prove(mac) {
      mac.runs(safari);
      mac.windows = [{ ...page, bounds: { x: Number.NaN, y: 0, width: 10, height: 10 } }];
      expect(visible(mac)).toBeNull();
    },
  },
  {
    what: 'A window of no size shows nothing',
    source: keys,
    prove(mac) {
      mac.runs(safari);
      mac.windows = [{ ...page, bounds: { x: 0, y: 0, width: 0, height: 22 } }];
      expect(visible(mac)).toEqual([]);
    },
  },
  {
    what: 'kCGWindowAlpha 0: nothing of the window is drawn',
    source: keys,
    prove(mac) {
      mac.runs(safari);
      mac.windows = [{ ...page, more: { kCGWindowAlpha: 0 } }];
      expect(visible(mac)).toEqual([]);
      mac.windows = [{ ...page, more: { kCGWindowAlpha: 0.01 } }];
      expect(visible(mac)).toHaveLength(1);
    },
  },
  {
    what: 'kCGWindowAlpha missing: the window counts as drawn',
    source: keys,
    prove(mac) {
      mac.runs(safari);
      mac.windows = [{ ...page, more: { kCGWindowAlpha: undefined } }];
      expect(visible(mac)).toHaveLength(1);
    },
  },
  {
    what: 'kCGWindowLayer missing: a window like any other, which rules judge',
    source: keys,
    prove(mac) {
      mac.runs(safari);
      mac.windows = [{ ...page, more: { kCGWindowLayer: undefined } }];
      expect(visible(mac)).toMatchObject([{ appId: 'com.apple.safari', title: 'Bank' }]);
      expect(visible(mac)?.[0]).not.toHaveProperty('role');
    },
  },
  {
    what: 'Full screen is a window of layer 0 as large as its display, and overlays look alike: both are windows',
    source: 'didriksg/Crisp#128',
    prove(mac) {
      mac.runs(safari);
      mac.windows = [{ ...page, bounds: { x: 0, y: 0, width: 1_440, height: 900 } }];
      expect(visible(mac)).toMatchObject([{ appId: 'com.apple.safari', bounds: { width: 1_440, height: 900 } }]);
    },
  },
  {
    what: 'Windows of other spaces and minimised ones are not on the screen: no mask, but panels may name them',
    source: 'apple:coregraphics/cgwindowlistoption/optiononscreenonly',
    prove(mac) {
      mac.runs(safari, dock);
      const bar = { x: 0, y: 800, width: 900, height: 60 };
      mac.windows = [
        { program: dock, layer: 20, bounds: bar },
        { ...page, isElsewhere: true },
      ];
      expect(visible(mac)).toHaveLength(1);
      expect(open(mac)?.map(({ title }) => title)).toEqual(['Bank']);
      expect(maskedFor(mac, 'com.apple.safari')).toEqual([bar]);
    },
  },
  {
    what: 'The list of all windows has helpers too, which are neither on the screen nor titled: no open windows',
    source: 'apple:coregraphics/cgwindowlistoption/optionall',
    prove(mac) {
      mac.runs(safari);
      mac.windows = [{ program: safari, isElsewhere: true }, { program: safari, isElsewhere: true, title: '' }, page];
      expect(open(mac)).toHaveLength(1);
    },
  },
  {
    what: 'kCGWindowIsOnscreen is absent where a window is not on the screen',
    source: optional,
    prove(mac) {
      mac.runs(safari);
      mac.windows = [{ program: safari, more: { kCGWindowIsOnscreen: undefined } }];
      expect(open(mac)).toEqual([]);
    },
  },
  {
    what: 'A number of a process that ended may be another program’s half a minute later',
    source: 'sys/proc.h: pids are used again',
    prove(mac) {
      mac.runs(safari);
      mac.windows = [{ program: safari, title: 'One' }];
      withDesktop(mac, (desktop) => {
        expect(desktop.visible()?.[0]?.appId).toBe('com.apple.safari');
        mac.programs = [{ ...safari, bundle: 'org.example.Other' }];
        mac.now += 31_000;
        expect(desktop.visible()?.[0]?.appId).toBe('org.example.other');
      });
    },
  },
  {
    what: 'Where AppKit does not load programs are known by their executables',
    source: 'apple:objectivec/objc_getclass(_:) (nil: no such class)',
    prove(mac) {
      mac.objc.classes.clear();
      mac.runs({ ...safari, path: '/Applications/Safari.app/Contents/MacOS/Safari' });
      mac.windows = [page];
      expect(visible(mac)).toMatchObject([{ appId: 'safari' }]);
    },
  },
];
