import { type ForeignCallback, foreignCallback } from '../../../../ffi/callback.ts';
import { getTickCount } from '../api/kernel32.ts';
import type { Handle } from '../api/user32.ts';
import {
  killTimer,
  setTimer,
  setWinEventHook,
  unhookWinEvent,
  winEvent,
  winEventProc,
} from '../api/user32-messages.ts';
import { frontWindow } from '../windows/front-window.ts';
import type { DeskReading } from './desk-messages.ts';

/** A safety poll, once the system has shown that it tells changes of titles: for what it failed to tell. */
const safetyPollMs = 30_000;
/** While one window gives the front to another none has it: that is told only when it stays so. */
const passingNoneMs = 100;
/** How often a changing title is read at most; in between its changes are not asked for. */
const leastTitleMs = 1_000;

export interface FocusOptions {
  /** ms between two readings while no change of a title was told yet. */
  readonly titlePollMs: number;
  readonly onReading: (reading: DeskReading) => void;
  /** The system has answered, changed or not, at this tick. */
  readonly onHeard: (tick: number) => void;
}

type Timer = 'poll' | 'passing none' | 'title';

/**
 * The window in front, from the system's events. Belongs to the thread that made it, in whose queue the events arrive; its timers
 * are the queue's too, since a thread that waits there runs no others.
 */
export class FocusEvents {
  readonly #options: FocusOptions;
  readonly #event: ForeignCallback;
  #frontHook: Handle = 0;
  #nameHook: Handle = 0;
  #nameProcess = 0;
  #tellsNames = false;
  #nameReadAt = Number.NEGATIVE_INFINITY;
  #lastKey = '';
  readonly #timers = new Map<Timer, number>();

  constructor(options: FocusOptions) {
    this.#options = options;
    this.#event = foreignCallback(
      winEventProc,
      (_hook: Handle, event: number, _window: Handle, object: number, child: number, _thread: number, tick: number) => {
        if (event === winEvent.foreground) this.#look(tick);
        else if (event === winEvent.nameChange && object === 0 && child === 0) this.#renamed(tick);
      },
    );
  }

  start(): void {
    this.stop();
    const { foreground } = winEvent;
    this.#frontHook = setWinEventHook(foreground, foreground, 0, this.#event.address, 0, 0, 0);
    this.#look(getTickCount());
    this.#planPoll();
  }

  stop(): void {
    if (this.#frontHook !== 0) unhookWinEvent(this.#frontHook);
    this.#frontHook = 0;
    this.#listenTo(0);
    for (const timer of [...this.#timers.keys()]) this.#end(timer);
    this.#lastKey = '';
  }

  /** Looks at once, as after the computer woke up. */
  look(): void {
    if (this.#frontHook !== 0) this.#look(getTickCount());
  }

  /** A timer of the queue is due. */
  onTimer(id: number): void {
    const timer = [...this.#timers].find(([, known]) => known === id)?.[0];
    if (timer === undefined) return;
    if (timer !== 'poll') this.#end(timer);
    const isPassed = timer === 'passing none';
    this.#look(getTickCount(), isPassed);
  }

  close(): void {
    this.stop();
    this.#event.release();
  }

  #renamed(tick: number): void {
    if (!this.#tellsNames) {
      this.#tellsNames = true;
      this.#planPoll();
    }
    const waitMs = this.#nameReadAt + leastTitleMs - performance.now();
    if (waitMs <= 0) {
      this.#look(tick);
      return;
    }
    this.#listenTo(0);
    this.#plan('title', Math.ceil(waitMs));
  }

  #look(tick: number, isPassed = false): void {
    const { window, processId, reading } = frontWindow();
    this.#nameReadAt = performance.now();
    this.#options.onHeard(getTickCount());
    this.#end('title');
    this.#listenTo(processId);
    if (reading.kind === 'none' && !isPassed && this.#lastKey !== '') {
      if (!this.#timers.has('passing none')) this.#plan('passing none', passingNoneMs);
      return;
    }
    this.#end('passing none');
    const key = JSON.stringify(reading);
    if (key === this.#lastKey) return;
    this.#lastKey = key;
    this.#options.onReading({ window, reading, tick });
  }

  /** Changes of names are asked for of the program in front alone; 0 asks for none. */
  #listenTo(processId: number): void {
    if (processId === this.#nameProcess) return;
    if (this.#nameHook !== 0) unhookWinEvent(this.#nameHook);
    const { nameChange } = winEvent;
    this.#nameHook =
      processId === 0 ? 0 : setWinEventHook(nameChange, nameChange, 0, this.#event.address, processId, 0, 0);
    this.#nameProcess = processId;
  }

  #planPoll(): void {
    this.#end('poll');
    this.#plan('poll', this.#tellsNames ? safetyPollMs : this.#options.titlePollMs);
  }

  #plan(timer: Timer, ms: number): void {
    this.#end(timer);
    this.#timers.set(timer, setTimer(0, 0, ms, null));
  }

  #end(timer: Timer): void {
    const id = this.#timers.get(timer);
    if (id !== undefined) killTimer(0, id);
    this.#timers.delete(timer);
  }
}
