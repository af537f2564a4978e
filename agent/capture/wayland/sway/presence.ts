import type { PresenceSensor } from '../../../ports.ts';
import type { KeptConnection } from '../../linux/kept-connection.ts';
import type { InputRests } from '../input-rests.ts';
import { failureOf } from '../kept-link.ts';
import type { SwayLink } from './sway-link.ts';
import { readTree } from './tree.ts';

export interface SwayPresenceOptions {
  readonly idle: Pick<InputRests, 'mayBeHeldBack'>;
  readonly sway: Pick<KeptConnection<SwayLink>, 'current'>;
  /** Monotonic, ms. */
  readonly now: () => number;
}

/**
 * Presence by the rests that sway tells, as far as it tells them. While a window holds them back, such as
 * a video, sway tells neither that input ended nor that it began: nobody counts as active then, nor as
 * idle, and afterwards no rest is told that began before.
 */
export function swayPresence(inner: PresenceSensor, { idle, sway, now }: SwayPresenceOptions): PresenceSensor {
  let heldAt = Number.NEGATIVE_INFINITY;
  return {
    state: () => inner.state(),
    stop: () => inner.stop(),
    async read(what) {
      const reading = await inner.read(what);
      if (reading.idleMs === null || !idle.mayBeHeldBack) return reading;
      if (await isHeldBack(sway)) {
        heldAt = now();
        return { ...reading, idleMs: null };
      }
      return { ...reading, idleMs: Math.floor(Math.min(reading.idleMs, now() - heldAt)) };
    },
  };
}

async function isHeldBack(sway: Pick<KeptConnection<SwayLink>, 'current'>): Promise<boolean> {
  const current = sway.current();
  if (!current.ok) return true;
  try {
    return (await readTree(current.link)).windows.some(({ holdsRestsBack }) => holdsRestsBack);
  } catch (error) {
    if (failureOf(error) === null) throw error;
    return true;
  }
}
