import { expect, vi } from 'vitest';
import { ScreenRecording } from '../../../../../agent/capture/macos/permission/screen-recording.ts';
import { MacDesktop } from '../../../../../agent/capture/macos/windows/mac-desktop.ts';
import { dock, type MacDouble, notes, ownProcess, safari, type WindowDouble } from '../double/mac-double.ts';
import type { Behaviour } from './behaviour.ts';

const preflight = 'apple:coregraphics/cgpreflightscreencaptureaccess()';
const three: readonly WindowDouble[] = ['One', 'Two', 'Three'].map((title) => ({ program: safari, title }));

/** The permission, looked at anew each time. */
function watch(mac: MacDouble, prove: (permission: ScreenRecording, look: () => string) => void): void {
  const { permission, look, close } = watching(mac);
  prove(permission, look);
  close();
}

/** The same for what takes waiting. */
async function watched(mac: MacDouble, prove: (watching: Watching) => Promise<void>): Promise<void> {
  const begun = watching(mac);
  await prove(begun);
  begun.close();
}

interface Watching {
  readonly permission: ScreenRecording;
  readonly look: () => string;
  readonly close: () => void;
}

function watching(mac: MacDouble): Watching {
  const desktop = new MacDesktop({ api: mac, ownPid: ownProcess.pid, now: () => mac.now });
  const permission = new ScreenRecording(
    () => desktop.evidence(),
    () => mac.now,
  );
  const look = () => {
    mac.now += 2_000;
    return permission.state;
  };
  return { permission, look, close: () => desktop.close() };
}

const codeOf = ({ failure }: ScreenRecording) => failure?.reason.code ?? null;

