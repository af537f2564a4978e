import { expect } from 'vitest';
import { macActiveWindow } from '../../../../../agent/capture/macos/front/active-window.ts';
import { frontmost } from '../../../../../agent/capture/macos/front/frontmost.ts';
import { frontByLaunchServices } from '../../../../../agent/capture/macos/front/launch-services.ts';
import type { ActiveWindowReading } from '../../../../../agent/ports.ts';
import { type MacDouble, notes, safari } from '../double/mac-double.ts';
import { type Behaviour, withDesktop } from './behaviour.ts';

const workspace = 'apple:appkit/nsworkspace/frontmostapplication';

/** The first reading of the active window, with the program in front by AppKit. */
async function readingOf(mac: MacDouble): Promise<ActiveWindowReading | undefined> {
  const readings: ActiveWindowReading[] = [];
  const clock = { now: () => 42 };
  await withDesktop(mac, async (desktop) => {
    const { programOf } = desktop;
    const front = () => frontmost(mac.objc);
    const sensor = macActiveWindow({
      front,
      windowsOf: (pid) => desktop.ofProcess(pid),
      programOf,
      clock,
      pollMs: 60_000,
    });
    await (await sensor.start((reading) => readings.push(reading)))();
    desktop.close();
  });
  return readings[0];
}

/** Which texts the sensors read meanwhile. */
async function textsRead(mac: MacDouble, during: () => unknown): Promise<string[]> {
  const read: string[] = [];
  const { stringText } = mac.foundation;
  mac.foundation.stringText = (ref, bytes) => {
    const text = stringText.call(mac.foundation, ref, bytes);
    if (text !== null) read.push(text);
    return text;
  };
  await during();
  return read.sort();
}

