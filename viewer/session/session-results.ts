import type { Day, PersonId } from '../../core/ids.ts';
import type { TeamReport } from '../../core/reports/team-report.ts';
import type { Result } from '../../core/result.ts';
import type { Service } from '../../ipc/contract.ts';
import type { ManagerContract } from '../../ipc/manager.ts';
import type { Period, WaitingEntry } from '../../ipc/manager-reports.ts';
import { Recent } from './bounded-cache.ts';
import type { OpenViewer, ReadPart } from './ports.ts';

/** Runs work with the open key. */
export type Reading = <T>(work: (open: OpenViewer) => Promise<Result<T>>) => Promise<Result<T>>;

/** A day that the viewer has open, and the reason that they gave for it. */
export interface OpenedDayParts {
  readonly reason: string;
  readonly parts: readonly ReadPart[];
}

/** What these services take from the rest of the session. */
export interface ViewingSession {
  /** The parts of a day that is open now; null: it is not. */
  dayOf(person: PersonId, day: Day): OpenedDayParts | null;
}

/** A search that was begun: exactly the days that its receipts tell of. */
export interface Search {
  readonly words: readonly string[];
  readonly days: ReadonlySet<string>;
}

/** Somebody who was counted in a report, and the days of it. */
export interface Counted {
  readonly person: PersonId;
  readonly day: Day;
  readonly to: Day;
}

export interface ShownReport {
  readonly report: TeamReport;
  readonly reason: string;
  readonly counted: readonly Counted[];
}

/** What was shown since the key was opened. It is in memory only, and goes with the service when the key is locked. */
export interface Asked {
  readonly periods: Recent<{ readonly period: Period; readonly reason: string }>;
  readonly reports: Recent<ShownReport>;
  readonly searches: Recent<Search>;
  /** The entries that wait for an answer, as they were last listed. */
  waiting: readonly WaitingEntry[];
}

export function nothingAsked(): Asked {
  return { periods: new Recent(8), reports: new Recent(8), searches: new Recent(8), waiting: [] };
}

export interface BeyondDeps {
  readonly reading: Reading;
  readonly session: ViewingSession;
  readonly asked: Asked;
}

export type ManagerService = Service<ManagerContract>;

export function dayName(person: PersonId, day: Day): string {
  return `${person} ${day}`;
}

export function periodName(person: PersonId, from: Day, to: Day): string {
  return `${person} ${from} ${to}`;
}
