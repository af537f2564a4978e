import type { PresenceReading, PresenceSensor, SensorState } from '../../ports.ts';
import type { LogindSession } from '../linux/session/logind.ts';
import type { InputRests } from './input-rests.ts';

/** Presence on any Wayland desktop: idle by the compositor, lock by logind, calls by the kernel. */
export function waylandPresence(
  idle: Pick<InputRests, 'state' | 'idleMs'>,
  session: Pick<LogindSession, 'locked'>,
  inCall: () => boolean | null,
): PresenceSensor {
  return {
    state: async (): Promise<SensorState> => idle.state(),
    read: async ({ calls }): Promise<PresenceReading> => ({
      idleMs: idle.idleMs(),
      locked: session.locked,
      inCall: calls ? inCall() : null,
    }),
    async stop() {},
  };
}
