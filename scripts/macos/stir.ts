import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Stir } from './facts.ts';

/** The space bar, and the left shift key. */
const space = 49;
const shift = 56;
const isRepeat = 8;

const scripts: Readonly<Record<Stir, string>> = {
  keys: posting(`for (let i = 0; i < 5; i++) { post(key(${space}, true)); post(key(${space}, false)); }`),
  repeats: posting(
    `post(key(${space}, true)); for (let i = 0; i < 5; i++) { const again = key(${space}, true); $.CGEventSetIntegerValueField(again, ${isRepeat}, 1); post(again); } post(key(${space}, false));`,
  ),
  modifier: posting(`post(key(${shift}, true)); post(key(${shift}, false));`),
  scroll: posting('for (let i = 0; i < 5; i++) post($.CGEventCreateScrollWheelEvent(null, 1, 1, -1));'),
  move: posting('post($.CGEventCreateMouseEvent(null, 5, $.CGPointMake(200, 200), 0));'),
  notice:
    "const app = Application.currentApplication(); app.includeStandardAdditions = true; app.displayNotification('A line', { withTitle: 'Plainsight' });",
};

function posting(body: string): string {
  return `ObjC.import('CoreGraphics'); const post = (event) => $.CGEventPost(0, event); const key = (code, down) => $.CGEventCreateKeyboardEvent(null, code, down); ${body}`;
}

/** Posts input, or shows a notice, by another program. Answers whether that program ended well, which it does where nothing came of it too. */
export async function stirMac(what: Stir): Promise<boolean> {
  try {
    await promisify(execFile)('/usr/bin/osascript', ['-l', 'JavaScript', '-e', scripts[what]], { timeout: 10_000 });
    return true;
  } catch {
    return false;
  }
}
