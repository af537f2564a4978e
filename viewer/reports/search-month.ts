import pMap from 'p-map';
import { newestFirst } from '../../core/day/search/search.ts';
import type { Day, DeviceId } from '../../core/ids.ts';
import type { ConfirmedDevice } from '../../core/organisation/devices.ts';
import { problem } from '../../core/problem.ts';
import { type FoundDayTexts, findInMonth, mostHitsOfDay } from '../../core/reports/month-texts.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { knownZone } from '../../core/time/calendar.ts';
import { monthOf } from '../../core/time/month.ts';
import type { OpenViewer, RecordedOn } from '../ports.ts';
import type { ManagerService, StartedSearch } from '../session/session-results.ts';

type MonthArgs = Parameters<ManagerService['searchMonth']>[0];
type MonthAnswer = Awaited<ReturnType<ManagerService['searchMonth']>>;

const atOnce = 4;

/** What each device's index of a month tells of its days. */
type Told = ReadonlyMap<DeviceId, ReadonlyMap<Day, FoundDayTexts>>;

/**
 * Finds in days without opening them. A day is told of where each confirmed device that has a key of it there laid it
 * into its month, and nothing else is known of it; all others are left to be opened, which says what is wrong with them.
 */
export async function searchMonth(
  open: Pick<OpenViewer, 'person' | 'monthTexts'>,
  search: StartedSearch | undefined,
  { person: id, month }: MonthArgs,
): Promise<MonthAnswer> {
  const of = search?.people.get(id);
  const days = [...(of?.days ?? [])].filter((day) => monthOf(day) === month).sort((a, b) => (a < b ? 1 : -1));
  if (search === undefined || of === undefined || days.length === 0) return fail(unknownSearch);
  const person = await open.person(id);
  if (!person.ok) return person;
  const devices = new Map(
    days.flatMap((day) => of.recorded.get(day)?.devices ?? []).map((each) => [each.device, each]),
  );
  const wanted = new Set(days);
  const told = await readIndexes([...devices.values()], async (device) => {
    const read = await open.monthTexts(person.value, device, month);
    if (!read.ok) return read;
    return ok(read.value === null ? new Map() : findInMonth(read.value, search.words, wanted));
  });
  if (!told.ok) return told;
  const left: Day[] = [];
  const found = days.flatMap((day) => {
    const parts = partsOf(day, of.recorded.get(day), told.value);
    if (parts === null) left.push(day);
    const hits = newestFirst((parts ?? []).flatMap((part) => part.hits));
    if (parts === null || hits.length === 0) return [];
    const shown = hits.slice(0, mostHitsOfDay).map((hit) => ({ day, ...hit }));
    const count = parts.reduce((sum, part) => sum + part.count, 0);
    return [{ day, zone: knownZone(parts[0]?.zone, person.value.zone), hits: shown, count }];
  });
  return ok({ found, left });
}

async function readIndexes(
  devices: readonly ConfirmedDevice[],
  read: (device: ConfirmedDevice) => Promise<Result<ReadonlyMap<Day, FoundDayTexts>>>,
): Promise<Result<Told>> {
  const all = await pMap(devices, async (device) => ({ device, read: await read(device) }), { concurrency: atOnce });
  const told = new Map<DeviceId, ReadonlyMap<Day, FoundDayTexts>>();
  for (const each of all) {
    if (!each.read.ok) return each.read;
    told.set(each.device.device, each.read.value);
  }
  return ok(told);
}

/** What the devices of a day tell of it; null: not all do, or one tells of it whose key of that day is gone. */
function partsOf(day: Day, on: RecordedOn | undefined, told: Told): FoundDayTexts[] | null {
  // A device may have been confirmed since: opening the day looks.
  if (on === undefined || on.devices.length === 0 || on.unconfirmed.length + on.revoked.length > 0) return null;
  const there = new Set(on.devices.map(({ device }) => device));
  for (const [device, days] of told) if (days.has(day) && !there.has(device)) return null;
  const parts = on.devices.flatMap(({ device }) => told.get(device)?.get(day) ?? []);
  return parts.length === on.devices.length ? parts : null;
}

export const unknownSearch = problem('search-unknown');
