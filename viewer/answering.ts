import type { PersonId, RecordId } from '../core/ids.ts';
import type { Answer } from '../core/organisation.ts';
import { problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import type { Service } from '../ipc/contract.ts';
import type { ManagerContract } from '../ipc/manager.ts';
import type { PublicKey } from '../seal/signing.ts';
import { leaveAnswer } from './answer.ts';
import { asksFor, type OpenDays } from './open-days.ts';
import type { OpenViewer } from './ports.ts';
import { notOpen } from './problems.ts';

type GivenAnswer = Pick<Answer, 'person' | 'request' | 'approved' | 'note'>;

/** Entries that were read in the list of what waits, beside those on days that are open. */
export interface ListedRequests {
  known(person: PersonId, request: RecordId): unknown;
}

/** Answers to what people added or corrected. Only what was seen can be answered. */
export function answerCalls(
  viewer: OpenViewer,
  organisationKey: PublicKey,
  days: OpenDays,
  listed: ListedRequests,
): Pick<Service<ManagerContract>, 'answers' | 'answer'> {
  async function answer({ person: id, request, approved, note }: GivenAnswer): Promise<Result<Answer>> {
    const open = days.of(id);
    if (listed.known(id, request) === null) {
      if (open.length === 0) return fail(notOpen);
      if (!open.some((day) => asksFor(day, request))) return fail(unknownRequest);
    }
    const person = await viewer.person(id);
    if (!person.ok) return person;
    const about = {
      format: 'plainsight-answer/1',
      person: id,
      request,
      at: viewer.now(),
      viewer: viewer.name,
    } as const;
    const made: Answer = { ...about, approved, note };
    const { store, prefix } = viewer;
    const left = await leaveAnswer({ store, prefix, organisationKey }, made, person.value, person.value.devices);
    return left.ok ? ok(made) : left;
  }

  return {
    answers: async ({ person }) => {
      const who = await viewer.person(person);
      if (!who.ok) return who;
      const read = await viewer.answers(who.value);
      return read.ok ? ok(read.value.answers) : read;
    },
    answer,
  };
}

const unknownRequest = problem(
  'request-unknown',
  'This entry is not on a day that is open, or it needs no answer.',
  'Open the day again: the person may have changed it meanwhile.',
);
