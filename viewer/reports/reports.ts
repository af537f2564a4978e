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
  /** An entry of the pending list as last read, so that it can be answered; null: not there. */
  known(person: PersonId, request: RecordId): WaitingEntry | null;
}

/** Made each time the key is opened, with its results. `session`: which days are open. */
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
