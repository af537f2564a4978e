import { z } from 'zod';
import { hourMs } from '../../core/time/calendar.ts';
import type { Instant, Interval } from '../../core/time/interval.ts';
import type { Vault } from '../vault/vault.ts';

const questionSchema = z.object({
  start: z.number(),
  /** Null while it goes on. */
  end: z.number().nullable(),
  /** When the person was first seen again. */
  backAt: z.number().nullable(),
});
type Question = z.infer<typeof questionSchema>;

const fact = 'idle-questions';
/** After this long back at work without an answer, the time is kept as it is. */
const patienceMs = hourMs;

export interface IdleQuestionsOptions {
  readonly vault: Pick<Vault, 'fact' | 'setFact'>;
  readonly endOfDay: (at: Instant) => Instant;
  /** Until when an earlier run certainly recorded; null: nothing of it is here any more. */
  readonly lastKnown: Instant | null;
}

/**
 * Idle time that the person has not said anything about yet: keep or drop? Until they do, or an
 * hour after they came back, or the day is over, it stays on this computer. Without an answer it is
 * kept as it is: nothing is taken off by itself.
 */
export class IdleQuestions {
  readonly #options: IdleQuestionsOptions;
  #questions: readonly Question[];
  #isAsked = true;
  /** What goes on is answered already: it is asked about again only once it ended. */
  #isAnswered = false;

  constructor(options: IdleQuestionsOptions) {
    this.#options = options;
    this.#questions = readQuestions(options.vault.fact(fact)).flatMap((question) => {
      const end = question.end ?? options.lastKnown ?? question.start;
      return end > question.start ? [{ ...question, end }] : [];
    });
  }

  /** Whether the person wants to be asked at all. */
  setAsked(isAsked: boolean): void {
    this.#isAsked = isAsked;
    if (!isAsked) this.#set([]);
  }

  /** The person is idle since `since`, long enough to ask. */
  idle(since: Instant, at: Instant): void {
    this.#expire(at);
    if (!this.#isAsked || this.#isAnswered || this.#questions.some(({ end }) => end === null)) return;
    const question: Question = { start: since, end: null, backAt: null };
    if (!this.#isOver(question, at)) this.#set([...this.#questions, question]);
  }

  /** Idle time is over at `at`, or nothing more is known of it; `isBack`: the person was seen. */
  end(at: Instant, isBack: boolean): void {
    this.#isAnswered = false;
    this.#expire(at);
    const changes = ({ end, backAt }: Question): boolean => end === null || (isBack && backAt === null);
    if (!this.#questions.some(changes)) return;
    this.#set(
      this.#questions.map((question) => ({
        ...question,
        end: question.end ?? Math.max(at, question.start),
        backAt: question.backAt ?? (isBack ? at : null),
      })),
    );
  }

  /** The oldest that waits for an answer; while it goes on it ends now. */
  current(now: Instant): Interval | null {
    this.#expire(now);
    const first = this.#questions[0];
    return first === undefined ? null : { start: first.start, end: Math.max(first.start, first.end ?? now) };
  }

  /** Nothing from then on leaves this computer; null: nothing is held back. */
  heldFrom(now: Instant): Instant | null {
    return this.current(now)?.start ?? null;
  }

  /** The one that began at `start` is answered. */
  answer(start: Instant): void {
    const answered = this.#questions.find((question) => question.start === start);
    if (answered?.end === null) this.#isAnswered = true;
    this.#set(this.#questions.filter((question) => question !== answered));
  }

  #expire(now: Instant): void {
    const open = this.#questions.filter((question) => !this.#isOver(question, now));
    if (open.length !== this.#questions.length) this.#set(open);
  }

  #isOver({ start, backAt }: Question, now: Instant): boolean {
    return now >= this.#options.endOfDay(start) || (backAt !== null && now >= backAt + patienceMs);
  }

  /** A fact that cannot be written is missed after a restart only; then the time is kept. */
  #set(questions: readonly Question[]): void {
    if (questions.length === 0 && this.#questions.length === 0) return;
    this.#questions = questions;
    this.#options.vault.setFact(fact, JSON.stringify(questions));
  }
}

function readQuestions(text: string | null): Question[] {
  try {
    return text === null ? [] : questionSchema.array().parse(JSON.parse(text));
  } catch {
    // Kept as it is, like all that nobody answered for.
    return [];
  }
}
