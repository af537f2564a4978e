import type { CredentialExchange } from '../../bucket/credential-exchange.ts';
import type { ObjectStore } from '../../bucket/object-store.ts';
import type { Secret } from '../../bucket/secret.ts';
import type { BucketSettings } from '../../bucket/settings.ts';
import { isCredentialRefused } from '../../bucket/store-problems.ts';
import { problem } from '../../core/problem.ts';
import { fail, type Result } from '../../core/result.ts';
import { stillWaits } from '../../core/time/backoff.ts';
import { hourMs, minuteMs } from '../../core/time/calendar.ts';
import type { CredentialState } from '../../ipc/employee-data.ts';
import type { Identity } from '../../seal/age.ts';
import type { Clock } from '../ports.ts';
import { type CredentialNote, newSecret, readCredentialNote, writeCredentialNote } from './device-credential.ts';

/** A connection. One to a store that cannot exchange credentials has no `exchange`. */
export type ReachedStore = ObjectStore & Partial<CredentialExchange>;

export interface DeviceStoreOptions {
  readonly folder: string;
  readonly identity: Identity;
  readonly bucket: BucketSettings;
  readonly openStore: (bucket: BucketSettings) => ReachedStore;
  readonly clock: Clock;
}

/** After so many unanswered exchanges the enrolment's credential is used all the same. */
const patience = 3;
const unansweredMs = 15 * minuteMs;
const failedMs = hourMs;
const spentMs = minuteMs;
/** How often a store that refused to exchange is asked again: it may have been replaced. */
const cannotMs = 7 * 24 * hourMs;

/**
 * The bucket as the device of an enrolment reaches it. Before the first call the credential that
 * came with the enrolment is exchanged for one that nobody else has seen, where the store can;
 * where it cannot, everything goes on with the one that came.
 *
 * The new secret is on the disk before it is asked for. As long as no answer came either may hold:
 * the new one is tried first, then the old one. No call is under way while that is found out, so
 * that none is refused because of it.
 */
export class DeviceStore implements ObjectStore {
  readonly #options: DeviceStoreOptions;
  readonly #given: ReachedStore;
  #own: ReachedStore | null = null;
  /** What `#own` signs with. */
  #secret: Secret | null = null;
  #state: CredentialState;
  /** A secret that the store was asked to take in an earlier round, and may have taken. */
  #asked: Secret | null = null;
  #round: Promise<Result<void>> | null = null;
  /** When it is to be asked (again); UTC ms. */
  #dueAt = 0;
  #unanswered = 0;
  #isSpent = false;
  #active = 0;
  #onIdle: () => void = () => {};
  readonly #closed = new AbortController();

  constructor(options: DeviceStoreOptions) {
    this.#options = options;
    this.#given = options.openStore(options.bucket);
    this.#state = this.#given.exchange === undefined ? 'of-link' : 'not-asked';
  }

  /** Whether whoever has the enrolment's file or link still has a key to the bucket. */
  get credential(): CredentialState {
    return this.#state;
  }

  put(key: string, body: Uint8Array, signal?: AbortSignal): Promise<Result<void>> {
    return this.#call((store) => store.put(key, body, signal), signal);
  }
  create(key: string, body: Uint8Array, signal?: AbortSignal): Promise<Result<void>> {
    return this.#call((store) => store.create(key, body, signal), signal);
  }
  get(key: string, signal?: AbortSignal): Promise<Result<Uint8Array>> {
    return this.#call((store) => store.get(key, signal), signal);
  }
  list(prefix: string, signal?: AbortSignal, most?: number): ReturnType<ObjectStore['list']> {
    return this.#call((store) => store.list(prefix, signal, most), signal);
  }
  listFolders(prefix: string, signal?: AbortSignal): Promise<Result<string[]>> {
    return this.#call((store) => store.listFolders(prefix, signal), signal);
  }

  close(): void {
    this.#closed.abort();
    this.#given.close();
    this.#own?.close();
  }

