import type { Day, PersonId, RecordId } from '../../core/ids.ts';
import type { Answer } from '../../core/organisation/answer.ts';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { Service } from '../../ipc/contract.ts';
import type { ManagerContract } from '../../ipc/manager.ts';
import { asksFor, type OpenDays } from '../day/open-days.ts';
import type { OpenViewer } from '../ports.ts';
import { presenceReceipt } from '../session/presence-receipt.ts';
import { notOpen } from '../session/problems.ts';

/** Entries that were read in the list of what waits, beside those on days that are open. */
interface ListedRequests {
  known(person: PersonId, request: RecordId): { readonly day: Day } | null;
}

/** Answers to what people added or corrected. Only what was seen can be answered. */
export function answerCalls(
  viewer: OpenViewer,
  days: OpenDays,
  listed: ListedRequests,
): Pick<Service<ManagerContract>, 'answers' | 'answer'> {
  /** The day on which the record asks for an answer, as it was seen. */
  function dayOf(id: PersonId, request: RecordId): Result<Day> {
    const known = listed.known(id, request);
    if (known !== null) return ok(known.day);
    const open = days.of(id);
    const asking = open.find((day) => asksFor(day, request));
    if (asking !== undefined) return ok(asking.day);
    return fail(open.length === 0 ? notOpen : unknownRequest);
  }

  async function answer({
    person: id,
    request,
    approved,
    note,
  }: Pick<Answer, 'person' | 'request' | 'approved' | 'note'>): Promise<Result<Answer>> {
    const day = dayOf(id, request);
    if (!day.ok) return day;
    const person = await viewer.person(id);
    if (!person.ok) return person;
    return viewer.writeAnswer(person.value, { request, day: day.value, approved, note });
  }

  return {
    answers: async ({ person }) => {
      const who = await viewer.person(person);
      if (!who.ok) return who;
      // On a day that is open its own receipt tells of this too.
      const receipt = days.of(person).length > 0 ? ok(0) : await presenceReceipt(viewer, who.value);
      if (!receipt.ok) return receipt;
      return viewer.answers(who.value);
    },
    answer,
  };
}

const unknownRequest = problem('request-unknown');
