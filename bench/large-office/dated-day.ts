import { gzipSync } from 'node:zlib';
import { activityName } from '../../bucket/layout.ts';
import { formatRecords } from '../../core/day/activity.ts';
import { textsOfDay } from '../../core/day/search/day-texts.ts';
import { type StripSpan, stripOf } from '../../core/day/strip/day-strip.ts';
import { type DaySummary, summaryOf } from '../../core/day/summary.ts';
import { viewOfDay } from '../../core/day/view.ts';
import type { Day } from '../../core/ids.ts';
import { type DayTexts, dayTextsOf } from '../../core/reports/month-texts.ts';
import { type MadeObject, madeObject } from './bucket/made-object.ts';
import { seededSeal } from './bucket/seeded-seal.ts';
import type { Cast } from './cast.ts';
import { recordsOf } from './day-records.ts';
import { lastDay, type OfficePlan, zone } from './plan.ts';

/** What all people share who had a day of one variant on one date: its segments and its sums. */
export interface DatedDay {
  readonly segments: readonly MadeObject[];
  /** Without the person, the device and the chain. */
  readonly sums: Omit<DaySummary, 'person' | 'device' | 'links' | 'head' | 'final'>;
  readonly strip: readonly StripSpan[];
  /** What a search looks at. */
  readonly texts: DayTexts;
}

/** How much shorter or longer than that of the last day a date's instants may compress. */
const slack = 64;

/** Makes days of any variant and date. Every segment has the size that it has on the last day of the office, whatever the date. */
export function datedDays({ seeded, workers }: OfficePlan, cast: Cast): (variant: number, day: Day) => DatedDay {
  const sizes = new Map<number, number[]>();
  const sizesOf = (variant: number): number[] => {
    const known = sizes.get(variant);
    if (known !== undefined) return known;
    const records = recordsOf(seeded, variant, Date.parse(lastDay));
    const made = records.map((segment) => gzipSync(formatRecords(segment)).length + slack);
    sizes.set(variant, made);
    return made;
  };
  return (variant, day) => {
    const records = recordsOf(seeded, variant, Date.parse(day));
    const segments = records.map((segment, index) => {
      const packed = gzipTo(sizesOf(variant)[index] ?? 0, formatRecords(segment));
      const label = `segment ${variant} ${day} ${index}`;
      return madeObject(activityName(index), seededSeal(seeded, label, [cast.dayIdentity], packed));
    });
    const { document } = cast.organisation;
    const view = viewOfDay(day, zone, records.flat());
    const { person, device, links, head, final, ...sums } = summaryOf(view, {
      // Those of the first worker; whoever had the day puts their own in.
      person: workers[0]?.person as DaySummary['person'],
      device: workers[0]?.device as DaySummary['device'],
      links: 0,
      head: null,
      final: true,
      organisation: document.version,
      categories: document.categories,
    });
    return { segments, sums, strip: stripOf(view), texts: dayTextsOf(day, zone, textsOfDay(view)) };
  };
}

/** `text` as a gzip file (RFC 1952) of exactly `length` bytes: an extra field that readers pass over fills it up. */
export function gzipTo(length: number, text: string): Buffer {
  const plain = gzipSync(text);
  const extra = length - plain.length - 2;
  if (extra < 4 || extra > 0xffff) throw new RangeError(`${plain.length} bytes do not fit into ${length} with a field`);
  const head = Buffer.from(plain.subarray(0, 10));
  head[3] = 4;
  const field = Buffer.alloc(2 + extra);
  field.writeUInt16LE(extra, 0);
  field.write('PS', 2, 'latin1');
  field.writeUInt16LE(extra - 4, 4);
  return Buffer.concat([head, field, plain.subarray(10)]);
}
