import { isSameReason } from '../../../core/reason.ts';
import type { SensorFailure } from '../../ports.ts';

/** `up` and `down` alternate, beginning with the present state at `follow`; `down` comes again where its reason is another. */
export interface Follower<Link> {
  up(link: Link): void;
  down(failure: SensorFailure): void;
}

export interface KeptConnectionOptions<Link> {
  /** Rejects with an error that `why` understands. */
  readonly open: () => Promise<Link>;
  /** Calls `lost` when the link ends by itself. */
  readonly watch: (link: Link, lost: (why: SensorFailure) => void) => void;
  /** Ends the link on our side. */
  readonly end: (link: Link) => void;
  /** Why `open` failed. */
  readonly why: (error: unknown) => SensorFailure;
  /** Why there is no link before the first attempt, and after `close`. */
  readonly notAsked: SensorFailure;
  readonly closed: SensorFailure;
  /** Waits before the first, second, … attempt to connect again, ms; the last one repeats. */
  readonly retryMs?: readonly number[] | undefined;
}

const usualRetryMs = [1_000, 2_000, 5_000, 15_000, 60_000];

/** One connection for all sensors; connects again when the desktop went and came back. */
export class KeptConnection<Link> {
  readonly #options: KeptConnectionOptions<Link>;
  readonly #followers = new Set<Follower<Link>>();
  #link: Link | null = null;
  #failure: SensorFailure;
  #retry: NodeJS.Timeout | null = null;
  #attempts = 0;
  #isOpening = false;
  #isClosed = false;

  constructor(options: KeptConnectionOptions<Link>) {
    this.#options = options;
    this.#failure = options.notAsked;
  }

  /** Tries to connect once, and answers either way. Later attempts happen by themselves; one that is under way is enough. */
  async open(): Promise<void> {
    if (this.#isClosed || this.#link !== null || this.#isOpening) return;
    if (this.#retry !== null) clearTimeout(this.#retry);
    const { open, watch, end, why } = this.#options;
    this.#isOpening = true;
    try {
      const link = await open();
      if (this.#isClosed) return end(link);
      watch(link, (failure) => this.#lost(failure));
      this.#link = link;
      this.#attempts = 0;
      for (const follower of [...this.#followers]) follower.up(link);
    } catch (error) {
      this.#lost(why(error));
    } finally {
      this.#isOpening = false;
    }
  }

  /** The connection as it is now, or why there is none. */
  current(): { readonly ok: true; readonly link: Link } | SensorFailure {
    return this.#link === null ? this.#failure : { ok: true, link: this.#link };
  }

  follow(follower: Follower<Link>): () => void {
    this.#followers.add(follower);
    if (this.#link !== null) follower.up(this.#link);
    else follower.down(this.#failure);
    return () => void this.#followers.delete(follower);
  }

  close(): void {
    this.#isClosed = true;
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#followers.clear();
    if (this.#link !== null) this.#options.end(this.#link);
    this.#link = null;
    this.#failure = this.#options.closed;
  }

  #lost(why: SensorFailure): void {
    const isNews = this.#link !== null || !isSameReason(this.#failure.reason, why.reason);
    this.#link = null;
    this.#failure = why;
    if (this.#isClosed) return;
    const waits = this.#options.retryMs ?? usualRetryMs;
    const waitMs = waits[Math.min(this.#attempts, waits.length - 1)] ?? 60_000;
    this.#attempts += 1;
    this.#retry = setTimeout(() => void this.open(), waitMs);
    this.#retry.unref();
    if (isNews) for (const follower of [...this.#followers]) follower.down(why);
  }
}
