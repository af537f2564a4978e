import { LRUCache } from 'lru-cache';
import type { Rectangle } from '../../../../core/rectangle.ts';
import { foreignCallback } from '../../../../ffi/callback.ts';
import type { ActiveWindow } from '../../../ports.ts';
import { longestJudged, wholeWindowText } from '../../window-text.ts';
import {
  enumChildWindows,
  getClassName,
  getWindow,
  getWindowThreadProcessId,
  gwOwner,
  type Handle,
  internalGetWindowText,
  windowsProc,
} from '../api/user32.ts';
import { executableOf, type ProgramName, programAt } from './program-names.ts';

/** UTF-16 units with the 0 at the end: one more than is judged, so that a longer title shows that it is. */
const longestTitle = longestJudged + 2;
const longestClass = 257;
const title = Buffer.alloc(2 * longestTitle);
const className = Buffer.alloc(2 * longestClass);
const four = Buffer.alloc(4);
/** A dialog of a dialog of a dialog; the system allows circles. */
const deepestOwner = 8;

/** What a window says of itself and whose dialog it is. One that is gone says nothing. */
export function factsOf(window: Handle): ActiveWindow {
  const owners = ownersOf(window).map(ownFactsOf);
  return { ...ownFactsOf(window), ...(owners.length > 0 ? { belongsTo: owners } : {}) };
}

export function ownFactsOf(window: Handle): ActiveWindow {
  const whole = wholeWindowText(titleOf(window));
  const processId = processOf(window);
  return {
    ...(isSign(whole, processId) ? ownProgram : programOf(window, processId)),
    title: whole.slice(0, longestJudged),
    url: null,
    pid: processId || null,
    // Windows uses the lower half of the number alone.
    handle: window >>> 0,
    ...(whole.length > longestJudged ? { isCut: true } : {}),
  };
}

/** The sign, which Node shows where there is no desktop app: it is known as ours, as all windows of Plainsight are. */
const ownProgram = { appId: 'plainsight', appName: 'Plainsight' } as const;

function isSign(title: string, processId: number): boolean {
  return title === 'Plainsight' && executableOf(processId) === process.execPath;
}

/** The windows that it belongs to, the nearest first. */
export function ownersOf(window: Handle): Handle[] {
  const owners: Handle[] = [];
  for (let owner = getWindow(window, gwOwner); owner !== 0; owner = getWindow(owner, gwOwner)) {
    if (owners.includes(owner) || owner === window || owners.length === deepestOwner) break;
    owners.push(owner);
  }
  return owners;
}

function titleOf(window: Handle): string {
  return title.toString('utf16le', 0, 2 * internalGetWindowText(window, title, longestTitle));
}

/** The class, which a program gives to windows of one kind. Empty: the window is gone. */
export function classOf(window: Handle): string {
  return className.toString('utf16le', 0, 2 * getClassName(window, className, longestClass));
}

/** 0: the window is gone. */
export function processOf(window: Handle): number {
  four.writeUInt32LE(0);
  return getWindowThreadProcessId(window, four) === 0 ? 0 : four.readUInt32LE();
}

/** Store apps show themselves in a frame of this program's, so that all of them would be one. */
const frameHost = 'applicationframehost';
/** What was in a frame: a store app that sleeps has none of its windows in it, and is still that app. */
const framed = new LRUCache<Handle, { readonly host: number; readonly program: ProgramName }>({ max: 200 });

function programOf(window: Handle, processId: number): ProgramName {
  if (processId === 0) return programAt(null);
  const program = programAt(executableOf(processId));
  if (program.appId !== frameHost) return program;
  const within = processWithin(window, processId);
  if (within !== null) {
    const real = programAt(executableOf(within));
    framed.set(window, { host: processId, program: real });
    return real;
  }
  const before = framed.get(window);
  return before?.host === processId ? before.program : programAt(null);
}

/** The first process other than the frame's own that has a window in it. */
function processWithin(window: Handle, own: number): number | null {
  let found: number | null = null;
  const each = foreignCallback(windowsProc, (child: Handle) => {
    const processId = processOf(child);
    if (processId === 0 || processId === own) return 1;
    found = processId;
    return 0;
  });
  try {
    enumChildWindows(window, each.address, 0);
  } finally {
    each.release();
  }
  return found;
}

/** RECT: left, top, right and bottom, i32 each. */
export const rectBytes = 16;

/** Further than any screen is from another: a program may put a window where it likes. */
const furthest = 100_000;

/** What of a RECT can be on a screen. */
export function rectangleOf(rect: Buffer, at = 0): Rectangle {
  const [x, y, right, bottom] = [0, 4, 8, 12].map((edge) =>
    Math.max(-furthest, Math.min(furthest, rect.readInt32LE(at + edge))),
  ) as [number, number, number, number];
  return { x, y, width: right - x, height: bottom - y };
}
