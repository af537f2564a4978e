import { createHash } from 'node:crypto';
import { type PackedObject, writePack } from '../../bucket/pack.ts';
import type { ActivityRecord } from '../../core/day/activity.ts';
import type { PlacedQuestion } from '../../core/day/questions.ts';
import { stripAround, stripOf } from '../../core/day/strip/day-strip.ts';
import { type DaySummary, type DeviceStatus, summaryEntrySchema, summaryOf } from '../../core/day/summary.ts';
import { type DayView, viewOfDay } from '../../core/day/view.ts';
import type { Day, DeviceId, PersonId } from '../../core/ids.ts';
import type { Organisation } from '../../core/organisation/organisation.ts';
import { type Zone, zoneSchema } from '../../core/time/calendar.ts';
import type { Instant } from '../../core/time/interval.ts';
import type { ObjectRow } from '../vault/rows.ts';
import type { Vault } from '../vault/vault.ts';

/** What derived objects are made of: what has arrived of a day, nothing on hold. */
export interface ArrivedDay {
  readonly day: Day;
  readonly links: readonly ObjectRow[];
  readonly segments: readonly ObjectRow[];
  readonly isFinal: boolean;
}

export type PendingEntry = DeviceStatus['waiting'][number];

/** What of the person's own words waits for a manager. */
export interface Pending {
  readonly entries: readonly PendingEntry[];
  readonly questions: readonly PlacedQuestion[];
}

/** How many entries, and how many questions, the latest names at most. */
const mostPending = 50;

/** Links and segments byte for byte in one file. What is damaged here is left out. */
export async function packOf(vault: Vault, { links, segments }: Pick<ArrivedDay, 'links' | 'segments'>) {
  const objects: PackedObject[] = [];
  for (const row of [...links, ...segments]) {
    const bytes = await vault.read(row).catch(() => null);
    if (bytes !== null && createHash('sha256').update(bytes).digest('hex') === row.sha256)
      objects.push({ name: row.name, bytes });
  }
  return writePack(objects);
}

/** The day as everybody sees it who may open it, in the zone that it was recorded in. */
export function arrivedView(day: Day, zone: Zone, records: readonly ActivityRecord[]): DayView {
  const recorded = zoneSchema.safeParse(records.find((record) => record.kind === 'header')?.zone);
  return viewOfDay(day, recorded.success ? recorded.data : zone, records);
}

export interface DerivedOwner {
  readonly person: PersonId;
  readonly device: DeviceId;
}

export function daySummary(
  view: DayView,
  { links, isFinal }: Pick<ArrivedDay, 'links' | 'isFinal'>,
  { person, device }: DerivedOwner,
  organisation: Pick<Organisation, 'version' | 'categories'>,
): DaySummary {
  const head = links.at(-1)?.sha256 ?? null;
  const { version, categories } = organisation;
  return summaryOf(view, {
    person,
    device,
    links: links.length,
    head,
    final: isFinal,
    organisation: version,
    categories,
  });
}

/** The entries of a day that ask for a manager's answer, each with the states in and around it, and the questions in its records. */
export function pendingIn(
  view: Pick<DayView, 'day' | 'entries' | 'questions' | 'zone' | 'states' | 'headers'>,
): Pending {
  const { day, entries, questions = [] } = view;
  return {
    entries: entries
      .filter(({ needsApproval, isTakenBack }) => needsApproval && !isTakenBack)
      .map((entry) => ({ ...summaryEntrySchema.parse(entry), day, around: stripAround(view, entry) })),
    questions: questions.map((question) => ({ ...question, on: day })),
  };
}

export function deviceStatusOf(
  view: DayView,
  at: Instant,
  { person, device }: DerivedOwner,
  { entries, questions }: Pending,
): DeviceStatus {
  const { day, zone, first, last, totals } = view;
  return {
    format: 'plainsight-latest/1',
    person,
    device,
    at,
    day,
    zone,
    first,
    last,
    recordedMs: totals.recordedMs,
    stateMs: totals.stateMs,
    strip: stripOf(view),
    waiting: newest(entries),
    ...(questions.length === 0 ? {} : { questions: newest(questions) }),
  };
}

function newest<T extends { readonly at: Instant }>(all: readonly T[]): T[] {
  return all.toSorted((a, b) => a.at - b.at).slice(-mostPending);
}