export const permissionBehaviours: readonly Behaviour[] = [
  {
    what: 'Another program’s title proves it, whatever the system says',
    source: 'screenpipe/screenpipe#3623, JerryZLiu/Dayflow#219 (false though granted)',
    prove(mac) {
      mac.preflight = false;
      mac.windows = three;
      watch(mac, (permission, look) => {
        expect(look()).toBe('granted');
        expect([permission.failure, permission.pictureFailure]).toEqual([null, null]);
      });
    },
  },
  {
    what: '"Never asked" and "denied" are one answer',
    source: 'electron/electron#28540',
    prove(mac) {
      Object.assign(mac, { isPermitted: false, preflight: false, windows: three });
      watch(mac, (permission, look) => {
        expect(look()).toBe('missing');
        expect(codeOf(permission)).toBe('mac-recording-missing');
      });
    },
  },
  {
    what: 'The system says that it is given, and no title comes: the grant is of an earlier build',
    source: 'BasedHardware/omi#5225; totec448-spec/chat-on-steroids#258',
    prove(mac) {
      Object.assign(mac, { isPermitted: false, preflight: true, windows: three });
      watch(mac, (permission, look) => {
        expect(look()).toBe('stale');
        expect(codeOf(permission)).toBe('mac-recording-stale');
      });
    },
  },
  {
    what: 'After the row was taken off the list and set again, a new start finds titles',
    source: 'BasedHardware/omi#5231',
    prove(mac) {
      Object.assign(mac, { isPermitted: false, preflight: true, windows: three });
      watch(mac, (_permission, look) => expect(look()).toBe('stale'));
      mac.isPermitted = true;
      watch(mac, (permission, look) => {
        expect(look()).toBe('granted');
        expect(codeOf(permission)).toBeNull();
      });
    },
  },
  {
    what: 'Taken away while the program runs, it is noticed with the next look, two seconds later',
    source: preflight,
    prove(mac) {
      mac.windows = three;
      watch(mac, (permission, look) => {
        expect(look()).toBe('granted');
        mac.isPermitted = false;
        expect(look()).toBe('revoked');
        expect(codeOf(permission)).toBe('mac-recording-revoked');
        mac.isPermitted = true;
        expect(look()).toBe('granted');
      });
    },
  },
  {
    what: 'It is taken away by a no to macOS 15’s question too; what the system says may go on being yes',
    source: 'luckman212/screencapture-nag-remover#1',
    prove(mac) {
      mac.windows = three;
      watch(mac, (_permission, look) => {
        expect(look()).toBe('granted');
        Object.assign(mac, { isPermitted: false, preflight: true });
        expect(look()).toBe('revoked');
      });
    },
  },
  {
    what: 'Between two looks nothing is asked: it costs a list of windows',
    source: 'apple:coregraphics/cgwindowlistcopywindowinfo(_:_:) ("relatively expensive")',
    prove(mac) {
      mac.windows = three;
      watch(mac, (permission, look) => {
        look();
        mac.isPermitted = false;
        mac.now += 1_999;
        expect(permission.state).toBe('granted');
      });
    },
  },
  {
    what: 'A program sees its own titles without any permission: they prove nothing',
    source: preflight,
    prove(mac) {
      Object.assign(mac, { isPermitted: false, preflight: false });
      mac.windows = [{ program: ownProcess, title: 'Plainsight' }, ...three];
      watch(mac, (_permission, look) => expect(look()).toBe('missing'));
    },
  },
  {
    what: 'The Dock’s name comes without permission: what is not an ordinary window proves nothing',
    source: 'Dumps of the list without permission',
    prove(mac) {
      Object.assign(mac, { isPermitted: false, preflight: false });
      mac.windows = [{ program: dock, title: 'Dock', layer: 20 }, ...three];
      watch(mac, (_permission, look) => expect(look()).toBe('missing'));
    },
  },
  {
    what: 'The display is asleep, or the session is without a desktop: nothing is known, and nothing changes',
    source: 'screenpipe/screenpipe#5393',
    prove(mac) {
      mac.windows = three;
      watch(mac, (_permission, look) => {
        expect(look()).toBe('granted');
        mac.windows = null;
        expect(look()).toBe('granted');
      });
    },
  },
  {
    what: 'No other window is open: nothing proves it, and nothing says that it is missing',
    source: preflight,
    prove(mac) {
      mac.windows = [];
      watch(mac, (permission, look) => {
        expect(look()).toBe('unproven');
        expect([permission.failure, permission.pictureFailure]).toEqual([null, null]);
      });
    },
  },
  {
    what: 'Taken away while no window could show it: a picture proves it, asked for once, and a title that comes is believed',
    source: 'screenpipe/screenpipe#3623 and BasedHardware/omi#5225 (a picture with pixels is the proof, and no status)',
    async prove(mac) {
      mac.windows = three;
      await watched(mac, async ({ permission, look }) => {
        const hasPixels = vi.fn(async (): Promise<boolean | null> => false);
        expect(look()).toBe('granted');
        await permission.confirm(() => true, hasPixels);
        expect(hasPixels).not.toHaveBeenCalled();
        Object.assign(mac, { windows: [], isPermitted: false });
        expect(look()).toBe('granted');
        await permission.confirm(() => false, hasPixels);
        expect(hasPixels).not.toHaveBeenCalled();
        await permission.confirm(() => true, hasPixels);
        expect(codeOf(permission)).toBe('mac-recording-revoked');
        look();
        await permission.confirm(() => true, hasPixels);
        expect(hasPixels).toHaveBeenCalledOnce();
        Object.assign(mac, { windows: three, isPermitted: true });
        expect(look()).toBe('granted');
      });
    },
  },
  {
    what: 'A picture with pixels goes on proving it where no window does, and one that nobody can take proves nothing',
    source: 'screenpipe/screenpipe#3623, #5393 (display asleep: granted, no picture)',
    async prove(mac) {
      for (const pixels of [true, null]) {
        mac.windows = three;
        await watched(mac, async ({ permission, look }) => {
          look();
          mac.windows = [];
          look();
          await permission.confirm(
            () => true,
            async () => pixels,
          );
          expect(codeOf(permission)).toBeNull();
        });
      }
    },
  },
  {
    what: 'Where nothing ever proved it no picture is asked for: the system would ask the person',
    source: 'SECHAK-AG/memorylane#191 (a request for a picture prompts, and lists the program)',
    async prove(mac) {
      const hasPixels = vi.fn(async () => false);
      for (const windows of [[], three]) {
        Object.assign(mac, { windows, isPermitted: false, preflight: false });
        await watched(mac, async ({ permission, look }) => {
          look();
          await permission.confirm(() => true, hasPixels);
        });
      }
      expect(hasPixels).not.toHaveBeenCalled();
    },
  },
  {
    what: 'One window without a title may be one that has none; but no picture of what cannot be judged',
    source: 'apple:coregraphics/quartz-window-services, Optional Window List Keys',
    prove(mac) {
      mac.windows = [{ program: notes }];
      watch(mac, (permission, look) => {
        expect(look()).toBe('unproven');
        expect(permission.failure).toBeNull();
        expect(permission.pictureFailure).toMatchObject({ reason: { code: 'mac-recording-unproven' } });
      });
    },
  },
  {
    what: 'macOS 10.14 and earlier have no such function, and no such permission: titles come',
    source: `${preflight} (10.15)`,
    prove(mac) {
      Object.assign(mac, { preflight: null, windows: three });
      watch(mac, (_permission, look) => expect(look()).toBe('granted'));
    },
  },
  {
    what: 'Looking for the permission reads no title',
    source: 'apple:corefoundation/cfstringgetlength(_:)',
    prove(mac) {
      mac.windows = three;
      mac.foundation.stringText = () => {
        throw new Error('a title was read');
      };
      watch(mac, (_permission, look) => expect(look()).toBe('granted'));
    },
  },
];
