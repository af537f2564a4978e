import type { PersonId } from '../../../core/ids.ts';
import { problem } from '../../../core/problem.ts';
import type { Result } from '../../../core/result.ts';
import type { Presence } from '../../../ipc/manager.ts';

/** What the contract takes in one call. */
const mostAtOnce = 50;
const gatherMs = 200;
const freshMs = 60_000;

/**
 * Presence of the people who are in sight, asked for in batches, one at a time, and kept for a minute. Each asking is recorded for those
 * people, so nobody is asked for who is not wanted.
 */
export class PresenceStore {
  readonly #ask: (people: PersonId[]) => Promise<Result<Presence[]>>;
  readonly #known = new Map<PersonId, { readonly presence: Presence; readonly at: number }>();
  readonly #listeners = new Set<() => void>();
  #wanted: ReadonlySet<PersonId> = new Set();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isAsking = false;
  #isClosed = false;
  #version = 0;

  constructor(ask: (people: PersonId[]) => Promise<Result<Presence[]>>) {
    this.#ask = ask;
  }

  /** Undefined while it is not known. */
  of(person: PersonId): Presence | undefined {
    return this.#known.get(person)?.presence;
  }

  /** The latest days of everybody of whom they are known. */
  latest(): Presence['latest'][] {
    return [...this.#known.values()].map(({ presence }) => presence.latest);
  }

  /** These, and nobody else any more, are to be known. */
  want(people: Iterable<PersonId>): void {
    this.#wanted = new Set(people);
    this.#gather();
  }

  /** Everything that is known is old from now on; it stays until it was asked for again. */
  renew(): void {
    for (const [person, { presence }] of this.#known)
      this.#known.set(person, { presence, at: Number.NEGATIVE_INFINITY });
    this.#gather();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Changes with everything that becomes known. */
  readonly version = (): number => this.#version;

  /** Forgets everything and asks nothing more. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#known.clear();
  }

  /** How many of those who are wanted are not known yet. */
  missing(): number {
    return this.#due().length;
  }

  #due(): PersonId[] {
    const old = Date.now() - freshMs;
    return [...this.#wanted].filter((person) => (this.#known.get(person)?.at ?? Number.NEGATIVE_INFINITY) <= old);
  }

  #gather(): void {
    clearTimeout(this.#timer);
    if (this.#isAsking || this.#isClosed) return;
    this.#timer = setTimeout(() => void this.#run(), gatherMs);
  }

  async #run(): Promise<void> {
    const batch = this.#due().slice(0, mostAtOnce);
    if (batch.length === 0) return;
    this.#isAsking = true;
    const result = await this.#ask(batch);
    this.#isAsking = false;
    if (this.#isClosed) return;
    const told = new Map(result.ok ? result.value.map((each) => [each.person, each]) : []);
    const at = Date.now();
    for (const person of batch) {
      const presence = told.get(person) ?? unknown(person, result);
      this.#known.set(person, { presence, at });
    }
    this.#version += 1;
    for (const listener of this.#listeners) listener();
    if (this.#due().length > 0) this.#gather();
  }
}

function unknown(person: PersonId, result: Result<Presence[]>): Presence {
  return {
    person,
    uploadedAt: null,
    latest: null,
    waiting: null,
    unconfirmed: 0,
    revoked: 0,
    problem: result.ok ? notTold : result.problem,
  };
}

const notTold = problem('bad-reply');
