import type { ActiveWindowReading } from '../../../ports.ts';
import { message } from '../api/user32-messages.ts';

/** The window in front; `window` is the system's number of it, `tick` the system's at which it told the change. */
export interface DeskReading {
  readonly window: number;
  readonly reading: ActiveWindowReading;
  readonly tick: number;
}

/** What the desk's thread says. None of it tells of a key or a place of the pointer. */
export type DeskMessage =
  /** It receives messages from now on, at this thread's id. */
  | { readonly kind: 'ready'; readonly thread: number }
  | (DeskReading & { readonly kind: 'reading' })
  /** Counting has begun; `error` is the system's number where it cannot. */
  | { readonly kind: 'counting'; readonly error: number | null }
  /** Something was counted: the totals are in the memory that both see. */
  | { readonly kind: 'counted' }
  /** Top-level windows that were shown since they were asked for. */
  | { readonly kind: 'shown'; readonly windows: readonly number[] }
  | { readonly kind: 'session'; readonly change: number }
  /** The computer sleeps, or has woken up. */
  | { readonly kind: 'power'; readonly isAwake: boolean }
  /** The session ends as soon as this is answered, or some seconds have passed. */
  | { readonly kind: 'ending' };

/** What it is told, by a message to its thread. `watch` and `count`: parameter 1 begins, 0 ends. */
export const deskCommand = {
  watch: message.app + 1,
  count: message.app + 2,
  shown: message.app + 3,
} as const;

/** What it starts with. */
export interface DeskData {
  readonly memory: SharedArrayBuffer;
  /** ms between two readings of the window in front while the system has told no change of a title. */
  readonly titlePollMs: number;
  /** Stands in what it is told: every program of the account may post to a thread, and end its counting unseen. */
  readonly token: number;
}
