import { createHash } from 'node:crypto';
import type { UnreadReason } from '../core/day/unread-reason.ts';
import { type Access, spanHolds } from '../core/organisation/access.ts';
import { type Answer, type Answers, type SignedAnswer, signedAnswerSchema } from '../core/organisation/answer.ts';
import { type Problem, problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { minuteMs } from '../core/time/calendar.ts';
import { requestsFolder } from './layout.ts';
import { type LeftOptions, LeftReader, type LeftWord } from './left-reader.ts';
import type { ListedObject } from './object-store.ts';

export interface AnswersReaderOptions extends LeftOptions {
  /** Who may open which of the person's days, signed by the organisation. Asked for once a reading. */
  readonly access: () => Promise<Result<Access>>;
  /** Answers that were valid once, by their SHA-256: they stay so when the viewer's access ends. */
  readonly accepted?: AcceptedAnswers;
}

export interface AcceptedAnswers {
  has(hash: string): boolean;
  add(hashes: readonly string[]): void;
}

/** How far a viewer's clock may be ahead of the bucket's. */
const mostAheadMs = 5 * minuteMs;

/** An answer that its viewer signed, before it was asked whether they may open its day. */
interface Opened {
  readonly answer: SignedAnswer;
  readonly name: string;
  readonly hash: string;
  /** The bucket's clock; 0 where it tells none. */
  readonly arrivedAt: number;
}

/** Managers' answers to one person, for that person and for viewers. What was opened once stays in memory. */
export class AnswersReader {
  readonly #options: AnswersReaderOptions;
  readonly #left: LeftReader<SignedAnswer>;
  readonly #opened = new Map<string, Opened>();
  /** What is none will not become one, as long as the object stays the same. */
  readonly #foreign = new Map<string, number>();

  constructor(options: AnswersReaderOptions) {
    this.#options = options;
    this.#left = new LeftReader(options, requestsFolder(options.prefix, options.person), signedAnswerSchema);
  }

  /**
   * Every answer of a viewer who may open the day that it is about. An object that cannot be read is counted and hides no other,
   * and so is a viewer's folder that holds too many. Problem codes:
   * `answers-denied`, `answers-unreadable` where the bucket does not answer, those of `access`.
   */
  async read(): Promise<Result<Answers>> {
    const listed = await this.#left.list();
    if (!listed.ok) return fail(unreadBecause(listed.problem));
    const { objects: left, overfull } = listed.value;
    if (left.length + overfull.length === 0) return ok({ answers: [], unreadable: 0 });
    const access = await this.#options.access();
    if (!access.ok) return access;
    const unknown = left.filter(
      ({ key, modifiedAt }) => !this.#opened.has(key) && this.#foreign.get(key) !== modifiedAt,
    );
    const isAnyKnown = this.#opened.size + this.#foreign.size > 0;
    const read = await this.#left.read(unknown, isAnyKnown, (object, found) => this.#take(object, found));
    if (!read.ok) return fail(unreadBecause(read.problem));
    const answers = this.#valid(access.value);
    const objects = new Set([...left.map(({ key }) => key), ...this.#opened.keys()]);
    return ok({ answers, unreadable: objects.size - answers.length + overfull.length });
  }

  #take({ key, modifiedAt }: ListedObject, found: LeftWord<SignedAnswer> | UnreadReason): void {
    if (typeof found === 'object') {
      const hash = createHash('sha256').update(found.sealed).digest('hex');
      this.#opened.set(key, { answer: found.said, name: found.name, hash, arrivedAt: modifiedAt });
    } else if (found === 'foreign' || found === 'copy') this.#foreign.set(key, modifiedAt);
  }

  /** What the organisation lets these viewers open decides, or did when the answer was first read. */
  #valid(access: Access): Answer[] {
    const { accepted } = this.#options;
    const fresh: string[] = [];
    const valid = [...this.#opened.values()].filter(({ answer, hash }) => {
      if (accepted?.has(hash) === true) return true;
      if (!mayAnswer(access, answer)) return false;
      fresh.push(hash);
      return true;
    });
    if (fresh.length > 0) accepted?.add(fresh);
    return valid.map(answerOf).sort((a, b) => b.at - a.at);
  }
}

function mayAnswer({ viewers }: Access, { viewer, day }: SignedAnswer): boolean {
  return viewers.some((each) => each.viewer === viewer && each.spans.some((span) => spanHolds(span, day)));
}

function answerOf({ answer, name, arrivedAt }: Opened): Answer {
  const { person, request, day, approved, note } = answer;
  const at = arrivedAt === 0 ? answer.at : Math.min(answer.at, arrivedAt + mostAheadMs);
  return { person, request, day, at, approved, note, viewer: name };
}

function unreadBecause(cause: Problem): Problem {
  return cause.code === 'store-denied' ? problem('answers-denied') : problem('answers-unreadable', { cause });
}
