import type { PersonId } from '../../../core/ids.ts';
import type { Problem } from '../../../core/problem.ts';
import type { Result } from '../../../core/result.ts';
import type { WaitingEntry } from '../../../ipc/manager-reports.ts';

/** One answer to several entries. */
export interface BatchAnswer {
  readonly entries: readonly WaitingEntry[];
  readonly approved: boolean;
  readonly note: string;
}

/** How far the answer to an entry is: `held` can still be taken back and is nowhere yet. */
export type AnswerState =
  | { readonly step: 'held' | 'sending' | 'sent'; readonly approved: boolean }
  | { readonly step: 'failed'; readonly approved: boolean; readonly note: string; readonly problem: Problem };

/** Of a decision that was sent: which of its answers could not be. */
export interface FailedAnswers {
  readonly decision: BatchAnswer;
  readonly entries: readonly WaitingEntry[];
}

/** How long a decision can be taken back before anything of it is written. */
export const undoMs = 10_000;
const atOnce = 4;

/**
 * Answers that were given on the page. Each decision is held for ten seconds, in memory alone; then, or when
 * the next one is made or the page is left, its answers are written. What is closed meanwhile was not decided.
 */
export class Decisions {
  readonly #write: (entry: WaitingEntry, approved: boolean, note: string) => Promise<Result<unknown>>;
  readonly #states = new Map<string, AnswerState>();
  readonly #listeners = new Set<() => void>();
  #held: BatchAnswer | null = null;
  #failed: readonly FailedAnswers[] = [];
  #overtaken: readonly WaitingEntry[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;
  #version = 0;

  constructor(write: (entry: WaitingEntry, approved: boolean, note: string) => Promise<Result<unknown>>) {
    this.#write = write;
  }

  of(entry: Pick<WaitingEntry, 'person' | 'request'>): AnswerState | undefined {
    return this.#states.get(entryKey(entry));
  }

  /** What can still be taken back. */
  get held(): BatchAnswer | null {
    return this.#held;
  }

  /** Every decision of which something could not be sent and nothing else was decided since, oldest first. */
  get failed(): readonly FailedAnswers[] {
    return this.#failed;
  }

  /** What was decided here, and no longer waited when the list was read anew: nothing was written for it. */
  get overtaken(): readonly WaitingEntry[] {
    return this.#overtaken;
  }

  decide(decision: BatchAnswer): void {
    this.flush();
    this.#held = decision;
    this.#overtaken = [];
    this.#failed = without(this.#failed, decision.entries);
    this.#all(decision, { step: 'held', approved: decision.approved });
    this.#timer = setTimeout(() => this.flush(), undoMs);
  }

  /** Takes the held decision back, and answers it. */
  undo(): BatchAnswer | null {
    const held = this.#held;
    clearTimeout(this.#timer);
    this.#held = null;
    if (held !== null) this.#all(held, undefined);
    return held;
  }

  /** Writes what is held now. */
  flush(): void {
    clearTimeout(this.#timer);
    const held = this.#held;
    this.#held = null;
    if (held !== null && !this.#isClosed) void this.#send(held);
  }

  /** Sends once more all that could not be sent, each as it was decided. */
  retry(): void {
    const failed = this.#failed;
    this.#failed = [];
    for (const { decision, entries } of failed) void this.#send({ ...decision, entries });
  }

  /**
   * The list was read anew, but for the people in `unread`. One that still has what was sent was asked
   * for before the answer was there. What is held and no longer listed waits for nobody: somebody else
   * answered it, or the person took it back, so no second answer is written.
   */
  renew(entries: readonly WaitingEntry[], unread: ReadonlySet<PersonId> = new Set()): void {
    const listed = new Set(entries.map(entryKey));
    for (const [key, { step }] of this.#states)
      if (step === 'failed' || (step === 'sent' && !listed.has(key))) this.#states.delete(key);
    this.#failed = [];
    const held = this.#held;
    const overtaken = held?.entries.filter((each) => !listed.has(entryKey(each)) && !unread.has(each.person)) ?? [];
    if (held !== null && overtaken.length > 0) {
      for (const each of overtaken) this.#states.delete(entryKey(each));
      const rest = held.entries.filter((each) => !overtaken.includes(each));
      this.#held = rest.length === 0 ? null : { ...held, entries: rest };
      if (rest.length === 0) clearTimeout(this.#timer);
      this.#overtaken = overtaken;
    }
    this.#tell();
  }

  /** Forgets everything; what is held is not written. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#held = null;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly version = (): number => this.#version;

  async #send(decision: BatchAnswer): Promise<void> {
    const { approved, note } = decision;
    this.#all(decision, { step: 'sending', approved });
    const rest = [...decision.entries];
    const failed = new Set<WaitingEntry>();
    const work = async () => {
      for (let entry = rest.shift(); entry !== undefined && !this.#isClosed; entry = rest.shift()) {
        const result = await this.#write(entry, approved, note);
        if (!result.ok) failed.add(entry);
        this.#states.set(
          entryKey(entry),
          result.ok ? { step: 'sent', approved } : { step: 'failed', approved, note, problem: result.problem },
        );
        this.#tell();
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    if (failed.size === 0) return;
    // What was decided anew meanwhile is no longer this decision's.
    const entries = decision.entries.filter((entry) => failed.has(entry) && this.of(entry)?.step === 'failed');
    if (entries.length > 0) this.#failed = [...this.#failed, { decision, entries }];
    this.#tell();
  }

  #all({ entries }: BatchAnswer, state: AnswerState | undefined): void {
    for (const entry of entries) {
      if (state === undefined) this.#states.delete(entryKey(entry));
      else this.#states.set(entryKey(entry), state);
    }
    this.#tell();
  }

  #tell(): void {
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }
}

/** `failed` without what is decided anew. */
function without(failed: readonly FailedAnswers[], entries: readonly WaitingEntry[]): FailedAnswers[] {
  const anew = new Set(entries.map(entryKey));
  return failed
    .map((each) => ({ ...each, entries: each.entries.filter((entry) => !anew.has(entryKey(entry))) }))
    .filter((each) => each.entries.length > 0);
}

export function entryKey({ person, request }: Pick<WaitingEntry, 'person' | 'request'>): string {
  return `${person} ${request}`;
}
