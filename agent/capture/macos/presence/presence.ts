import type { PresenceReading, PresenceSensor } from '../../../ports.ts';
import { answerOr } from '../answers.ts';
import type { IdleClock } from './idle-clock.ts';

export interface MacPresenceOptions {
  readonly idle: Pick<IdleClock, 'state' | 'read'>;
  /** Whether nobody can be at the screen; null: not known. */
  readonly away: () => boolean | null;
  readonly inCall: () => boolean | null;
}

/** Idle time, the session and calls, each by itself: what is not known of one says nothing of the others. */
export function macPresence({ idle, away, inCall }: MacPresenceOptions): PresenceSensor {
  return {
    state: () => idle.state(),
    read: async ({ calls }): Promise<PresenceReading> => ({
      idleMs: await idle.read(),
      locked: answerOr(away, null),
      inCall: calls ? answerOr(inCall, null) : null,
    }),
    async stop() {},
  };
}

/** The presence of another process, with the idle time of this one, whose main loop runs. */
export function presenceWithIdle(other: PresenceSensor, idle: Pick<IdleClock, 'state' | 'read'>): PresenceSensor {
  return {
    state: () => idle.state(),
    async read(what): Promise<PresenceReading> {
      const [reading, idleMs] = await Promise.all([other.read(what), idle.read()]);
      return { ...reading, idleMs };
    },
    stop: () => other.stop(),
  };
}
