import { randomBytes } from 'node:crypto';
import { AnswersReader } from '../../bucket/answers.ts';
import type { CorrectionRecord, ManualRecord } from '../../core/day/activity.ts';
import { entriesOf } from '../../core/day/entries.ts';
import { judgeEntrySpan } from '../../core/day/entry-span.ts';
import { idFromRandom, type RecordId, recordIdSchema } from '../../core/ids.ts';
import { longestKeptDays } from '../../core/organisation/organisation.ts';
import { type Problem, problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { Interval } from '../../core/time/interval.ts';
import type { Service } from '../../ipc/contract.ts';
import type { EmployeeContract } from '../../ipc/employee.ts';
import { publicKeySchema } from '../../seal/signing.ts';
import { acceptedAnswers } from '../day/accepted-answers.ts';
import type { RunningAgent, ServiceContext } from './context.ts';
import { recordsOf } from './known-days.ts';

type Part = Pick<Service<EmployeeContract>, 'addTime' | 'correct' | 'answers'>;

/**
 * The person's own words beside what was recorded. To write them is the person's own act, so no purpose needs to be agreed to and neither a
 * pause nor off hours stand in the way; what it takes is the organisation that it is for, and unlocked keys.
 */
export function correctionService({ running, act }: ServiceContext): Part {
  let reader: { readonly of: RunningAgent; readonly answers: AnswersReader } | null = null;
  return {
    addTime: (time) =>
      act(async (agent) => {
        const wrong = judgeSpan(agent, time);
        if (wrong !== null) return fail(wrong);
        return write(agent, { kind: 'manual', ...about(agent), ...time, needsApproval: needsApproval(agent) });
      }),
    correct: (correction) =>
      act(async (agent) => {
        const wrong = judgeSpan(agent, correction) ?? (await judgeCorrection(agent, correction));
        if (wrong !== null) return fail(wrong);
        // To take back one's own words takes nobody's approval.
        const asks = needsApproval(agent) && !correction.isTakenBack;
        return write(agent, { kind: 'correction', ...about(agent), ...correction, needsApproval: asks });
      }),
    answers: async () => {
      const agent = running();
      if (!agent.ok) return agent;
      if (reader?.of !== agent.value) reader = { of: agent.value, answers: readerOf(agent.value) };
      return reader.answers.read();
    },
  };
}

function about({ options: { clock } }: RunningAgent): { id: RecordId; at: number } {
  return { id: recordIdSchema.parse(idFromRandom(randomBytes(26))), at: clock.now() };
}

function needsApproval({ organisation }: RunningAgent): boolean {
  return organisation.current.settings.corrections === 'approved';
}

async function write(agent: RunningAgent, record: ManualRecord | CorrectionRecord): Promise<Result<{ id: RecordId }>> {
  const { keeper, options } = agent;
  const day = keeper.dayOf(record.start);
  const kept = await keeper.keepEntry(day, record, record.at);
  if (!kept.ok) return kept;
  // A day that is over is not waited for: nothing else would come to send it on.
  if (day < keeper.dayOf(options.clock.now())) await agent.conductor.advance();
  return ok({ id: record.id });
}

function judgeSpan({ organisation, options: { clock, zone } }: RunningAgent, span: Interval): Problem | null {
  const keptDays = longestKeptDays(organisation.current);
  return judgeEntrySpan(span, { now: clock.now(), zone, keptDays });
}

type Correction = Omit<CorrectionRecord, 'kind' | 'id' | 'at' | 'needsApproval'>;

async function judgeCorrection(agent: RunningAgent, correction: Correction): Promise<Problem | null> {
  const { of, start, label, category, note, isCall, isTakenBack } = correction;
  if (of === null) return isTakenBack || (!isCall && !label && !category && !note) ? saysNothing : null;
  const records = await recordsOf(agent, agent.keeper.dayOf(start));
  if (!records.ok) return records.problem;
  const entry = entriesOf(records.value, { windows: [], states: [] }).find(({ history }) =>
    history.some(({ id }) => id === of),
  );
  if (entry === undefined) return unknownEntry;
  return entry.isTakenBack ? takenBack : null;
}

function readerOf({ access, options: { store, enrolled, keys, vault } }: RunningAgent): AnswersReader {
  const { person, organisationKey } = enrolled.enrolment;
  return new AnswersReader({
    ...{ store, person, prefix: enrolled.bucket.prefix, identity: keys.identity },
    organisationKey: publicKeySchema.parse(organisationKey),
    access: async () => ok(access.current),
    accepted: acceptedAnswers(vault),
  });
}

const saysNothing = problem('correction-empty');
const unknownEntry = problem('entry-unknown');
const takenBack = problem('entry-taken-back');