export const frontBehaviours: readonly Behaviour[] = [
  {
    what: 'The program in front is the system’s own word, with the title of its foremost window',
    source: workspace,
    async prove(mac) {
      mac.runs(safari, notes);
      mac.front = safari;
      mac.windows = [
        { program: notes, title: 'Einkauf' },
        { program: safari, title: 'Bank' },
      ];
      expect(await readingOf(mac)).toEqual({
        kind: 'window',
        window: { appId: 'com.apple.safari', appName: 'Safari', title: 'Bank', url: null, pid: 401 },
      });
    },
  },
  {
    what: 'A program in front may have no window, which no list of windows tells',
    source: 'Hacker-Valley-Media/Interceptor#196, #199',
    async prove(mac) {
      mac.runs(safari, notes);
      mac.front = notes;
      mac.windows = [{ program: safari, title: 'Bank' }];
      expect(await readingOf(mac)).toMatchObject({
        window: { appId: 'com.apple.notes', appName: 'Notizen', title: '' },
      });
    },
  },
  {
    what: 'nil: no program is in front. A fact, not a failure',
    source: workspace,
    async prove(mac) {
      expect(await readingOf(mac)).toEqual({ kind: 'none' });
    },
  },
  {
    what: 'A program that is ending has the number -1',
    source: 'apple:appkit/nsrunningapplication/processidentifier',
    async prove(mac) {
      mac.front = { ...safari, pid: -1 };
      expect(await readingOf(mac)).toEqual({ kind: 'none' });
    },
  },
  {
    what: 'Where AppKit is not loaded the sensor says so',
    source: 'apple:objectivec/objc_getclass(_:)',
    async prove(mac) {
      mac.objc.classes.clear();
      expect(await readingOf(mac)).toMatchObject({
        kind: 'unavailable',
        failure: { reason: { code: 'mac-front-unreadable' } },
      });
    },
  },
  {
    what: 'Without a main loop AppKit goes on saying what was in front first: such a process must not ask it',
    source: 'Hacker-Valley-Media/Interceptor#168 (27 of 36 wrong)',
    prove(mac) {
      mac.hasMainLoop = false;
      mac.front = safari;
      expect(frontmost(mac.objc)).toMatchObject({ program: { pid: 401 } });
      mac.front = notes;
      expect(frontmost(mac.objc)).toMatchObject({ program: { pid: 401 } });
    },
  },
  {
    what: 'A bundle id is nil for a program without a bundle: its executable names it',
    source: 'apple:appkit/nsrunningapplication/bundleidentifier',
    async prove(mac) {
      const tool = { pid: 77, name: 'Plot', bundle: null, path: '/opt/bin/plot' };
      mac.runs(tool);
      mac.front = tool;
      mac.windows = [];
      expect(await readingOf(mac)).toMatchObject({ window: { appId: 'plot', appName: 'Plot' } });
    },
  },
  {
    what: 'The first window of the list is not always the one with the keyboard: a sheet is passed over for its window',
    source: 'godbout/WooshyWindowToTheForeground#4',
    async prove(mac) {
      mac.runs(notes);
      mac.front = notes;
      mac.windows = [{ program: notes }, { program: notes, title: 'Geheim' }, { program: notes, title: 'Zweites' }];
      expect(await readingOf(mac)).toMatchObject({ window: { title: 'Geheim' } });
    },
  },
  {
    what: 'Without a list of windows the program is told all the same',
    source: 'apple:coregraphics/cgwindowlistcopywindowinfo(_:_:)',
    async prove(mac) {
      mac.runs(notes);
      mac.front = notes;
      mac.windows = null;
      expect(await readingOf(mac)).toMatchObject({ kind: 'window', window: { appId: 'com.apple.notes', title: '' } });
    },
  },
  {
    what: 'lsappinfo names the program in front, and is asked for its names only when it is another',
    source: 'lsappinfo(8), front and info -only; waifuverselabs/hikari-on-desk',
    async prove() {
      const asked: string[] = [];
      let asn = '0x0-0x2d02d';
      const front = frontByLaunchServices(async (args) => {
        asked.push(args[0] ?? '');
        if (args[0] === 'front') return `ASN:${asn}:\n`;
        return '"pid"=401\n"CFBundleIdentifier"="com.apple.Safari"\n"LSDisplayName"="Safari"\n';
      });
      const expected = { kind: 'program', program: { pid: 401, bundle: 'com.apple.Safari', name: 'Safari' } };
      expect([await front(), await front()]).toEqual([expected, expected]);
      expect(asked).toEqual(['front', 'info', 'front']);
      asn = '0x0-0x3e03e';
      await front();
      expect(asked.slice(3)).toEqual(['front', 'info']);
    },
  },
  {
    what: 'lsappinfo says [ NULL ] where no program is in front, and of a bundle id that is not there',
    source: 'lsappinfo(8)',
    async prove() {
      expect(await frontByLaunchServices(async () => '[ NULL ] \n')()).toEqual({ kind: 'none' });
      const front = frontByLaunchServices(async (args) =>
        args[0] === 'front' ? 'ASN:0x0-0x1:' : '"pid"=7\n"CFBundleIdentifier"=[ NULL ]\n"LSDisplayName"="tool"\n',
      );
      expect(await front()).toEqual({ kind: 'program', program: { pid: 7, bundle: '', name: 'tool' } });
    },
  },
  {
    what: 'What lsappinfo does not say in these words, or does not say at all, is unreadable and not "none"',
    source: 'lsappinfo(8)',
    async prove() {
      for (const answer of ['Segmentation fault', 'ASN:0x0-0x1:'])
        expect(await frontByLaunchServices(async () => answer)()).toEqual({ kind: 'unreadable' });
      const failing = frontByLaunchServices(() => Promise.reject(new Error('ENOENT')));
      expect(await failing()).toEqual({ kind: 'unreadable' });
    },
  },
  {
    what: 'Of other programs’ windows no title is read to tell the one in front',
    source: 'apple:corefoundation/cfstringgetcstring(_:_:_:_:)',
    async prove(mac) {
      mac.runs(safari, notes);
      mac.front = safari;
      mac.windows = [
        { program: safari, title: 'Bank' },
        { program: notes, title: 'A secret' },
      ];
      expect(await textsRead(mac, () => readingOf(mac))).toEqual(['Bank', 'Safari']);
    },
  },
];
