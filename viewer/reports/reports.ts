import type { PersonId, RecordId } from '../../core/ids.ts';
import type { reportsCalls, WaitingEntry } from '../../ipc/manager-reports.ts';
import { knownPending, pendingCalls } from '../approvals/pending.ts';
import type { OpenViewer } from '../ports.ts';
import { type ManagerService, noResults, type ViewingSession } from '../session/session-results.ts';
import { exportCalls } from './export.ts';
import { periodCalls } from './period.ts';
import { searchCalls } from './search.ts';
import { teamCalls } from './team.ts';

/** The services beyond one day, a part of the manager's service. */
export interface ReportsService {
  readonly calls: Pick<ManagerService, keyof typeof reportsCalls>;
  /** An entry in the list of what waits, as it was last read: it can be answered though its day is not open. Null: it is not in it. */
  known(person: PersonId, request: RecordId): WaitingEntry | null;
}

/** One for each time that the key is opened: its results live in it. `session` tells which days are open. */
export function reportsService(viewer: OpenViewer, session: ViewingSession): ReportsService {
  const results = noResults();
  const deps = { viewer, session, results };
  return {
    calls: {
      ...periodCalls(deps),
      ...teamCalls(deps),
      ...searchCalls(deps),
      ...pendingCalls(deps),
      ...exportCalls(deps),
    },
    known: (person, request) => knownPending(results, person, request),
  };
}
