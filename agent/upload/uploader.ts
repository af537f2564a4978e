import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ObjectStore } from '../../bucket/object-store.ts';
import { isStoreAway } from '../../bucket/store-problems.ts';
import { type Problem, type ProblemCode, problem } from '../../core/problem.ts';
import { fail, type Result } from '../../core/result.ts';
import { backoffMs, lastCeilingMs, stillWaits } from '../../core/time/backoff.ts';
import { diskProblem } from '../../disk/durable-file.ts';
import type { Clock } from '../ports.ts';
import { type Due, longestWaitMs, type Outbox } from '../vault/outbox.ts';

export interface UploaderOptions {
  readonly folder: string;
  readonly outbox: Outbox;
  readonly store: ObjectStore;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  readonly onChange: () => void;
  /** Sends what follows the objects that arrived. */
  readonly postUpload?: PostUploadTask;
  /** What has to be in the bucket, and in order, before anything else is sent. */
  readonly admission?: Admission;
}

/** What is settled first; as long as it is not, nothing is sent. */
export interface Admission {
  readonly isOwed: boolean;
  /** Never throws. Asked each time, so that it can also take back what it said. */
  admit(signal: AbortSignal): Promise<Result<void>>;
}

/** Runs once nothing of the vault is due, and backs off by itself. */
export interface PostUploadTask {
  /** Never throws. `atOnce`: also what could wait for more to come. */
  run(signal: AbortSignal, atOnce: boolean): Promise<void>;
  /** When it has something to send (UTC ms); null while there is nothing. */
  nextAt(): number | null;
}

/** Transfers at a time: enough to hide a round trip, few enough for a home line. */
const atOnce = 8;
/** How many are looked up, and marked, together. */
const batchSize = 256;
/** After so many refusals of one object, while others pass, it is set aside. */
const patience = 5;
/** With nothing to do the uploader sleeps; this is only how long a wait may be put in one timer. */
const longestSleepMs = 15 * 60_000;

/** Refusals of the object itself. All else (network, credential, clock) blocks everything. */
const objectProblems: ReadonlySet<ProblemCode> = new Set([
  'store-refused',
  'store-refused-size',
  'object-unreadable',
  'object-altered',
]);
/** Problems of every object alike. After any other one only the object waits. */
function isOfEverything(problem: Problem): boolean {
  return isStoreAway(problem) || problem.code === 'settings-proxy' || problem.code === 'settings-proxy-kind';
}

/** How often what was set aside is tried again: a store may have been mended. */
const asideMs = longestWaitMs;

/**
 * Sends what the vault has released. Capture never waits for it; it never loses an object: one
 * leaves the outbox only after the bucket has said yes. Sending again after a crash puts the same
 * bytes under the same key.
 */
export class Uploader {
  readonly #options: UploaderOptions;
  #problem: Problem | null = null;
  #running: Promise<void> | null = null;
  #again = false;
  #isFlushing = false;
  #timer: NodeJS.Timeout | null = null;
  #stopped = new AbortController();
  /** While everything is blocked: how often in a row, and until when to wait. */
  #blocks = 0;
  #blockedUntil = 0;
  #sentInAll = 0;
  /** How often an object was refused, and how many had arrived when it was first. */
  readonly #refusals = new Map<number, { readonly sentBefore: number; readonly times: number }>();

  constructor(options: UploaderOptions) {
    this.#options = options;
  }

  /** Why nothing goes out at present, or null. */
  get problem(): Problem | null {
    return this.#problem;
  }

  /** Whether nothing is under way. */
  get isIdle(): boolean {
    return this.#running === null;
  }

  /** Looks for work now. Never throws, never waits for the network. */
  kick(): void {
    if (this.#stopped.signal.aborted) return;
    this.#again = true;
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
      // A kick that came while the run was ending starts the next one.
      if (this.#again) this.kick();
    });
  }

