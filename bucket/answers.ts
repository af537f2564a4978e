import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Access, spanHolds } from '../core/organisation/access.ts';
import {
  type Answer,
  type Answers,
  type Reply,
  type SignedAnswer,
  type SignedReply,
  signedAnswerSchema,
  signedReplySchema,
} from '../core/organisation/answer.ts';
import type { UnreadReason } from '../core/organisation/unread-reason.ts';
import { type Problem, problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { minuteMs } from '../core/time/calendar.ts';
import { requestsFolder } from './layout.ts';
import { type LeftOptions, LeftReader, type LeftWord } from './left-reader.ts';
import type { ListedObject } from './object-store.ts';

export interface AnswersReaderOptions extends LeftOptions {
  /** Who may open which of the person's days, signed by the organisation. Asked for once a reading. */
  readonly access: () => Promise<Result<Access>>;
  /** How many objects one call opens at most. */
  readonly mostAtOnce?: number;
  /** Answers that were valid once, by their SHA-256: they stay so when the viewer's access ends. */
  readonly accepted?: AcceptedAnswers;
}

export interface AcceptedAnswers {
  has(hash: string): boolean;
  add(hashes: readonly string[]): void;
}

/** How far a viewer's clock may be ahead of the bucket's. */
const mostAheadMs = 5 * minuteMs;

/** How many objects one call opens: whoever can write into the bucket can put any number there. */
const mostAtOnce = 1_000;

/** What lies below `requests/`: yes or no to an entry, or words to a question. */
const wordSchema = z.discriminatedUnion('format', [signedAnswerSchema, signedReplySchema]);
type Word = z.infer<typeof wordSchema>;

/** An answer that its viewer signed, before it was asked whether they may open its day. */
interface Opened {
  readonly answer: Word;
  readonly name: string;
  readonly hash: string;
  /** The bucket's clock; 0 where it tells none. */
  readonly arrivedAt: number;
}

/** Managers' answers to one person, for that person and for viewers. What was opened once stays in memory. */
export class AnswersReader {
  readonly #options: AnswersReaderOptions;
  readonly #left: LeftReader<Word>;
  readonly #opened = new Map<string, Opened>();
  /** What is none will not become one, as long as the object and who signs for the organisation stay the same. */
  readonly #foreign = new Map<string, number>();
  /** How many keys had signed for the organisation when that was found. */
  #signers = 1;
  /** What was asked for and could not be read for now: it comes after what was not asked for yet. */
  readonly #tried = new Set<string>();

  constructor(options: AnswersReaderOptions) {
    this.#options = options;
    this.#left = new LeftReader(options, requestsFolder(options.prefix, options.person), wordSchema);
  }

  /**
   * Every answer of a viewer who may open the day that it is about. An object that cannot be read is counted and hides no other,
   * and so is a viewer's folder that holds too many. Of thousands that were not read yet one call reads the newest of each viewer;
   * the rest counts as unreadable until a later call. Problem codes:
   * `answers-denied`, `answers-unreadable` where the bucket does not answer, those of `access`.
   */
  async read(): Promise<Result<Answers>> {
    const keys = this.#options.signers();
    const count = typeof keys === 'string' ? 1 : keys.length;
    // What was none may be one by now: of a viewer for whom an administrator vouches who was not known then.
    if (count !== this.#signers) this.#foreign.clear();
    this.#signers = count;
    const listed = await this.#left.list();
    if (!listed.ok) return fail(unreadBecause(listed.problem));
    const { objects: left, overfull } = listed.value;
    if (left.length + overfull.length === 0) return ok({ answers: [], replies: [], unreadable: 0 });
    const access = await this.#options.access();
    if (!access.ok) return access;
    const unknown = left.filter(
      ({ key, modifiedAt }) => !this.#opened.has(key) && this.#foreign.get(key) !== modifiedAt,
    );
    const isAnyKnown = this.#opened.size + this.#foreign.size > 0;
    const most = this.#options.mostAtOnce ?? mostAtOnce;
    const fresh = newestOfEach(
      this.#left,
      unknown.filter(({ key }) => !this.#tried.has(key)),
      most,
    );
    const tried = unknown.filter(({ key }) => this.#tried.has(key)).slice(0, most - fresh.length);
    const asked = [...fresh, ...tried];
    const read = await this.#left.read(asked, isAnyKnown, (object, found) => this.#take(object, found));
    if (!read.ok) return fail(unreadBecause(read.problem));
    const valid = this.#valid(access.value);
    const objects = new Set([...left.map(({ key }) => key), ...this.#opened.keys()]);
    return ok({
      answers: valid.flatMap(answerOf).sort((a, b) => b.at - a.at),
      replies: valid.flatMap(replyOf).sort((a, b) => b.at - a.at),
      unreadable: objects.size - valid.length + overfull.length,
    });
  }

  #take({ key, modifiedAt }: ListedObject, found: LeftWord<Word> | UnreadReason): void {
    if (typeof found === 'object') {
      const hash = createHash('sha256').update(found.sealed).digest('hex');
      this.#opened.set(key, { answer: found.said, name: found.name, hash, arrivedAt: modifiedAt });
    } else if (found === 'foreign' || found === 'copy' || found === 'too-large') this.#foreign.set(key, modifiedAt);
    else this.#tried.add(key);
  }

  /** What the organisation lets these viewers open decides, or did when the answer was first read. */
  #valid(access: Access): Opened[] {
    const { accepted } = this.#options;
    const fresh: string[] = [];
    const valid = [...this.#opened.values()].filter(({ answer, hash }) => {
      if (accepted?.has(hash) === true) return true;
      if (!mayAnswer(access, answer)) return false;
      fresh.push(hash);
      return true;
    });
    if (fresh.length > 0) accepted?.add(fresh);
    return valid;
  }
}

function mayAnswer({ viewers }: Access, { viewer, day }: Word): boolean {
  return viewers.some((each) => each.viewer === viewer && each.spans.some((span) => spanHolds(span, day)));
}

function answerOf({ answer, name, arrivedAt }: Opened): Answer[] {
  if (answer.format !== 'plainsight-answer/2') return [];
  const { person, request, day, approved, note } = answer;
  return [{ person, request, day, at: saidAt(answer, arrivedAt), approved, note, viewer: name }];
}

function replyOf({ answer, name, arrivedAt }: Opened): Reply[] {
  if (answer.format !== 'plainsight-reply/1') return [];
  const { person, request, day, text } = answer;
  return [{ person, request, day, at: saidAt(answer, arrivedAt), text, viewer: name }];
}

function saidAt({ at }: SignedAnswer | SignedReply, arrivedAt: number): number {
  return arrivedAt === 0 ? at : Math.min(at, arrivedAt + mostAheadMs);
}

function unreadBecause(cause: Problem): Problem {
  return cause.code === 'store-denied' ? problem('answers-denied') : problem('answers-unreadable', { cause });
}

/** Turn by turn the newest of each viewer's folder: one that is flooded holds up no other. */
function newestOfEach(left: LeftReader<Word>, objects: readonly ListedObject[], most: number): ListedObject[] {
  if (objects.length <= most) return [...objects];
  const byFolder = new Map<string, ListedObject[]>();
  for (const object of objects) {
    const folder = left.viewerOf(object.key) ?? '';
    const others = byFolder.get(folder);
    if (others === undefined) byFolder.set(folder, [object]);
    else others.push(object);
  }
  const folders = [...byFolder.values()].map((each) => each.sort((a, b) => b.modifiedAt - a.modifiedAt));
  const taken: ListedObject[] = [];
  for (let turn = 0; taken.length < most; turn += 1)
    for (const folder of folders) {
      const next = folder[turn];
      if (next !== undefined && taken.length < most) taken.push(next);
    }
  return taken;
}
