// Another program that watches which window Windows says is in front, and under which title: what a record is compared with.

import { getTickCount } from '../../../agent/capture/windows/api/kernel32.ts';
import { getForegroundWindow, type Handle, internalGetWindowText } from '../../../agent/capture/windows/api/user32.ts';
import {
  dispatchMessage,
  messageBytes,
  peekMessage,
  peekRemove,
  setWinEventHook,
  winEvent,
  winEventProc,
} from '../../../agent/capture/windows/api/user32-messages.ts';
import { foreignCallback } from '../../../ffi/callback.ts';
import { serve } from './serve.ts';

/** What Windows said was in front. */
export interface SaidWindow {
  /** UTC ms: of an event, when the system sent it; of a reading, when it was read. */
  readonly at: number;
  readonly title: string;
  readonly by: 'event' | 'reading';
}

const longest = 300;
const text = Buffer.alloc(2 * longest);
const titleOf = (window: Handle): string =>
  text.toString('utf16le', 0, 2 * internalGetWindowText(window, text, longest));

const said: SaidWindow[] = [];
const told = foreignCallback(
  winEventProc,
  (_hook: Handle, _event: number, window: Handle, _object: number, _child: number, _thread: number, tick: number) => {
    said.push({ at: Date.now() - ((getTickCount() - tick) >>> 0), title: titleOf(window), by: 'event' });
  },
);
const { foreground } = winEvent;
setWinEventHook(foreground, foreground, 0, told.address, 0, 0, 0);

serve({
  /** Everything so far, in the order in which it was so. */
  said: () => said.toSorted((a, b) => a.at - b.at),
});

let last = '';
const received = Buffer.alloc(messageBytes);
setInterval(() => {
  while (peekMessage(received, 0, 0, 0, peekRemove) !== 0) dispatchMessage(received);
  const title = titleOf(getForegroundWindow());
  if (title !== last) said.push({ at: Date.now(), title, by: 'reading' });
  last = title;
}, 10);
