import { expect } from 'vitest';
import { IdleClock } from '../../../../../agent/capture/macos/presence/idle-clock.ts';
import { isSaverOn, isSessionAway } from '../../../../../agent/capture/macos/presence/session.ts';
import { type MacDouble, safari } from '../double/mac-double.ts';
import { type Behaviour, withDesktop } from './behaviour.ts';

const clockPage = 'apple:coregraphics/cgeventsource/secondssincelasteventtype(_:eventtype:)';
const sessionPage = 'apple:coregraphics/cgsessioncopycurrentdictionary()';

const away = (mac: MacDouble) => withDesktop(mac, ({ reader }) => isSessionAway(mac.graphics, reader));
const saver = (mac: MacDouble) => withDesktop(mac, (desktop) => isSaverOn(desktop.untitled() ?? [], desktop.programOf));
const clockOf = (mac: MacDouble) => new IdleClock({ graphics: mac.graphics, deadlineMs: 5 });

export const presenceBehaviours: readonly Behaviour[] = [
  {
    what: 'The time since the last input of any kind comes in seconds with a fraction',
    source: clockPage,
    async prove(mac) {
      mac.now = mac.lastInputAt + 1_234;
      expect(await clockOf(mac).read()).toBe(1_234);
    },
  },
  {
    what: 'A clock that was never seen to fall may stand still: from a minute on it says nothing, least of all "idle"',
    source: 'aadisaraf/loafcat, spikes/RESULTS.md (nothing advances in some processes)',
    async prove(mac) {
      const clock = clockOf(mac);
      mac.now = mac.lastInputAt + 59_000;
      expect(await clock.read()).toBe(59_000);
      mac.now = mac.lastInputAt + 61_000;
      expect(await clock.read()).toBeNull();
    },
  },
  {
    what: 'A clock that fell once is alive, and says how long somebody is idle',
    source: clockPage,
    async prove(mac) {
      const clock = clockOf(mac);
      mac.now = mac.lastInputAt + 400_000;
      expect(await clock.read()).toBeNull();
      mac.lastInputAt = mac.now;
      mac.now += 500;
      expect(await clock.read()).toBe(500);
      mac.now += 3_600_000;
      expect(await clock.read()).toBe(3_600_500);
    },
  },
  {
    what: 'A process that gets no answer waits until the deadline, once, and is unknown from then on',
    source: 'aadisaraf/loafcat, spikes/RESULTS.md',
    async prove(mac) {
      mac.isAnswering = false;
      const clock = clockOf(mac);
      expect(await clock.state()).toMatchObject({ ok: false, reason: { code: 'mac-idle-silent' } });
      expect(await clock.read()).toBeNull();
    },
  },
  {
    what: 'A negative time, as after the clock was set, is no time',
    source: clockPage,
    async prove(mac) {
      mac.now = mac.lastInputAt - 5_000;
      expect(await clockOf(mac).read()).toBeNull();
    },
  },
  {
    what: 'CGSSessionScreenIsLocked is absent while the screen is not locked',
    source: 'objc2-core-graphics, CGSession.h; ActivityWatch/aw-watcher-afk#66',
    prove(mac) {
      mac.session = { kCGSSessionOnConsoleKey: true };
      expect(away(mac)).toBe(false);
      mac.session = { kCGSSessionOnConsoleKey: true, CGSSessionScreenIsLocked: true };
      expect(away(mac)).toBe(true);
    },
  },
  {
    what: 'CGSSessionScreenIsLocked may be a number',
    source: 'apple:corefoundation/cfgettypeid(_:): CFBoolean and CFNumber are two kinds',
    prove(mac) {
      mac.session = { kCGSSessionOnConsoleKey: 1, CGSSessionScreenIsLocked: 1 };
      expect(away(mac)).toBe(true);
      mac.session = { kCGSSessionOnConsoleKey: 1, CGSSessionScreenIsLocked: 0 };
      expect(away(mac)).toBe(false);
    },
  },
  {
    what: 'Fast user switching: this session goes on, and another one has the screen',
    source: `${sessionPage}, kCGSessionOnConsoleKey`,
    prove(mac) {
      mac.session = { kCGSSessionOnConsoleKey: false };
      expect(away(mac)).toBe(true);
    },
  },
  {
    what: 'NULL: no graphical session (over ssh), or no window server. Nobody is at a screen',
    source: sessionPage,
    prove(mac) {
      mac.session = null;
      expect(away(mac)).toBe(true);
    },
  },
  {
    what: 'A dictionary that says neither is not known: not "unlocked"',
    source: sessionPage,
    prove(mac) {
      mac.session = {};
      expect(away(mac)).toBeNull();
    },
  },
  {
    what: 'The screen saver is a window above all others, of a program of its own until macOS 13',
    source: 'ScreenSaverEngine in dumps of the list',
    prove(mac) {
      const engine = { pid: 90, name: 'ScreenSaverEngine', bundle: 'com.apple.ScreenSaver.Engine' };
      mac.runs(engine, safari);
      mac.windows = [
        { program: engine, layer: 1_000 },
        { program: safari, title: 'Bank' },
      ];
      expect(saver(mac)).toBe(true);
    },
  },
  {
    what: 'From macOS 14 on it is an extension',
    source: 'legacyScreenSaver in dumps of the list',
    prove(mac) {
      const engine = {
        pid: 91,
        name: 'legacyScreenSaver (Wallpaper)',
        bundle: 'com.apple.ScreenSaver.Engine.legacyScreenSaver',
      };
      mac.runs(engine);
      mac.windows = [{ program: engine, layer: 2_000 }];
      expect(saver(mac)).toBe(true);
    },
  },
  {
    what: 'The settings of the screen saver are no screen saver, nor is one that is not on the screen',
    source: 'apple:coregraphics/cgwindowlevelkey (kCGScreenSaverWindowLevel)',
    prove(mac) {
      const engine = { pid: 90, name: 'ScreenSaverEngine', bundle: 'com.apple.ScreenSaver.Engine' };
      mac.runs(engine);
      mac.windows = [
        { program: engine, layer: 0, title: 'Options' },
        { program: engine, layer: 1_000, isElsewhere: true },
      ];
      expect(saver(mac)).toBe(false);
    },
  },
  {
    what: 'Looking for the screen saver reads no title',
    source: 'apple:corefoundation/cfstringgetcstring(_:_:_:_:)',
    prove(mac) {
      mac.windows = [{ program: safari, title: 'A secret' }];
      const { stringText } = mac.foundation;
      mac.foundation.stringText = (ref, bytes) => {
        expect(mac.foundation.valueOf(ref)).not.toBe('A secret');
        return stringText.call(mac.foundation, ref, bytes);
      };
      expect(saver(mac)).toBe(false);
    },
  },
];
