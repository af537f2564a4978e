import type { PersonId } from '../core/ids.ts';
import { type Answer, answerSchema } from '../core/organisation.ts';
import { type Problem, problem } from '../core/problem.ts';
import type { Recipient } from '../core/recipient.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { type Identity, openWith, sealTo } from '../seal/age.ts';
import { macDocument, readMacDocument } from '../seal/signing.ts';
import { requestsFolder } from './layout.ts';
import type { ListedObject, ObjectStore } from './object-store.ts';
import { isOfObject } from './sizes.ts';

/** The object of an answer: authenticated with the person's enrolment key first, then sealed to `recipients`. */
export function sealAnswer(
  answer: Answer,
  enrolmentKey: string,
  recipients: readonly Recipient[],
): Promise<Uint8Array> {
  return sealTo(recipients, macDocument(answer, enrolmentKey));
}

export interface AnswersReaderOptions {
  readonly store: ObjectStore;
  readonly prefix: string;
  readonly person: PersonId;
  /** Of the person: who could not open their card could not have made an answer with it. */
  readonly enrolmentKey: string;
  /** The person's or a viewer's: answers are sealed to both. */
  readonly identity: Identity;
}

export interface Answers {
  /** One for each record that was answered, the latest; newest first. */
  readonly answers: Answer[];
  /** How many objects lie beside these that are no answer of this organisation to this person. */
  readonly unreadable: number;
}

const atMost = 1000;
const atOnce = 8;
/** An answer is a few hundred bytes; what is larger is none, and is not fetched. */
const largestBytes = 64 * 1024;

/** Managers' answers to one person, for that person and for viewers. What was opened once stays in memory. */
export class AnswersReader {
  readonly #options: AnswersReaderOptions;
  readonly #opened = new Map<string, Answer | null>();

  constructor(options: AnswersReaderOptions) {
    this.#options = options;
  }

  /** The latest 1000 by the bucket's clock. Where the bucket does not answer for every one of them there is a problem, never a part. */
  async read(): Promise<Result<Answers>> {
    const { store, prefix, person } = this.#options;
    const listed = await store.list(requestsFolder(prefix, person));
    if (!listed.ok) return fail(unreadBecause(listed.problem));
    const queue = listed.value.toSorted((a, b) => b.modifiedAt - a.modifiedAt).slice(0, atMost);
    const latest = new Map<string, Answer>();
    let unreadable = 0;
    let refusal: Problem | null = null;
    const lane = async (): Promise<void> => {
      for (let next = queue.shift(); next !== undefined && refusal === null; next = queue.shift()) {
        const answer = await this.#answer(next);
        if (!answer.ok) refusal = answer.problem;
        else if (answer.value === null) unreadable += 1;
        else if ((latest.get(answer.value.request)?.at ?? -1) <= answer.value.at)
          latest.set(answer.value.request, answer.value);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, lane));
    if (refusal !== null) return fail(unreadBecause(refusal));
    return ok({ answers: [...latest.values()].sort((a, b) => b.at - a.at), unreadable });
  }

  async #answer({ key, bytes }: ListedObject): Promise<Result<Answer | null>> {
    const known = this.#opened.get(key);
    if (known !== undefined) return ok(known);
    if (bytes > largestBytes) return ok(null);
    const sealed = await this.#options.store.get(key);
    if (!sealed.ok) return isOfObject(sealed.problem) ? ok(null) : sealed;
    const answer = await this.#open(sealed.value);
    this.#opened.set(key, answer);
    return ok(answer);
  }

  async #open(sealed: Uint8Array): Promise<Answer | null> {
    const { identity, enrolmentKey, person } = this.#options;
    const opened = await openWith(identity, sealed);
    const answer = answerSchema.safeParse(opened === null ? null : readMacDocument(opened, enrolmentKey));
    return answer.success && answer.data.person === person ? answer.data : null;
  }
}

function unreadBecause({ code, what, remedy }: Problem): Problem {
  if (code !== 'store-denied') return problem('answers-unreadable', `The answers cannot be read now. ${what}`, remedy);
  return problem(
    'answers-denied',
    'The answers cannot be read now: this bucket does not allow it.',
    'Ask whoever runs the bucket to let this credential list and read the folder “requests” of the person.',
  );
}
