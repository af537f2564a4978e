import type { SensorFailure } from '../../ports.ts';

/** What a connection ends with. */
export interface Closable {
  /** Why it is of no use any more; null while it is. */
  readonly failure: SensorFailure | null;
  onEnd(listener: () => void): () => void;
  close(): void;
}

/** `up` and `down` alternate, beginning with the present state at `follow`. */
export interface Follower<Link> {
  up(link: Link): void;
  down(failure: SensorFailure): void;
}

export interface KeptConnectionOptions<Link extends Closable> {
  /** Rejects with an error whose `failure` says why, or with any other. */
  readonly open: () => Promise<Link>;
  readonly gone: SensorFailure;
  /** Waits before the first, second, … attempt to connect again, ms; the last one repeats. */
  readonly retryMs?: readonly number[];
}

const usualRetryMs = [1_000, 2_000, 5_000, 15_000, 60_000];

/** One connection for all sensors; connects again when the desktop went and came back. */
export class KeptConnection<Link extends Closable> {
  readonly #options: KeptConnectionOptions<Link>;
  readonly #followers = new Set<Follower<Link>>();
  #link: Link | null = null;
  #failure: SensorFailure;
  #retry: NodeJS.Timeout | null = null;
  #attempts = 0;
  #isClosed = false;

  constructor(options: KeptConnectionOptions<Link>) {
    this.#options = options;
    this.#failure = options.gone;
  }

  /** Tries to connect once, and answers either way. Later attempts happen by themselves. */
  async open(): Promise<void> {
    if (this.#isClosed || this.#link !== null) return;
    try {
      const link = await this.#options.open();
      if (this.#isClosed) return link.close();
      link.onEnd(() => this.#lost(link.failure ?? this.#options.gone));
      this.#link = link;
      this.#attempts = 0;
      for (const follower of [...this.#followers]) follower.up(link);
    } catch (error) {
      this.#lost(failureOf(error) ?? this.#options.gone);
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
    this.#link?.close();
    this.#link = null;
    this.#failure = this.#options.gone;
  }

  #lost(why: SensorFailure): void {
    const wasUp = this.#link !== null;
    this.#link = null;
    this.#failure = why;
    if (this.#isClosed) return;
    const waits = this.#options.retryMs ?? usualRetryMs;
    const waitMs = waits[Math.min(this.#attempts, waits.length - 1)] ?? 60_000;
    this.#attempts += 1;
    this.#retry = setTimeout(() => void this.open(), waitMs);
    this.#retry.unref();
    if (wasUp) for (const follower of [...this.#followers]) follower.down(why);
  }
}

/** Why an error says that there is no connection; null where it does not. */
export function failureOf(error: unknown): SensorFailure | null {
  const failure = error instanceof Error && 'failure' in error ? error.failure : null;
  return failure === null ? null : (failure as SensorFailure);
}
