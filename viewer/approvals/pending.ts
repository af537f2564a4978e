import { daySchema, type PersonId, type RecordId } from '../../core/ids.ts';
import { type DirectoryPerson, mayOpen } from '../../core/organisation/access.ts';
import { ok, type Result } from '../../core/result.ts';
import type { WaitingEntry } from '../../ipc/manager-reports.ts';
import type { OpenViewer } from '../ports.ts';
import { askingEntries, stillAsking } from '../session/asking-entries.ts';
import { type FoundOf, fromEverybody } from '../session/everybody.ts';
import { presenceReceipt } from '../session/presence-receipt.ts';
import type { ManagerService, ReportsDeps, SessionResults } from '../session/session-results.ts';

/**
 * What people asked an answer to. They told it their manager, yet it tells when they were there, so
 * that each person's receipt of presence is written before anything of it is told. Nothing else of
 * what a device wrote last goes any further than this file.
 */
export function pendingCalls({ viewer, results }: ReportsDeps): Pick<ManagerService, 'waiting'> {
  return {
    waiting: async () => {
      const found = await listPending(viewer);
      if (found.ok) results.pending = found.value.entries;
      return found;
    },
  };
}

/** The entry as it was last listed, so that it can be answered; null: it was not. */
export function knownPending({ pending }: SessionResults, person: PersonId, request: RecordId): WaitingEntry | null {
  return pending.find((entry) => entry.person === person && entry.request === request) ?? null;
}

async function listPending(open: OpenViewer) {
  const from = await fromEverybody(open, (person) => pendingOf(open, person));
  if (!from.ok) return from;
  const { found: entries, unread } = from.value;
  return ok({ entries: entries.sort((a, b) => a.at - b.at || (a.request < b.request ? -1 : 1)), unread });
}

async function pendingOf(open: OpenViewer, person: DirectoryPerson): Promise<Result<FoundOf<WaitingEntry>>> {
  const read = await open.deviceStatuses(person);
  if (!read.ok)
    return isOver(open, person) && read.problem.code === 'no-access' ? ok({ found: [], problems: [] }) : read;
  const { problems } = read.value;
  const asking = askingEntries(person, read.value.statuses);
  if (asking.length === 0) return ok({ found: [], problems });
  // No receipt where nothing is shown: a thousand people would get as many a day.
  const receipt = await presenceReceipt(open, person);
  if (!receipt.ok) return receipt;
  const still = await stillAsking(open, person, asking);
  if (!still.ok) return still;
  // The states around an entry are of its own day: the person is told which days were seen.
  for (const day of new Set(still.value.flatMap(({ day, around }) => (around === undefined ? [] : [day])))) {
    const shown = await presenceReceipt(open, person, day);
    if (!shown.ok) return shown;
  }
  const { person: id, name } = person;
  return ok({ found: still.value.map((entry) => ({ ...entry, person: id, name })), problems });
}

/** Whose access ended gets no new device statuses: they are not sealed to this viewer. */
function isOver(open: OpenViewer, person: DirectoryPerson): boolean {
  const today = daySchema.parse(new Date(open.now()).toISOString().slice(0, 10));
  return !mayOpen(person, today);
}
