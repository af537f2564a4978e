import { expect } from 'vitest';
import type { MacDisplay } from '../../../../../agent/capture/macos/screen/display-plane.ts';
import type { Behaviour } from './behaviour.ts';
import { capture, codeOf, grey, left, main, openBank, shown } from './taken.ts';

const shareable = 'apple:screencapturekit';
const thumbnails = 'electronjs.org/docs/latest/api/desktop-capturer';

export const refusalBehaviours: readonly Behaviour[] = [
  {
    what: 'An empty picture is no picture',
    source: 'electron/electron#44504, #51797',
    async prove(mac) {
      openBank(mac);
      expect(codeOf(await capture(mac, { take: () => ({ kind: 'empty' }) }))).toBe('mac-empty-picture');
    },
  },
  {
    what: 'No picture of one display: none at all',
    source: thumbnails,
    async prove(mac) {
      openBank(mac);
      const take = (display: MacDisplay) => (display.id === '2' ? ({ kind: 'none' } as const) : grey(display));
      expect(codeOf(await capture(mac, { displays: [main, left], take }))).toBe('mac-empty-picture');
    },
  },
  {
    what: 'A picture of points instead of pixels would put masks in the wrong place: no picture',
    source: 'electron/electron#34725, #44187',
    async prove(mac) {
      openBank(mac);
      expect(codeOf(await capture(mac, { take: () => grey({ ...main, scale: 1 }) }))).toBe('mac-picture-size');
    },
  },
  {
    what: 'Fewer bytes than its size tells: no picture',
    source: 'electronjs.org/docs/latest/api/native-image (toBitmap)',
    async prove(mac) {
      openBank(mac);
      const take = () =>
        ({ kind: 'picture', width: 80, height: 60, rgb: new Uint8Array(80 * 59 * 3).fill(9) }) as const;
      expect(codeOf(await capture(mac, { take }))).toBe('mac-picture-size');
    },
  },
  {
    what: 'A black picture is what a locked or forbidden screen gives: refused, and said',
    source: 'screencapture(1) exits with 0 and a black file where it is denied, by several reports',
    async prove(mac) {
      openBank(mac);
      expect(codeOf(await capture(mac, { take: (each) => grey(each, 0) }))).toBe('mac-black-picture');
      expect(codeOf(await capture(mac, { take: (each) => grey(each, 2) }))).toBe('mac-black-picture');
    },
  },
  {
    what: 'Beside a program in full screen another display may be black: a picture all the same',
    source: 'support.apple.com, "Use multiple displays" (displays without separate spaces)',
    async prove(mac) {
      openBank(mac);
      const take = (display: MacDisplay) => grey(display, display.id === '2' ? 0 : 90);
      expect(shown(await capture(mac, { displays: [main, left], take })).frames).toHaveLength(2);
    },
  },
  {
    what: 'No display is on: granted, and nothing to take a picture of',
    source: 'screenpipe/screenpipe#5393',
    async prove(mac) {
      openBank(mac);
      expect(codeOf(await capture(mac, { displays: [] }))).toBe('mac-no-display');
    },
  },
  {
    what: 'A display that was rearranged meanwhile: no picture',
    source: 'electronjs.org/docs/latest/api/screen (display-metrics-changed)',
    async prove(mac) {
      openBank(mac);
      const displays = [main];
      const take = (display: MacDisplay) => {
        displays[0] = { ...main, bounds: { ...main.bounds, y: 5 } };
        return grey(display);
      };
      expect(codeOf(await capture(mac, { displays, take }))).toBe('screen-changed');
    },
  },
  {
    what: 'Without permission there is no picture, and none is asked for, which would open the system’s question',
    source: `${shareable} (SCStreamError.userDeclined, -3801)`,
    async prove(mac) {
      openBank(mac);
      Object.assign(mac, { isPermitted: false, preflight: false });
      const asked: string[] = [];
      const take = (display: MacDisplay) => {
        asked.push(display.id);
        return grey(display);
      };
      expect(codeOf(await capture(mac, { take }))).toBe('mac-recording-missing');
      expect(asked).toEqual([]);
    },
  },
  {
    what: 'Taken away while the picture was made: the reason is that, and not the empty picture',
    source: 'electron/electron#36722',
    async prove(mac) {
      openBank(mac);
      const take = () => {
        Object.assign(mac, { isPermitted: false, preflight: false });
        mac.now += 3_000;
        return { kind: 'empty' } as const;
      };
      expect(codeOf(await capture(mac, { take }))).toBe('mac-recording-revoked');
    },
  },
  {
    what: 'Taken away while the picture was made, which came all the same: no title is in the list after it, and none is kept',
    source: 'electron/electron#36722',
    async prove(mac) {
      openBank(mac);
      const take = (display: MacDisplay) => {
        Object.assign(mac, { isPermitted: false, preflight: false });
        return grey(display);
      };
      expect(codeOf(await capture(mac, { take }))).toBe('mac-recording-revoked');
    },
  },
  {
    what: 'Without a list of windows there is no picture',
    source: 'apple:coregraphics/cgwindowlistcopywindowinfo(_:_:)',
    async prove(mac) {
      mac.windows = null;
      expect(codeOf(await capture(mac))).toBe('windows-unreadable');
    },
  },
  {
    what: 'desktopCapturer rejects: no picture',
    source: thumbnails,
    async prove(mac) {
      openBank(mac);
      expect(codeOf(await capture(mac, { take: () => Promise.reject(new Error('Failed to get sources.')) }))).toBe(
        'screen-unreadable',
      );
    },
  },
  {
    what: 'What is not allowed is not read, and what is not allowed any more is thrown away',
    source: thumbnails,
    async prove(mac) {
      openBank(mac);
      const taken: string[] = [];
      const take = (display: MacDisplay) => {
        taken.push(display.id);
        return grey(display);
      };
      expect(codeOf(await capture(mac, { take, mayRead: () => false }))).toBe('not-allowed');
      expect(taken).toEqual([]);
      expect(codeOf(await capture(mac, { take, mayRead: () => taken.length === 0 }))).toBe('not-allowed');
    },
  },
];