  async #call<T>(work: (store: ObjectStore) => Promise<Result<T>>, signal?: AbortSignal): Promise<Result<T>> {
    const settled = await this.#settle(signal);
    if (!settled.ok) return settled;
    const result = await this.#counted(work);
    if (!result.ok && isCredentialRefused(result.problem) && (await this.#isTakenAnew())) return this.#counted(work);
    if (result.ok || result.problem.code !== 'credential-spent' || this.#asked === null || this.#isSpent) return result;
    // It may have been this computer, by a request whose answer never came.
    this.#dueAt = 0;
    const again = await this.#settle(signal);
    if (!again.ok) return again;
    return this.#state === 'own' ? this.#counted(work) : result;
  }

  /**
   * A store that was put back from a copy made before the exchange knows the first secret again,
   * whoever has it, and not this computer's own. Asked once in a while to take that one once more;
   * what holds here stays the same, whatever it answers.
   */
  async #isTakenAnew(): Promise<boolean> {
    if (this.#secret === null || this.#given.exchange === undefined || !this.#isDue()) return false;
    this.#dueAt = this.#options.clock.now() + failedMs;
    const answer = await this.#given.exchange(this.#secret, this.#closed.signal);
    return answer.ok && answer.value === 'exchanged';
  }

  async #counted<T>(work: (store: ObjectStore) => Promise<Result<T>>): Promise<Result<T>> {
    this.#active += 1;
    try {
      return await work(this.#own ?? this.#given);
    } finally {
      this.#active -= 1;
      if (this.#active === 0) this.#onIdle();
    }
  }

  /** Answers once it is clear which secret to use. A problem: the call would fail too. */
  #settle(signal: AbortSignal | undefined): Promise<Result<void>> {
    const isDue = this.#state !== 'own' && this.#isDue();
    if (this.#round === null && (!isDue || this.#given.exchange === undefined)) return Promise.resolve(fine);
    this.#round ??= this.#ask()
      .catch((): Result<void> => {
        // A disk or a library that throws: nothing of it may hold up what is to be sent.
        this.#dueAt = this.#options.clock.now() + failedMs;
        return fine;
      })
      .finally(() => {
        this.#round = null;
      });
    return untilAborted(this.#round, signal);
  }

  async #ask(): Promise<Result<void>> {
    if (this.#active > 0)
      await new Promise<void>((resolve) => {
        this.#onIdle = resolve;
      });
    const { folder, identity, bucket } = this.#options;
    if (this.#asked === null) {
      const note = await readCredentialNote(folder, identity, bucket);
      if (!note.ok) return this.#goOn(unansweredMs);
      if (note.value?.state === 'own') return this.#take(note.value.secret);
      this.#asked = note.value?.secret ?? null;
      if (note.value?.state === 'of-link') {
        this.#state = 'of-link';
        const now = this.#options.clock.now();
        if (stillWaits(note.value.until, now, cannotMs)) return this.#goOn(note.value.until - now);
      }
    }
    return this.#asked === null ? this.#askFirst() : this.#askAgain(this.#asked);
  }

  async #askFirst(): Promise<Result<void>> {
    const secret = newSecret();
    // Not on the disk, not asked for.
    if (!(await this.#note({ state: 'asked', secret }))) return this.#goOn(unansweredMs);
    this.#asked = secret;
    return this.#askWith(this.#given, secret);
  }

  /** With the new one first: where it holds already, the old one would be taken for a thief's. */
  async #askAgain(secret: Secret): Promise<Result<void>> {
    const own = this.#open(secret);
    const answer = (await own.exchange?.(secret, this.#closed.signal)) ?? null;
    // A store that can exchange refuses a wrong secret by its signature; others refuse any.
    if (answer === null || !answer.ok || (answer.value !== 'wrong' && answer.value !== 'spent'))
      return this.#judge(answer, secret, own);
    own.close();
    return this.#askWith(this.#given, secret);
  }

  async #askWith(store: ReachedStore, secret: Secret): Promise<Result<void>> {
    return this.#judge((await store.exchange?.(secret, this.#closed.signal)) ?? null, secret, null);
  }

  async #judge(
    answer: Awaited<ReturnType<CredentialExchange['exchange']>> | null,
    secret: Secret,
    own: ReachedStore | null,
  ): Promise<Result<void>> {
    this.#isSpent = answer?.ok === true && answer.value === 'spent';
    if (answer?.ok === true && answer.value === 'exchanged') {
      // Where this is not written the next start finds `asked`, and that the new one holds.
      await this.#note({ state: 'own', secret });
      return this.#take(secret, own);
    }
    own?.close();
    if (answer?.ok === false) {
      this.#unanswered += 1;
      return this.#unanswered < patience ? answer : this.#goOn(unansweredMs);
    }
    this.#unanswered = 0;
    if (answer?.value === 'cannot') {
      this.#state = 'of-link';
      const isNoted = await this.#note({ state: 'of-link', until: this.#options.clock.now() + cannotMs, secret });
      return this.#goOn(isNoted ? cannotMs : failedMs);
    }
    return this.#goOn(this.#isSpent ? spentMs : failedMs);
  }

  #take(secret: Secret, own: ReachedStore | null = null): Result<void> {
    this.#own = own ?? this.#open(secret);
    this.#secret = secret;
    this.#dueAt = 0;
    this.#asked = null;
    this.#isSpent = false;
    this.#state = 'own';
    return fine;
  }

  #open(secret: Secret): ReachedStore {
    const { openStore, bucket } = this.#options;
    return openStore({ ...bucket, secretAccessKey: secret });
  }

  #isDue(): boolean {
    return !stillWaits(this.#dueAt, this.#options.clock.now(), cannotMs);
  }

  /** With the enrolment's credential, for so long. */
  #goOn(forMs: number): Result<void> {
    this.#dueAt = this.#options.clock.now() + forMs;
    return fine;
  }

  async #note(note: CredentialNote): Promise<boolean> {
    const { folder, identity, bucket } = this.#options;
    return (await writeCredentialNote(folder, identity, bucket, note)).ok;
  }
}

const fine: Result<void> = { ok: true, value: undefined };

function untilAborted(work: Promise<Result<void>>, signal: AbortSignal | undefined): Promise<Result<void>> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const cancel = (): void => resolve(fail(cancelled));
    if (signal.aborted) cancel();
    signal.addEventListener('abort', cancel, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', cancel));
  });
}

const cancelled = problem('cancelled');
