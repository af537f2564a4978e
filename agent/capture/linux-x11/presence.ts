import { reason } from '../../../core/reason.ts';
import type { PresenceReading, PresenceSensor, SensorFailure, SensorState } from '../../ports.ts';
import type { LogindSession } from '../linux/session/logind.ts';
import type { Connection } from './wire/connection.ts';
import { LinkDown, RequestError } from './wire/link.ts';

type SaverReading = Omit<PresenceReading, 'inCall'>;

const queryInfo = 1;
const saverIsOn = 1;
const unknown: SaverReading = { idleMs: null, locked: null };

const noSaver: SensorFailure = { ok: false, reason: reason('no-idle-time') };

/**
 * Presence from MIT-SCREEN-SAVER, one round trip a reading. Plain X11 does not know about locking:
 * `locked` is true while the screen saver hides the screen, since nobody works then, and otherwise
 * what logind says: a locker is a window there. Calls come from `inCall`, whatever the X server says.
 */
export function x11Presence(
  connection: Connection,
  session: Pick<LogindSession, 'locked'>,
  inCall: () => boolean | null,
): PresenceSensor {
  async function ask(): Promise<SaverReading | SensorFailure> {
    const current = connection.current();
    if (!current.ok) return current;
    try {
      const opcode = await current.link.opcodeOf('MIT-SCREEN-SAVER');
      if (opcode === null) return noSaver;
      const drawable = Buffer.alloc(4);
      drawable.writeUInt32LE(current.link.root);
      return await current.link.extension(opcode, queryInfo, drawable, (reply, state) => ({
        idleMs: reply.readUInt32LE(8),
        locked: state === saverIsOn ? true : null,
      }));
    } catch (error) {
      if (error instanceof RequestError) return noSaver;
      if (!(error instanceof LinkDown)) throw error;
      const now = connection.current();
      return now.ok ? noSaver : now;
    }
  }

  return {
    async state(): Promise<SensorState> {
      const answer = await ask();
      return 'ok' in answer ? answer : { ok: true };
    },
    async read({ calls }): Promise<PresenceReading> {
      const answer = await ask();
      const { idleMs, locked } = 'ok' in answer ? unknown : answer;
      return { idleMs, locked: locked ?? session.locked, inCall: calls ? inCall() : null };
    },
    async stop() {},
  };
}
