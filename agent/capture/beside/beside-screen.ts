import type { Clock, MayRead, ScreenReading, ScreenSensor, VisibleWindow } from '../../ports.ts';
import { monitorsSchema, screenReadingSchema, stateSchema } from './messages.ts';
import type { SensorLink } from './sensor-link.ts';

/** The screen as another process reads it. Whether it may be read is asked before the pixels are, and once more when they are here. */
export function besideScreen(link: () => SensorLink, clock: Clock): ScreenSensor {
  return {
    state: async () => (await link().ask('screen-state', stateSchema)) ?? link().silence,
    monitors: async () => (await link().ask('monitors', monitorsSchema)) ?? [],
    async capture(mayRead: MayRead = () => true): Promise<ScreenReading> {
      const answer = await link().ask('capture', screenReadingSchema, { mayRead });
      if (answer === null) return { kind: 'unavailable', failure: link().silence };
      if (answer.kind !== 'screen') return answer;
      if (!(await mayRead())) return { kind: 'not-allowed' };
      const { agoMs, frames, windows, elsewhere } = answer;
      const screen = { at: clock.now() - agoMs, frames, windows: windows as VisibleWindow[] };
      return { kind: 'screen', screen: elsewhere === undefined ? screen : { ...screen, elsewhere } };
    },
    async stop() {},
  };
}
