import type { DayView } from '../day/view.ts';
import { pictureName } from '../reports/export.ts';
import type { Instant, Interval } from '../time/interval.ts';
import { utcText } from '../time/local-time.ts';

/**
 * A person's days as ActivityWatch's servers import them (`POST /api/0/import`): an object of buckets
 * by their ids, each with its events. Read of aw-server@26be7f2, aw-server-rust@59eaae3 and
 * aw-core@d628a9a:
 *
 * - `buckets` is an object, although the schema says array. `created` and `events` have to be there.
 * - An event has no `id`: the Rust server replaces by it whatever has the same.
 * - Timestamps are UTC, RFC 3339; durations float seconds, which the Python server cuts to ms.
 * - Python refuses a bucket that exists, Rust drops a second event of the same time and data: so the
 *   ids have a host of their own, and no two events of a bucket are the same.
 */
export interface WatchEvent {
  readonly timestamp: string;
  readonly duration: number;
  readonly data: Readonly<Record<string, string | number | boolean | null>>;
}

export interface WatchBucket {
  readonly id: string;
  readonly type: string;
  readonly eventsOf: (view: DayView) => WatchEvent[];
}

/** No computer's name: which one it was, nothing that was recorded says. */
const host = 'plainsight';
const client = 'plainsight';

/** What ActivityWatch has a type of its own for has that type; the rest has one of ours, which its servers keep as it is. */
export const watchBuckets: readonly WatchBucket[] = [
  {
    id: `aw-watcher-window_${host}`,
    type: 'currentwindow',
    // What a rule withheld was never recorded: there is nothing to say of it but its time, which the next bucket has.
    eventsOf: ({ windows }) =>
      windows
        .filter(({ withheld }) => withheld === null)
        .map(({ appId, appName, title, ...span }) => event(span, { app: appName ?? appId ?? '', title: title ?? '' })),
  },
  {
    id: `aw-watcher-afk_${host}`,
    type: 'afkstatus',
    // A call is no absence. Of the other states nobody knows.
    eventsOf: ({ states }) =>
      states.flatMap(({ state, ...span }) =>
        state === 'active' || state === 'call' || state === 'idle'
          ? [event(span, { status: state === 'idle' ? 'afk' : 'not-afk' })]
          : [],
      ),
  },
  {
    id: `aw-watcher-web-plainsight_${host}`,
    type: 'web.tab.current',
    // Of an address the host is recorded, and the path where the terms say so: never the scheme, which ActivityWatch expects.
    eventsOf: ({ windows }) =>
      windows.flatMap(({ site, path = '', title, ...span }) =>
        site === null
          ? []
          : [event(span, { url: `https://${site}${path}`, title: title ?? '', audible: false, incognito: false })],
      ),
  },
  {
    id: `plainsight-states_${host}`,
    type: 'plainsight.state',
    eventsOf: ({ states }) => states.map(({ state, ...span }) => event(span, { state })),
  },
  {
    id: `plainsight-input_${host}`,
    type: 'plainsight.input',
    eventsOf: ({ minutes }) =>
      minutes.map(({ start, keys, clicks, scrolls }) =>
        event({ start, end: start + 60_000 }, { keys, clicks, scrolls }),
      ),
  },
  {
    id: `plainsight-input-seconds_${host}`,
    type: 'plainsight.input-seconds',
    eventsOf: ({ inputMinutes }) =>
      inputMinutes.map(({ start, seconds }) => event({ start, end: start + 60_000 }, { seconds })),
  },
  {
    id: `plainsight-screenshots_${host}`,
    type: 'plainsight.screenshot',
    eventsOf: ({ day, shots }) =>
      shots.map(({ at, id, sameAs, monitor }) =>
        event({ start: at, end: at }, { id, monitor, picture: pictureName(day, sameAs ?? id) }),
      ),
  },
  {
    id: `plainsight-entries_${host}`,
    type: 'plainsight.entry',
    eventsOf: ({ entries }) =>
      entries
        .filter(({ isTakenBack }) => !isTakenBack)
        .map(({ start, end, id, label, category, note, isCall }) =>
          event({ start, end }, { entry: id, label, category, note, call: isCall }),
        ),
  },
];

/** What stands before a bucket's events in a file that has them all, and behind: events go between, with commas. */
export function bucketHead({ id, type }: WatchBucket, created: Instant): string {
  const about = { id, type, client, hostname: host, created: utcText(created) };
  return `${JSON.stringify(id)}:${JSON.stringify(about).slice(0, -1)},"events":[`;
}

export const bucketEnd = ']}';

function event({ start, end }: Interval, data: WatchEvent['data']): WatchEvent {
  return { timestamp: utcText(start), duration: (end - start) / 1000, data };
}
