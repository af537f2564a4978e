import { type PresenceState, presenceStates } from '../../../core/day/activity.ts';
import type { DayView } from '../../../core/day/view.ts';
import { appName } from '../state-words.ts';
import { appColour, plainColour } from '../totals/app-colour.ts';
import type { InputFigures } from '../totals/input-figures.ts';
import { type CountedTime, countedTime } from './count-bins.ts';
import { type GapSpans, gapSpansOf } from './gap.ts';
import { type Lane, laneOf } from './lane.ts';

export interface Band {
  readonly y: number;
  readonly height: number;
}

/** Where each band lies, in CSS pixels from the canvas' top. */
export interface Bands {
  readonly axis: Band;
  readonly states: Band;
  readonly apps: Band;
  /** Null on a day on which no site was recorded. */
  readonly sites: Band | null;
  /** What the person said of the day, thin and beside what was recorded; null on a day without entries. */
  readonly entries: Band | null;
  /** Null on a day on which seconds with input are told instead. */
  readonly counts: Band | null;
  /** Null on a day without seconds with input. */
  readonly input: Band | null;
  readonly shots: Band;
  readonly height: number;
}

interface BandsWanted {
  readonly sites?: boolean;
  readonly entries?: boolean;
  readonly input?: InputFigures;
}

export function bandsOf(
  tall: boolean,
  { sites: hasSites, entries: hasEntries, input: figures }: BandsWanted = {},
): Bands {
  let y = 0;
  const band = (height: number): Band => {
    const made = { y, height };
    y += height + 10;
    return made;
  };
  const axis = band(24);
  const states = band(tall ? 34 : 26);
  const apps = band(tall ? 56 : 40);
  const sites = hasSites ? band(tall ? 34 : 26) : null;
  const entries = hasEntries ? band(16) : null;
  const counts = figures?.counts === false ? null : band(tall ? 84 : 56);
  const input = figures?.seconds ? band(tall ? 48 : 34) : null;
  const shots = band(26);
  return { axis, states, apps, sites, entries, counts, input, shots, height: y - 10 };
}

/** A band of apps or sites: what its kinds are called and in which colour of the theme each is drawn. */
export interface NamedLane {
  readonly lane: Lane<DayView['windows'][number]>;
  readonly names: readonly string[];
  readonly colours: readonly string[];
  /** The kind that a rule withheld: it has neither name nor colour of its own. */
  readonly withheld: number | null;
}

/** A day as the timeline draws it, made once and not each frame. */
export interface DayLanes {
  readonly states: Lane<DayView['states'][number]>;
  readonly stateOrder: readonly PresenceState[];
  readonly gaps: GapSpans;
  readonly apps: NamedLane;
  readonly sites: NamedLane;
  readonly minutes: DayView['minutes'];
  readonly inputMinutes: DayView['inputMinutes'];
  readonly counted: CountedTime;
}

export function lanesOf(day: DayView): DayLanes {
  const appIds = day.apps.map(({ appId }) => appId);
  const sites = day.sites.map(({ site }) => site);
  const withheld = appIds.indexOf(null);
  return {
    states: laneOf(day.states, ({ state }) => state, presenceStates),
    stateOrder: presenceStates,
    gaps: gapSpansOf(day),
    apps: {
      lane: laneOf(day.windows, ({ appId }) => appId, appIds),
      names: day.apps.map(({ appId, appName: name }) => appName(appId, name)),
      colours: appIds.map(appColour),
      withheld: withheld < 0 ? null : withheld,
    },
    sites: {
      lane: laneOf(
        day.windows.filter(({ site }) => site !== null),
        ({ site }) => site,
        sites,
      ),
      names: sites,
      colours: sites.map(plainColour),
      withheld: null,
    },
    minutes: day.minutes,
    inputMinutes: day.inputMinutes,
    counted: countedTime(day, { start: day.first ?? 0, end: day.last ?? 0 }),
  };
}
