/** Hidden for this long in total and recently, the sign no longer counts as visible. */
const mostMs = 3_000;
/** It counts again once this much is left. */
const enoughMs = 1_000;
/** Of each second in which it was seen, this much is forgiven. */
const forgivenShare = 0.05;

/**
 * How long the sign could not be seen of late. Windows come to lie over it all the time, and it is
 * back within a moment; what takes it away again and again would else have it shown for moments
 * only. Times are of a clock that is never set (ms).
 */
export class HiddenTime {
  #sumMs = 0;
  #since: number | null = null;
  #seenAt: number;
  #isTooMuch = false;

  constructor(now: number) {
    this.#seenAt = now;
  }

  /**
   * It cannot be seen at `now`. `since`: when something happened that may be why; null where
   * nothing did, as when another program paints over it: then it went at any moment since it was
   * seen last, and half of that time counts.
   */
  hidden(now: number, since: number | null = now): void {
    if (this.#since !== null) return;
    const from = Math.max(this.#seenAt, since ?? (this.#seenAt + now) / 2);
    this.#forgive(from);
    this.#since = from;
  }

  /** It can be seen at `now`. */
  seen(now: number): void {
    if (this.#since !== null) this.#sumMs += now - this.#since;
    else this.#forgive(now);
    this.#since = null;
    this.#seenAt = now;
    if (this.#sumMs > mostMs) this.#isTooMuch = true;
    if (this.#sumMs < enoughMs) this.#isTooMuch = false;
    // However long it was gone, it is trusted again after a while in which it stood.
    this.#sumMs = Math.min(this.#sumMs, 2 * mostMs);
  }

  get isTooMuch(): boolean {
    return this.#isTooMuch;
  }

  #forgive(now: number): void {
    this.#sumMs = Math.max(0, this.#sumMs - (now - this.#seenAt) * forgivenShare);
    this.#seenAt = now;
  }
}
