import type { CorrectionRecord, ManualRecord } from '../../core/day/activity.ts';
import { entriesOf } from '../../core/day/entries.ts';
import { judgeEntrySpan } from '../../core/day/entry-span.ts';
import { type RecordId, recordIdSchema } from '../../core/ids.ts';
import { openDays } from '../../core/organisation/retention.ts';
import { type Problem, problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { Zone } from '../../core/time/calendar.ts';
import type { Interval } from '../../core/time/interval.ts';
import type { Service } from '../../ipc/contract.ts';
import type { EmployeeContract } from '../../ipc/employee.ts';
import { randomId } from '../../seal/random-id.ts';
import type { DayKeeper } from '../day/day-keeper.ts';
import type { Conductor } from '../observe/conductor.ts';
import type { OrganisationKeeper } from '../policy/organisation-keeper.ts';
import { type RecordsPort, recordsOf } from './known-days.ts';

type CorrectionCalls = Pick<Service<EmployeeContract>, 'addTime' | 'correct'>;

export interface CorrectionPort extends RecordsPort {
  readonly organisation: Pick<OrganisationKeeper, 'current'>;
  readonly keeper: RecordsPort['keeper'] & Pick<DayKeeper, 'keepEntry'>;
  readonly conductor: RecordsPort['conductor'] & Pick<Conductor, 'advance'>;
  readonly zone: Zone;
}

/**
 * The person's own words beside what was recorded. To write them is the person's own act, so no
 * purpose needs to be agreed to and neither a pause nor off hours stand in the way; what it takes
 * is the organisation that it is for, and unlocked keys.
 */
export function correctionService(port: CorrectionPort): CorrectionCalls {
  const { organisation, clock } = port;
  // With timesheets alone no entry is ever seen by a manager who could answer.
  const needsApproval = () =>
    organisation.current.settings.corrections === 'approved' && !organisation.current.timesheetsAlone;
  const about = () => ({ id: randomId(recordIdSchema), at: clock.now() });
  return {
    addTime: async (time) => {
      const wrong = judgeSpan(port, time);
      if (wrong !== null) return fail(wrong);
      return write(port, { kind: 'manual', ...about(), ...time, needsApproval: needsApproval() });
    },
    correct: async (correction) => {
      const wrong = judgeSpan(port, correction) ?? (await judgeCorrection(port, correction));
      if (wrong !== null) return fail(wrong);
      // To take back one's own words takes nobody's approval.
      const asks = needsApproval() && !correction.isTakenBack;
      return write(port, { kind: 'correction', ...about(), ...correction, needsApproval: asks });
    },
  };
}

async function write(
  { keeper, conductor, clock }: CorrectionPort,
  record: ManualRecord | CorrectionRecord,
): Promise<Result<{ id: RecordId }>> {
  const day = keeper.dayOf(record.start);
  const kept = await keeper.keepEntry(day, record, record.at);
  if (!kept.ok) return kept;
  // A day that is over is not waited for: nothing else would come to send it on.
  if (day < keeper.dayOf(clock.now())) await conductor.advance();
  return ok({ id: record.id });
}

function judgeSpan({ organisation, clock, zone }: CorrectionPort, span: Interval): Problem | null {
  return judgeEntrySpan(span, { now: clock.now(), zone, openDays: openDays(organisation.current) });
}

type Correction = Omit<CorrectionRecord, 'kind' | 'id' | 'at' | 'needsApproval'>;

async function judgeCorrection(port: CorrectionPort, correction: Correction): Promise<Problem | null> {
  const { of, start, label, category, note, isCall, isTakenBack } = correction;
  if (of === null) return isTakenBack || (!isCall && !label && !category && !note) ? saysNothing : null;
  const records = await recordsOf(port, port.keeper.dayOf(start));
  if (!records.ok) return records.problem;
  const entry = entriesOf(records.value, { windows: [], states: [] }).find(({ history }) =>
    history.some(({ id }) => id === of),
  );
  if (entry === undefined) return unknownEntry;
  return entry.isTakenBack ? takenBack : null;
}

const saysNothing = problem('correction-empty');
const unknownEntry = problem('entry-unknown');
const takenBack = problem('entry-taken-back');
