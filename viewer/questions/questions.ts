import { questionsOf, repliesTo } from '../../core/day/questions.ts';
import type { Day, PersonId, RecordId } from '../../core/ids.ts';
import { type DirectoryPerson, mayOpen } from '../../core/organisation/access.ts';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { knownZone } from '../../core/time/calendar.ts';
import type { Service } from '../../ipc/contract.ts';
import type { ManagerContract } from '../../ipc/manager.ts';
import type { OpenQuestion } from '../../ipc/manager-questions.ts';
import type { OpenDays } from '../day/open-days.ts';
import type { OpenViewer } from '../ports.ts';
import { type FoundOf, fromEverybody } from '../session/everybody.ts';
import { presenceReceipt, todayOf } from '../session/presence-receipt.ts';

/** What people ask about looks at their days. Only what was seen can be replied to. */
export function questionCalls(
  viewer: OpenViewer,
  days: OpenDays,
): Pick<Service<ManagerContract>, 'questions' | 'replyToQuestion'> {
  /** As they were last listed. */
  let listed: readonly OpenQuestion[] = [];

  /** The day in whose records the question stands, as it was seen. */
  function dayOf(person: PersonId, question: RecordId): Day | null {
    const known = listed.find((each) => each.person === person && each.id === question);
    if (known !== undefined) return known.on;
    const open = days
      .of(person)
      .find(({ devices }) =>
        devices.some(({ records }) => questionsOf(records ?? []).some(({ id }) => id === question)),
      );
    return open?.day ?? null;
  }

  return {
    questions: async () => {
      const found = await listOpen(viewer);
      if (found.ok) listed = found.value.questions;
      return found;
    },
    replyToQuestion: async ({ person: id, question, text }) => {
      const day = dayOf(id, question);
      if (day === null) return fail(problem('question-unknown'));
      const person = await viewer.person(id);
      return person.ok ? viewer.writeReply(person.value, { request: question, day, text }) : person;
    },
  };
}

async function listOpen(open: OpenViewer) {
  const from = await fromEverybody(open, (person) => questionsTo(open, person));
  if (!from.ok) return from;
  const { found: questions, unread } = from.value;
  return ok({ questions: questions.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)), unread });
}

/** Questions of one person without a reply. A device whose status is altered is named among what waits for an answer. */
async function questionsTo(open: OpenViewer, person: DirectoryPerson): Promise<Result<FoundOf<OpenQuestion>>> {
  const read = await open.deviceStatuses(person);
  // Whose access ended gets no new device statuses: they are not sealed to this viewer.
  const isOver = !mayOpen(person, todayOf(person, open.now()));
  if (!read.ok) return isOver && read.problem.code === 'no-access' ? ok(nothing) : read;
  const asked = read.value.statuses.flatMap(({ zone, device, questions = [] }) =>
    questions
      .filter(({ on }) => mayOpen(person, on))
      .map((question) => ({ ...question, person: person.person, device, name: person.name, zone: knownZone(zone) })),
  );
  if (asked.length === 0) return ok(nothing);
  // It tells when they were there. No receipt where nothing is shown.
  const receipt = await presenceReceipt(open, person);
  if (!receipt.ok) return receipt;
  const answers = await open.answers(person);
  if (!answers.ok) return answers;
  return ok({ found: asked.filter((each) => repliesTo(each, answers.value.replies).length === 0), problems: [] });
}

const nothing: FoundOf<OpenQuestion> = { found: [], problems: [] };
