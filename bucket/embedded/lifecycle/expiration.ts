import { setImmediate } from 'node:timers/promises';
import { PeriodicRun } from '../../lifecycle/periodic-run.ts';
import type { ObjectShelf } from '../storage/object-shelf.ts';
import type { Lifecycles } from './lifecycles.ts';

/** So few at a time that requests wait a millisecond or two for them. */
const atOnce = 500;

interface ExpirationOptions {
  readonly shelf: ObjectShelf;
  readonly lifecycles: Lifecycles;
  /** UTC ms. */
  readonly now: () => number;
  /** What the disk threw; the next run tries again. */
  readonly onFailure: (error: unknown) => void;
}

/** Removes what the rules of the buckets let go. Objects are looked at in small steps, between which requests are answered. */
export class Expiration {
  readonly #options: ExpirationOptions;
  readonly #runs: PeriodicRun;
  #isClosed = false;

  /** Looks 24 times a day, the first time after an hour, so that what is due is gone soon after. */
  constructor(options: ExpirationOptions) {
    this.#options = options;
    const everyMs = Math.max(1, Math.floor(options.lifecycles.dayMs / 24));
    this.#runs = new PeriodicRun({ everyMs, run: () => this.run(), onFailure: options.onFailure });
  }

  /** One look at every bucket that has rules. What is removed is gone for good when this returns. */
  async run(): Promise<void> {
    const { shelf, lifecycles, now } = this.#options;
    for (const { name: bucket } of shelf.index.buckets()) {
      const prefixes = lifecycles
        .of(bucket)
        .filter(({ isEnabled, days }) => isEnabled && days !== null)
        .map(({ prefix }) => prefix);
      // What lies below a prefix that another one covers is looked at once.
      for (const prefix of prefixes.filter((each) => !prefixes.some((other) => isWider(other, each)))) {
        let from = Buffer.from(prefix);
        for (;;) {
          if (this.#isClosed) return;
          // Read and forgotten in one turn: nothing can be written in between.
          const page = shelf.index.page(bucket, from, atOnce);
          const below = page.filter(({ key }) => key.startsWith(prefix));
          const due = below.filter((each) => (lifecycles.expiryOf(bucket, each)?.at ?? Infinity) <= now());
          await shelf.removeAll(
            bucket,
            due.map(({ key }) => key),
          );
          const last = page.at(-1);
          if (last === undefined || below.length < page.length || page.length < atOnce) break;
          from = Buffer.concat([Buffer.from(last.key), Buffer.of(0)]);
          await setImmediate();
        }
      }
    }
  }

  /** Ends after the step that is under way. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#runs.stop();
  }
}

function isWider(other: string, prefix: string): boolean {
  return other !== prefix && prefix.startsWith(other);
}
