// The thread that listens to Windows: it sleeps until the system has a message for it, and nothing else wakes it up.

import { parentPort, workerData } from 'node:worker_threads';
import { getCurrentThreadId } from '../api/kernel32.ts';
import { perMonitorAwareV2, setThreadDpiAwarenessContext } from '../api/user32.ts';
import {
  dispatchMessage,
  message,
  messageBytes,
  noTimeout,
  peekMessage,
  peekRemove,
  queueStatus,
  waitForMessages,
  waitInputAvailable,
} from '../api/user32-messages.ts';
import { type DeskData, type DeskMessage, deskCommand } from './desk-messages.ts';
import { FocusEvents } from './focus-events.ts';
import { RawInput } from './raw-input.ts';
import { SessionWindow } from './session-window.ts';
import { SharedCounts } from './shared-counts.ts';
import { ShownWindows } from './shown-windows.ts';

/** Input that follows within this time is read together with it: a mouse tells of itself a thousand times a second. */
const gatherMs = 200;
/** The system waits about five seconds for a program before it ends it with the session. */
const endingMs = 4_000;

const { memory, titlePollMs, token } = workerData as DeskData;
const say = (told: DeskMessage): void => parentPort?.postMessage(told);

setThreadDpiAwarenessContext(perMonitorAwareV2);
const counts = new SharedCounts(memory);
const input = new RawInput(counts, () => say({ kind: 'counted' }));
const shown = new ShownWindows();
const focus = new FocusEvents({
  titlePollMs,
  onReading: (reading) => {
    // What was typed before the change is counted before it is told.
    input.drain();
    say({ kind: 'reading', ...reading });
  },
  onHeard: (tick) => {
    counts.heardTick = tick;
  },
});
const session = new SessionWindow({
  onSession: (change) => {
    say({ kind: 'session', change });
    focus.look();
  },
  onPower: (isAwake) => {
    say({ kind: 'power', isAwake });
    if (isAwake) focus.look();
  },
  onEnding: () => {
    input.drain();
    say({ kind: 'ending' });
    counts.waitUntilKept(endingMs);
  },
});

const received = Buffer.alloc(messageBytes);

/** Does what waits in the queue. Answers false when the thread is to end. */
function empty(): boolean {
  while (peekMessage(received, 0, 0, 0, peekRemove) !== 0) {
    const kind = received.readUInt32LE(message.kindAt);
    const parameter = received.readUInt32LE(message.wParamAt);
    if (kind === message.quit) return false;
    if (kind === message.input) input.one(received.readBigInt64LE(message.lParamAt));
    if (kind === message.timer) focus.onTimer(parameter);
    else if (kind < message.app) dispatchMessage(received);
    else if (received.readBigInt64LE(message.lParamAt) === BigInt(token)) obey(kind, parameter === 1);
  }
  return true;
}

function obey(command: number, isWanted: boolean): void {
  if (command === deskCommand.watch) isWanted ? focus.start() : focus.stop();
  else if (command === deskCommand.count) count(isWanted);
  else if (command === deskCommand.shown) isWanted ? shown.begin() : say({ kind: 'shown', windows: shown.end() });
}

function count(isWanted: boolean): void {
  if (isWanted) say({ kind: 'counting', error: input.start() });
  else input.stop();
}

/** The queue of messages is there once it was looked into. */
empty();
say({ kind: 'ready', thread: getCurrentThreadId() });
let goesOn = true;
while (goesOn) {
  waitForMessages(0, null, noTimeout, queueStatus.all, waitInputAvailable);
  const hadInput = input.drain();
  goesOn = empty();
  if (goesOn && hadInput) waitForMessages(0, null, gatherMs, queueStatus.allButRawInput, waitInputAvailable);
}
input.stop();
shown.close();
focus.close();
session.close();
