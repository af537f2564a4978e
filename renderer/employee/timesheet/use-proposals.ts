import { useState } from 'react';
import type { RecordId } from '../../../core/ids.ts';
import type { ShownProposal, TimesheetWeek } from '../../../ipc/employee-timesheet.ts';
import { type Mutation, useMutation } from '../../parts/use-mutation.ts';
import type { EmployeeClient } from '../frame/page-props.ts';

interface Decision {
  readonly ms: number;
  readonly isTaken: boolean;
  readonly isUndone: boolean;
  readonly decided: readonly RecordId[];
}

export interface Proposals {
  readonly mutation: Mutation;
  /** What was decided last; null: nothing lately. */
  readonly last: Decision | null;
  readonly decide: (proposals: readonly ShownProposal[], isTaken: boolean) => Promise<void>;
  readonly undo: () => Promise<void>;
  readonly hide: () => void;
}

/** Takes or leaves what rules propose of a week, and takes that back. `onDone` after either. */
export function useProposals(
  client: EmployeeClient,
  { week, proposedAt }: Pick<TimesheetWeek, 'week' | 'proposedAt'>,
  onDone: () => void,
): Proposals {
  const mutation = useMutation();
  const [last, setLast] = useState<Decision | null>(null);
  return {
    mutation,
    last,
    hide: () => setLast(null),
    decide: async (proposals, isTaken) => {
      if (mutation.isBusy) return;
      let decided: readonly RecordId[] = [];
      const isDone = await mutation.run(async () => {
        const shown = proposals.map(({ day, rule, project, ms }) => ({ day, rule, project, ms }));
        const result = await client.decideProposals({ week, isTaken, proposedAt, proposals: shown });
        if (result.ok) decided = result.value.decided;
        return result;
      });
      // What has changed meanwhile is read anew, too.
      onDone();
      if (isDone) setLast({ ms: proposedMs(proposals), isTaken, isUndone: false, decided });
    },
    undo: async () => {
      if (last === null || mutation.isBusy) return;
      if (!(await mutation.run(() => client.undoProposals({ week, decided: [...last.decided] })))) return;
      setLast({ ...last, isUndone: true });
      onDone();
    },
  };
}

export function proposedMs(proposals: readonly Pick<ShownProposal, 'ms'>[]): number {
  return proposals.reduce((sum, { ms }) => sum + ms, 0);
}
