import { LRUCache } from 'lru-cache';
import type { Day, PersonId } from '../../core/ids.ts';
import type { TeamReport } from '../../core/reports/team-report.ts';
import type { Result } from '../../core/result.ts';
import type { Service } from '../../ipc/contract.ts';
import type { ManagerContract } from '../../ipc/manager.ts';
import type { Period, WaitingEntry } from '../../ipc/manager-reports.ts';
import type { DeviceDay, OpenViewer, RecordedOn } from '../ports.ts';

/** A day that the viewer has open, and the reason that they gave for it. */
export interface ViewedDay {
  readonly reason: string;
  readonly devices: readonly DeviceDay[];
}

/** What these services take from the rest of the session. */
export interface ViewingSession {
  /** A day that is open now; null: it is not. */
  get(person: PersonId, day: Day): ViewedDay | null;
}

/** The days of a person in a search, and which devices have a key of each in the bucket. */
export interface SearchedDays {
  readonly days: ReadonlySet<Day>;
  readonly recorded: ReadonlyMap<Day, RecordedOn>;
}

/** A search that was begun: exactly the days that its receipts tell of. */
export interface StartedSearch {
  readonly words: readonly string[];
  readonly people: ReadonlyMap<PersonId, SearchedDays>;
}

/** Somebody who was counted in a report, and the days of it. */
export interface CountedMember {
  readonly person: PersonId;
  readonly day: Day;
  readonly to: Day;
}

export interface ShownReport {
  readonly report: TeamReport;
  readonly reason: string;
  readonly counted: readonly CountedMember[];
}

/** A team's report of which not everybody has been read yet. */
export interface StartedReport {
  /** Reads the next few people. */
  step(): Promise<Result<ReportStep>>;
}

export interface ReportStep {
  readonly done: number;
  readonly people: number;
  readonly report: (ShownReport & { readonly receiptAt: number }) | null;
}

/**
 * What was shown since the key was opened: in memory, gone with the lock. Reads do not refresh: the
 * oldest goes first.
 */
export interface SessionResults {
  readonly periods: LRUCache<string, { readonly period: Period; readonly reason: string }>;
  readonly reports: LRUCache<string, ShownReport>;
  readonly startedReports: LRUCache<string, StartedReport>;
  readonly searches: LRUCache<string, StartedSearch>;
  /** The entries that wait for an answer, as they were last listed. */
  pending: readonly WaitingEntry[];
}

export function noResults(): SessionResults {
  return {
    periods: new LRUCache({ max: 8 }),
    reports: new LRUCache({ max: 8 }),
    startedReports: new LRUCache({ max: 8 }),
    searches: new LRUCache({ max: 8 }),
    pending: [],
  };
}

export interface ReportsDeps {
  readonly viewer: OpenViewer;
  readonly session: ViewingSession;
  readonly results: SessionResults;
}

export type ManagerService = Service<ManagerContract>;

export function dayName(person: PersonId, day: Day): string {
  return `${person} ${day}`;
}

export function periodName(person: PersonId, from: Day, to: Day): string {
  return `${person} ${from} ${to}`;
}
