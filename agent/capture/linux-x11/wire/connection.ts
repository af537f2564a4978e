import { type Reason, reason } from '../../../../core/reason.ts';
import type { SensorFailure } from '../../../ports.ts';
import type { DisplayAddress } from './display-address.ts';
import { LinkDown, type X11Link } from './link.ts';
import { openLink } from './open-link.ts';
import type { Cookie } from './xauthority.ts';

/** `up` and `down` alternate, beginning with the present state at `follow`. */
export interface X11Follower {
  up(link: X11Link): void;
  down(failure: SensorFailure): void;
}

export interface ConnectionOptions {
  readonly address: DisplayAddress;
  readonly cookie: () => Promise<Cookie>;
  /** Waits before the first, second, … attempt to connect again; the last one repeats. */
  readonly retryMs?: readonly number[];
}

const defaultRetryMs = [1_000, 2_000, 5_000, 15_000, 60_000];

/** One connection for all sensors; connects again when the server went and came back. */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #followers = new Set<X11Follower>();
  #link: X11Link | null = null;
  #failure: SensorFailure = { ok: false, reason: reason('x-server-not-asked') };
  #retry: NodeJS.Timeout | null = null;
  #attempts = 0;
  #closed = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  /** Tries to connect once, and answers either way. Later attempts happen by themselves. */
  async open(): Promise<void> {
    if (this.#closed || this.#link) return;
    try {
      const link = await openLink(this.#options.address, await this.#options.cookie());
      if (this.#closed) return link.end();
      link.whenLost((why) => this.#lost(why));
      this.#link = link;
      this.#attempts = 0;
      for (const follower of [...this.#followers]) follower.up(link);
    } catch (error) {
      const name = error instanceof Error ? error.name : 'error';
      this.#lost(error instanceof LinkDown ? error.reason : reason('x-server-unreachable', { error: name }));
    }
  }

  /** The connection as it is now, or why there is none. */
  current(): { readonly ok: true; readonly link: X11Link } | SensorFailure {
    return this.#link ? { ok: true, link: this.#link } : this.#failure;
  }

  follow(follower: X11Follower): () => void {
    this.#followers.add(follower);
    if (this.#link) follower.up(this.#link);
    else follower.down(this.#failure);
    return () => this.#followers.delete(follower);
  }

  close(): void {
    this.#closed = true;
    if (this.#retry) clearTimeout(this.#retry);
    this.#followers.clear();
    this.#link?.end();
    this.#link = null;
    this.#failure = { ok: false, reason: reason('x-server-closed') };
  }

  #lost(why: Reason): void {
    const wasUp = this.#link !== null;
    this.#link = null;
    this.#failure = { ok: false, reason: why };
    if (this.#closed) return;
    const waits = this.#options.retryMs ?? defaultRetryMs;
    const waitMs = waits[Math.min(this.#attempts, waits.length - 1)] ?? 60_000;
    this.#attempts += 1;
    this.#retry = setTimeout(() => void this.open(), waitMs);
    this.#retry.unref();
    if (wasUp) for (const follower of [...this.#followers]) follower.down(this.#failure);
  }
}
