import type { DayView } from '../../../core/day/view.ts';
import type { Driven } from './script.ts';

/**
 * A day without what differs from run to run and from system to system: instants become the step of the script that they belong to, and
 * programs, monitors and the system lose their names.
 */
export function normalised(view: DayView, { marks, truth }: Driven) {
  // Who came back did so with another window, and who rested had just unlocked the screen: those are steps already.
  const { back: _back, rest: _rest, ...others } = marks;
  const steps = [
    ...Object.entries(others),
    ...truth.slice(1).map(({ start }, index) => [`focus ${index + 1}`, start] as const),
  ]
    .map(([name, at]) => ({ name, at }))
    .sort((a, b) => a.at - b.at);
  const stepOf = (at: number): string =>
    steps.reduce((best, each) => (Math.abs(each.at - at) < Math.abs(best.at - at) ? each : best)).name;
  const from = marks.begin;
  /** What ended with the first keys of the script was before it. */
  const isOfScript = ({ end }: { readonly end: number }) => end > from + 1_000;
  const { keys, clicks, scrolls } = view.totals;
  return {
    windows: view.windows.filter(isOfScript).map(({ start, end, appId, appName, title, site, withheld }) => ({
      from: stepOf(Math.max(start, from)),
      to: stepOf(end),
      program: appId === null ? null : 'a program',
      isNamed: appName !== null,
      ...{ title, site, withheld },
    })),
    states: view.states.filter(isOfScript).map(({ start, end, state, reason }) => ({
      from: stepOf(Math.max(start, from)),
      // What goes on ends with the last that left.
      to: state === 'paused' ? null : stepOf(end),
      ...{ state, reason },
    })),
    totals: { keys, clicks, scrolls },
    shots: [...new Set(view.shots.map(({ width, height, covered }) => `${width} × ${height}, ${covered} covered`))],
    sensors: Object.fromEntries(view.sensors.map(({ sensor, ok, reason }) => [sensor, { ok, reason }])),
    headers: view.headers.slice(-1).map(({ os: _os, at: _at, sensors: _sensors, monitors, ...rest }) => ({
      ...rest,
      monitors: monitors.map(({ name: _name, ...place }) => place),
    })),
    removed: view.removedShots,
    entries: view.entries,
  };
}
