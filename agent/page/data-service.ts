import { boundedView } from '../../core/day/bounded-view.ts';
import { removedSpansOf } from '../../core/day/removed-span.ts';
import { findInDay, wordsIn } from '../../core/day/search/search.ts';
import { summaryOf } from '../../core/day/summary.ts';
import { type DayView, viewOfDay } from '../../core/day/view.ts';
import type { Day } from '../../core/ids.ts';
import type { Access } from '../../core/organisation/access.ts';
import { erasedOn } from '../../core/organisation/erasure.ts';
import { noticeOf } from '../../core/organisation/organisation.ts';
import { goneBy } from '../../core/organisation/retention.ts';
import { ok, type Result } from '../../core/result.ts';
import { type Zone, zoneSchema } from '../../core/time/calendar.ts';
import type { Service } from '../../ipc/contract.ts';
import type { EmployeeContract } from '../../ipc/employee.ts';
import type { ErasedSpan, Hit, KnownDay, SharedDay, SkippedDay } from '../../ipc/employee-data.ts';
import type { DayKeeper } from '../day/day-keeper.ts';
import type { Enrolled } from '../enrolment/enrolment.ts';
import type { AccessKeeper } from '../policy/access-keeper.ts';
import type { OrganisationKeeper } from '../policy/organisation-keeper.ts';
import { arrivedView } from '../upload/derived-object.ts';
import type { Vault } from '../vault/vault.ts';
import { type HealthPort, healthOf } from './health.ts';
import { daysOf, type KnownDaysPort, type RecordsPort, recordsOf } from './known-days.ts';

type DataCalls = Pick<
  Service<EmployeeContract>,
  'days' | 'erased' | 'day' | 'daySums' | 'sharedDay' | 'records' | 'search' | 'health'
>;

interface DaysPort extends KnownDaysPort, RecordsPort {
  readonly zone: Zone;
}

interface SumsPort extends DaysPort {
  readonly vault: KnownDaysPort['vault'] & Pick<Vault, 'segments' | 'shots' | 'journal'>;
  readonly keeper: RecordsPort['keeper'] & Pick<DayKeeper, 'recordsIn'>;
  readonly enrolled: { readonly enrolment: Pick<Enrolled['enrolment'], 'person' | 'device'> };
  readonly organisation: Pick<OrganisationKeeper, 'current'>;
}

const mostHits = 200;

export type DataPort = SumsPort & HealthPort & { readonly access: Pick<AccessKeeper, 'current'> };

/** What is on this computer: days, what was recorded of each, and how recording goes. */
export function dataService(port: DataPort): DataCalls {
  return {
    days: async () => ok((await daysOf(port)).map((known) => ({ ...known, goneBy: goneByOf(port, known.day) }))),
    erased: async () => ok(erasedSpans(port.access.current)),
    day: async ({ day }) => {
      const view = await viewOf(port, day);
      return view.ok ? ok(boundedView(view.value)) : view;
    },
    daySums: ({ day }) => sumsOf(port, day),
    sharedDay: ({ day }) => sharedDay(port, day),
    records: ({ day }) => recordsOf(port, day),
    search: async ({ text, from, to }) => ok(await search(port, wordsIn(text), from, to)),
    health: () => healthOf(port),
  };
}

function goneByOf({ organisation: { current } }: Pick<DataPort, 'organisation'>, day: Day): KnownDay['goneBy'] {
  const hasShots = noticeOf(current, 'screenshots') !== null;
  return { days: goneBy(current, 'days', day), shots: hasShots ? goneBy(current, 'shots', day) : null };
}

function erasedSpans({ erasures = [] }: Pick<Access, 'erasures'>): ErasedSpan[] {
  return erasures
    .map((order) => ({ from: order.from, to: order.to, on: erasedOn(order), classes: order.classes }))
    .reverse();
}

/** A day that nothing is known of is shown as one on which nothing was recorded. */
async function viewOf(port: DaysPort, day: Day): Promise<Result<DayView>> {
  const records = await recordsOf(port, day);
  if (!records.ok) return records;
  // The zone that the day was recorded in, where the person has moved since.
  const header = records.value.find((record) => record.kind === 'header');
  const zone = zoneSchema.safeParse(header?.zone);
  const view = viewOfDay(day, zone.success ? zone.data : port.zone, records.value);
  return ok({ ...view, removed: removedSpansOf(records.value) });
}

async function sumsOf(port: SumsPort, day: Day) {
  const view = await viewOf(port, day);
  if (!view.ok) return view;
  const { person, device } = port.enrolled.enrolment;
  const { version, categories } = port.organisation.current;
  const final = port.vault.days().some((known) => known.day === day && known.isClosed);
  const frame = { person, device, links: 0, head: null, final, organisation: version, categories };
  const { format: _, person: __, head: ___, ...sums } = summaryOf(view.value, frame);
  return ok(sums);
}

/** What can no longer be taken back is in segments; the rest is in the journal, and pictures that no link names. */
async function sharedDay({ vault, keeper, zone, organisation }: SumsPort, day: Day): Promise<Result<SharedDay>> {
  const segments = vault.segments(day);
  const records = segments.length === 0 ? ok([]) : await keeper.recordsIn(day, segments);
  if (!records.ok) return records;
  return ok({
    view: boundedView(arrivedView(day, zone, records.value)),
    categories: organisation.current.categories,
    isClosed: vault.days().some((known) => known.day === day && known.isClosed),
    isHeld: vault.journal(day).length > 0 || vault.shots(day).some(({ linked }) => linked === 0),
  });
}

/** Newest first. A day that cannot be opened is named with its reason and skipped. */
async function search(port: DaysPort, words: readonly string[], from: Day, to: Day) {
  const hits: Hit[] = [];
  const skipped: SkippedDay[] = [];
  let days = 0;
  for (const { day } of await daysOf(port)) {
    if (day < from || to < day) continue;
    const view = await viewOf(port, day);
    if (!view.ok) {
      skipped.push({ day, problem: view.problem });
      continue;
    }
    days += 1;
    hits.push(...findInDay(view.value, words).map((found) => ({ day, ...found })));
    if (hits.length > mostHits) break;
  }
  return { hits: hits.slice(0, mostHits), isCut: hits.length > mostHits, days, skipped };
}