  /**
   * Tries now even if the way was blocked a moment ago, and answers when nothing more is due or the
   * way is blocked again; with `withinMs` after that long at the latest, and sending goes on.
   */
  async flush(withinMs?: number): Promise<void> {
    this.#blockedUntil = 0;
    this.#isFlushing = true;
    this.kick();
    const ended = [this.#running];
    if (withinMs !== undefined) ended.push(new Promise((done) => setTimeout(done, withinMs).unref()));
    await Promise.race(ended);
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#running;
  }

  async #run(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    while (this.#again && !this.#stopped.signal.aborted) {
      this.#again = false;
      try {
        await this.#sendDue();
        await this.#runPostUpload();
      } catch (error) {
        // The disk failed. What was sent and not noted is sent again: same bytes, same key.
        this.#problem = diskProblem(error, this.#options.folder);
        this.#block();
        this.#options.onChange();
      }
    }
    this.#sleep();
  }

  async #runPostUpload(): Promise<void> {
    const { postUpload } = this.#options;
    // What has become due meanwhile goes first; where nothing gets through, this does not either.
    if (this.#again || this.#stopped.signal.aborted || this.#isBlocked()) return;
    const atOnce = this.#isFlushing;
    this.#isFlushing = false;
    await postUpload?.run(this.#stopped.signal, atOnce);
  }

  /** Keeps `atOnce` transfers going until nothing is due; notes arrivals in batches. */
  async #sendDue(): Promise<void> {
    const { outbox, clock } = this.#options;
    if (!this.#isBlocked() && !(await this.#isAdmitted())) return;
    while (!this.#isBlocked()) {
      const batch = outbox.due(clock.now(), batchSize);
      if (batch.length === 0 || this.#stopped.signal.aborted) return;
      const queue = [...batch];
      const sent: number[] = [];
      let blocked: Problem | null = null;
      const sendNext = async (): Promise<void> => {
        for (let due = queue.shift(); due !== undefined && blocked === null; due = queue.shift()) {
          const result = await this.#send(due);
          if (result.ok) sent.push(due.id);
          else if (this.#stopped.signal.aborted) return;
          else if (objectProblems.has(result.problem.code)) this.#refused(due, result.problem);
          else {
            blocked = result.problem;
            if (!isOfEverything(result.problem)) this.#later(due);
          }
        }
      };
      await Promise.all(Array.from({ length: atOnce }, sendNext));
      if (sent.length > 0) outbox.markSent(sent, clock.now());
      this.#sentInAll += sent.length;
      this.#problem = blocked ?? (sent.length > 0 ? null : this.#problem);
      if (sent.length > 0) this.#blocks = 0;
      if (blocked !== null) this.#block();
      this.#options.onChange();
    }
  }

  async #isAdmitted(): Promise<boolean> {
    const { admission, onChange } = this.#options;
    if (admission === undefined) return true;
    const wasOwed = admission.isOwed;
    const admitted = await admission.admit(this.#stopped.signal);
    if (this.#stopped.signal.aborted) return false;
    if (admitted.ok && !wasOwed) return true;
    this.#problem = admitted.ok ? null : admitted.problem;
    if (!admitted.ok) this.#block();
    onChange();
    return admitted.ok;
  }

  async #send(due: Due): Promise<Result<void>> {
    let bytes: Uint8Array;
    try {
      bytes = await readFile(join(this.#options.folder, due.file));
    } catch {
      return fail(problem('object-unreadable', { key: due.key }));
    }
    if (createHash('sha256').update(bytes).digest('hex') !== due.sha256) {
      return fail(problem('object-altered', { key: due.key }));
    }
    try {
      return await this.#options.store.put(due.key, bytes, this.#stopped.signal);
    } catch {
      return fail(problem('sending-failed', { key: due.key }));
    }
  }

  /** A store may always answer so to this object: the others go first. */
  #later(due: Due): void {
    const { outbox, clock, random } = this.#options;
    outbox.markFailed(due.id, clock.now() + backoffMs(due.attempts + 1, random()));
  }

  #refused(due: Due, why: Problem): void {
    const { outbox, clock } = this.#options;
    const known = this.#refusals.get(due.id) ?? { sentBefore: this.#sentInAll, times: 0 };
    const refusals = { ...known, times: known.times + 1 };
    this.#refusals.set(due.id, refusals);
    // A store that refuses everything says nothing about one object.
    const othersPass = this.#sentInAll > refusals.sentBefore;
    if (
      due.isAside ||
      (why.code !== 'store-refused' && why.code !== 'store-refused-size') ||
      (refusals.times >= patience && othersPass)
    ) {
      this.#refusals.delete(due.id);
      outbox.setAside(due.id, clock.now() + asideMs);
    } else this.#later(due);
  }

  #isBlocked(): boolean {
    return stillWaits(this.#blockedUntil, this.#options.clock.now(), lastCeilingMs);
  }

  #block(): void {
    const { clock, random } = this.#options;
    this.#blockedUntil = clock.now() + backoffMs(++this.#blocks, random());
  }

  #sleep(): void {
    if (this.#stopped.signal.aborted) return;
    const due = this.#nextAt();
    if (due === null) return;
    const next = Math.max(due, this.#blockedUntil);
    const wait = Math.min(longestSleepMs, Math.max(200, next - this.#options.clock.now()));
    this.#timer = setTimeout(() => this.kick(), wait);
    this.#timer.unref();
  }

  /** While the vault cannot be asked, the end of the block is when to ask again. */
  #nextAt(): number | null {
    try {
      const { outbox, postUpload, admission } = this.#options;
      const owed = admission?.isOwed === true ? 0 : null;
      const times = [owed, outbox.nextAt(), postUpload?.nextAt() ?? null].filter((at) => at !== null);
      return times.length === 0 ? null : Math.min(...times);
    } catch {
      return this.#blockedUntil;
    }
  }
}
