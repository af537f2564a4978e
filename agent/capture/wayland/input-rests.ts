import { reason } from '../../../core/reason.ts';
import type { SensorFailure, SensorState } from '../../ports.ts';
import type { KeptConnection } from '../linux/kept-connection.ts';
import type { RestSource } from './input-seconds.ts';
import { CompositorGone, type WaylandLink, type WaylandObject } from './wire/wayland-link.ts';

/** The compositor says that a seat is idle after so long without input, ms. */
const toldAfterMs = 1_000;
const mostSeats = 16;

const noProtocol: SensorFailure = { ok: false, reason: reason('wayland-idle') };

/**
 * Since when there was no input, by what the compositor tells of it: two events for each rest of a
 * second or more, and nothing in between. Which input it was is never told.
 */
export class InputRests implements RestSource {
  readonly #now: () => number;
  readonly #unfollow: () => void;
  #state: SensorState = noProtocol;
  /** By seat: since when it is idle, or null while there is input. */
  #idleSince: (number | null)[] = [];
  readonly #listeners = new Set<() => void>();
  #mayBeHeldBack = true;

  /** `now` is monotonic, ms. */
  constructor(connection: KeptConnection<WaylandLink>, now: () => number) {
    this.#now = now;
    this.#unfollow = connection.follow({
      up: (link) => this.#up(link),
      down: (failure) => {
        this.#state = failure;
        this.#idleSince = [];
        this.#tell();
      },
    });
  }

  state(): SensorState {
    return this.#state;
  }

  /** Only the second version of the protocol tells of input whatever keeps the screen on. */
  get mayBeHeldBack(): boolean {
    return this.#mayBeHeldBack;
  }

  /** ms since the last input on any seat; null: not known. */
  idleMs(): number | null {
    if (!this.#state.ok || this.#idleSince.length === 0) return null;
    const now = this.#now();
    const idle = Math.min(...this.#idleSince.map((since) => (since === null ? 0 : Math.max(0, now - since))));
    return Math.floor(idle);
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close(): void {
    this.#unfollow();
    this.#listeners.clear();
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  #up(link: WaylandLink): void {
    this.#idleSince = [];
    try {
      const seats = Array.from({ length: Math.min(link.count('wl_seat'), mostSeats) }, (_, which) =>
        link.bind('wl_seat', 1, which),
      );
      const watched = seats.flatMap((seat) => (seat === null ? [] : (notificationOf(link, seat) ?? [])));
      this.#mayBeHeldBack = watched.some(({ interface: of, version }) => !tellsInput(of, version));
      this.#state = watched.length > 0 ? { ok: true } : noProtocol;
      for (const [seat, notification] of watched.entries()) this.#watch(seat, notification);
    } catch (error) {
      // The connection ended meanwhile, and `down` says so.
      if (!(error instanceof CompositorGone)) throw error;
    }
  }

  #watch(seat: number, notification: WaylandObject): void {
    this.#idleSince[seat] = null;
    const rests = (): void => {
      this.#idleSince[seat] = this.#now() - toldAfterMs;
      this.#tell();
    };
    notification
      .on('idled', rests)
      .on('idle', rests)
      .on('resumed', () => {
        this.#idleSince[seat] = null;
        this.#tell();
      });
  }
}

function tellsInput(of: WaylandObject['interface'], version: number): boolean {
  return of === 'ext_idle_notification_v1' && version >= 2;
}

/** What tells of one seat; null where the compositor tells nobody. A video that keeps the screen on is no input, where it can be told. */
function notificationOf(link: WaylandLink, seat: WaylandObject): WaylandObject | null {
  const notifier = link.bind('ext_idle_notifier_v1', 2);
  if (notifier !== null) {
    const ask = notifier.version >= 2 ? 'get_input_idle_notification' : 'get_idle_notification';
    return link.request(notifier, ask, [toldAfterMs, seat], 'ext_idle_notification_v1');
  }
  const older = link.bind('org_kde_kwin_idle', 1);
  // The new object comes first in what the protocol's file says, and the seat after it.
  return older === null
    ? null
    : link.request(older, 'get_idle_timeout', [seat, toldAfterMs], 'org_kde_kwin_idle_timeout');
}
