import type { InputCountSensor, InputCounts, SensorState } from '../../ports.ts';
import type { Desk } from './desk/desk.ts';

/** Totals that the desk's thread keeps; a key counts once it is let go. */
export function windowsInputCounts(desk: Pick<Desk, 'count' | 'uncount' | 'take' | 'onCounted'>): InputCountSensor {
  return {
    async start(onLost): Promise<SensorState> {
      return (await desk.count(onLost)) ?? { ok: true };
    },
    onCounted: (listener) => desk.onCounted(listener),
    take: (): InputCounts => desk.take(),
    stop: () => desk.uncount(),
  };
}
