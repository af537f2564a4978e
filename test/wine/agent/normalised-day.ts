import type { ActivityRecord } from '../../../core/day/activity.ts';
import type { Minute } from './minute.ts';

/**
 * A day without what differs from run to run and from system to system: instants become the step of the script that they belong to, and
 * programs, monitors and the system lose their names. A program's id stays: here it is the same on each system.
 */
export function normalised({ day: { view, chain }, records, driven }: Minute) {
  const { steps, truth, doneBy } = driven;
  // Who came back did so with another window, and who rested had just unlocked the screen: those are steps already.
  const { back: _back, rest: _rest, ...others } = steps;
  const named = [
    ...Object.entries(others).map(([name, { at }]) => ({ name, at })),
    ...truth.slice(1).map(({ start }, index) => ({ name: `focus ${index + 1}`, at: start })),
  ].sort((a, b) => a.at - b.at);
  const stepOf = (at: number): string =>
    named.reduce((best, each) => (Math.abs(each.at - at) < Math.abs(best.at - at) ? each : best)).name;
  const from = steps.begin.at;
  /** What ended with the first keys of the script was before it. */
  const isOfScript = ({ end }: { readonly end: number }) => end > from + 1_000;
  const { keys, clicks, scrolls } = view.totals;
  const windows = view.windows.filter(isOfScript);
  return {
    windows: windows.map(({ start, end, appId, appName, title, site, withheld }) => ({
      from: stepOf(Math.max(start, from)),
      to: stepOf(end),
      isNamed: appName !== null,
      ...{ appId, title, site, withheld },
    })),
    // Longest first, which is another order on each run.
    apps: view.apps.map(({ appId }) => appId).toSorted(),
    sites: view.sites,
    states: view.states.filter(isOfScript).map(({ start, end, state, reason }) => ({
      from: stepOf(Math.max(start, from)),
      // What goes on ends with the last that left.
      to: state === 'paused' ? null : stepOf(end),
      ...{ state, reason },
    })),
    totals: { keys, clicks, scrolls },
    countedByRest: countsUpTo(
      records,
      doneBy.map(({ at }) => at),
    ),
    shots: [...new Set(view.shots.map(({ width, height, covered }) => `${width} × ${height}, ${covered} covered`))],
    sensors: Object.fromEntries(view.sensors.map(({ sensor, ok, reason }) => [sensor, { ok, reason }])),
    headers: view.headers.slice(-1).map(({ os: _os, at: _at, sensors: _sensors, monitors, ...rest }) => ({
      ...rest,
      monitors: monitors.map(({ name: _name, ...place }) => place),
    })),
    ...{ removedShots: view.removedShots, removed: view.removed, entries: view.entries, questions: view.questions },
    ...{ zone: view.zone, notShown: view.notShown },
    chain: { state: chain.state, faults: chain.faults },
  };
}

/** How much the clocks of two processes may differ that read the same one each in its way. */
export const clockMs = 50;

/** What had been counted by each of these instants. */
export function countsUpTo(records: readonly ActivityRecord[], instants: readonly number[]) {
  const counts = records.filter((record) => record.kind === 'counts');
  return instants.map((at) =>
    counts
      .filter(({ end }) => end <= at + clockMs)
      .reduce(
        (sum, { keys, clicks, scrolls }) => ({
          keys: sum.keys + keys,
          clicks: sum.clicks + clicks,
          scrolls: sum.scrolls + scrolls,
        }),
        { keys: 0, clicks: 0, scrolls: 0 },
      ),
  );
}
