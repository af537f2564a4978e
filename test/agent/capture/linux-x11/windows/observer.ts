import { openX11Platform } from '../../../../../agent/capture/linux-x11/platform.ts';
import { displayAddress } from '../../../../../agent/capture/linux-x11/wire/display-address.ts';
import type { X11Link } from '../../../../../agent/capture/linux-x11/wire/link.ts';
import { openLink } from '../../../../../agent/capture/linux-x11/wire/open-link.ts';
import type { SettleTimes } from '../../../../../agent/capture/window-history.ts';
import type { ActiveWindowReading, ActiveWindowSensor, CapturePlatform, Stop } from '../../../../../agent/ports.ts';
import { type Desktop, until } from '../../../../desktop.ts';

/** A clock that goes one ms further each time it is asked. */
export function tickingClock() {
  let now = 1_700_000_000_000;
  return { now: () => ++now };
}

/** Pictures are taken at once, unless times are given in which windows settle. */
export async function platformOn(
  desktop: Pick<Desktop, 'env'>,
  settle: SettleTimes = { beforeMs: 0, afterMs: 0 },
): Promise<CapturePlatform> {
  const platform = await openX11Platform({ env: desktop.env, clock: tickingClock(), retryMs: [50], settle });
  if ('ok' in platform) throw new Error(platform.reason.code);
  return platform;
}

export interface Observer {
  readonly readings: readonly ActiveWindowReading[];
  /** Answers once a reading fits that came after the `from`-th. */
  sees(fits: (reading: ActiveWindowReading) => boolean, from?: number): Promise<ActiveWindowReading>;
  seesTitle(title: string): Promise<ActiveWindowReading>;
  stop: Stop;
}

export async function observe(sensor: ActiveWindowSensor): Promise<Observer> {
  const readings: ActiveWindowReading[] = [];
  const stop = await sensor.start((reading) => readings.push(reading));
  const sees: Observer['sees'] = (fits, from = 0) => until(() => readings.slice(from).find(fits) ?? null);
  return {
    readings,
    sees,
    // The last reading, since a title may have been seen before.
    seesTitle: (title) =>
      until(() => {
        const last = readings.at(-1);
        return last?.kind === 'window' && last.window.title === title ? last : null;
      }),
    stop,
  };
}

/** A connection of the test's own, to set what no tool sets. */
export function linkTo(desktop: Desktop): Promise<X11Link> {
  const address = displayAddress(desktop.env);
  if (!address.ok) throw new Error(address.reason.code);
  return openLink(address, { name: '', data: '' });
}
