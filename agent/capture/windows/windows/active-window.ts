import type { Instant } from '../../../../core/time/interval.ts';
import type { ActiveWindowReading, ActiveWindowSensor, Clock, Stop } from '../../../ports.ts';
import type { FormerNames } from '../../former-names.ts';
import { toldAt } from '../../told-at.ts';
import type { Desk, DeskWatcher } from '../desk/desk.ts';

/** The window in front, as the desk's thread tells it. What it is called is noted in `names`. */
export function windowsActiveWindow(
  desk: Pick<Desk, 'watch' | 'unwatch' | 'heardAgoMs'>,
  clock: Clock,
  names: FormerNames,
): ActiveWindowSensor {
  return {
    heardAt(): Instant | null {
      const ago = desk.heardAgoMs;
      return ago === null ? null : clock.now() - ago;
    },
    async start(onReading): Promise<Stop> {
      let isFirst: () => void = () => {};
      const first = new Promise<void>((resolve) => {
        isFirst = resolve;
      });
      let lastAt = Number.NEGATIVE_INFINITY;
      let lastKey = '';
      let isStopped = false;
      const tell = (reading: ActiveWindowReading, late: number): void => {
        const key = JSON.stringify(reading);
        if (isStopped || key === lastKey) return;
        lastKey = key;
        const now = clock.now();
        // Not before the last one, unless the clock was set back since.
        lastAt = Math.max(Math.min(lastAt, now), toldAt(now - late, now));
        onReading(reading, lastAt);
        isFirst();
      };
      const watcher: DeskWatcher = {
        onReading({ window, reading, late }) {
          if (reading.kind === 'window') names.note(window, reading.window);
          tell(reading, late);
        },
        onLost: (failure) => tell({ kind: 'unavailable', failure }, 0),
      };
      names.watchers += 1;
      await desk.watch(watcher);
      await first;
      return async () => {
        if (isStopped) return;
        isStopped = true;
        names.watchers -= 1;
        await desk.unwatch(watcher);
      };
    },
  };
}
