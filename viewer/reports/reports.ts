import type { PersonId, RecordId } from '../../core/ids.ts';
import type { beyondCalls, WaitingEntry } from '../../ipc/manager-reports.ts';
import { knownWaiting, waitingCalls } from '../approvals/pending.ts';
import { type ManagerService, nothingAsked, type Reading, type ViewingSession } from '../session/session-results.ts';
import { exportCalls } from './export.ts';
import { periodCalls } from './period.ts';
import { searchCalls } from './search.ts';
import { teamCalls } from './team.ts';

/** The services beyond one day, a part of the manager's service. */
export interface Beyond {
  readonly calls: Pick<ManagerService, keyof typeof beyondCalls>;
  /** An entry in the list of what waits, as it was last read: it can be answered though its day is not open. Null: it is not in it. */
  known(person: PersonId, request: RecordId): WaitingEntry | null;
}

/** One for each time that the key is opened: what was asked lives in it. `reading` runs work with the open key; `session` tells what else is open. */
export function beyondService(reading: Reading, session: ViewingSession): Beyond {
  const asked = nothingAsked();
  const deps = { reading, session, asked };
  return {
    calls: {
      ...periodCalls(deps),
      ...teamCalls(deps),
      ...searchCalls(deps),
      ...waitingCalls(deps),
      ...exportCalls(deps),
    },
    known: (person, request) => knownWaiting(asked, person, request),
  };
}
