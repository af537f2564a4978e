import { reason } from '../../../../core/reason.ts';
import type { Instant } from '../../../../core/time/interval.ts';
import type { ActiveWindowReading, ActiveWindowSensor, Clock, SensorFailure, Stop } from '../../../ports.ts';
import type { FormerNames } from '../../former-names.ts';
import type { Connection } from '../wire/connection.ts';
import { LinkDown, RequestError, type X11Link } from '../wire/link.ts';
import { type Atoms, internAtoms, type WindowFacts } from '../wire/properties.ts';
import { activeWindowId, hasActiveWindowProperty } from './focus.ts';
import { KnownWindows } from './known-windows.ts';
import { ReadingBudget } from './reading-budget.ts';

/** A safety poll: catches what a window manager failed to announce. */
const safetyPollMs = 30_000;
/** A window manager that announces nothing is asked instead, half a wake-up a second. */
const focusPollMs = 2_000;
/** One switch sends two or three events: after the first, wait this long and read all. */
const gatherMs = 30;
/** How often a changing title is read at most; in between its events are not selected. */
const leastTitleMs = 1_000;
/** Many window managers report no active window for a moment while switching. */
const passingNoneMs = 100;

type OnReading = (reading: ActiveWindowReading, at: Instant) => void;

export interface X11ActiveWindow extends ActiveWindowSensor {
  /** Asked before each reading; false: nothing is read, and the reading says there is none. */
  start(onReading: OnReading, mayRead?: () => boolean): Promise<Stop>;
}

/** What a watch reads by, and where it notes it. */
interface Means {
  readonly clock: Clock;
  readonly names: FormerNames<WindowFacts> | undefined;
  readonly mayRead: () => boolean;
}

/** The active window of an X11 desktop, from property events. Its name is noted in `names`. */
export function x11ActiveWindow(
  connection: Connection,
  clock: Clock,
  names?: FormerNames<WindowFacts>,
): X11ActiveWindow {
  let heardAt: Instant | null = null;
  return {
    heardAt: () => heardAt,
    async start(onReading: OnReading, mayRead: () => boolean = () => true): Promise<Stop> {
      const onHeard = () => {
        heardAt = clock.now();
      };
      const watch = new Watch({ clock, names, mayRead }, onReading, onHeard);
      if (names) names.watchers += 1;
      const unfollow = connection.follow(watch);
      await watch.firstReading;
      return async () => {
        unfollow();
        if (names && !watch.isStopped) names.watchers -= 1;
        watch.stop();
      };
    },
  };
}

class Watch {
  readonly #means: Means;
  readonly #onReading: OnReading;
  readonly #onHeard: () => void;
  readonly firstReading: Promise<void>;
  #isFirst: () => void = () => {};
  #session: Session | null = null;
  #lastKey = '';
  #stopped = false;

  constructor(means: Means, onReading: OnReading, onHeard: () => void) {
    this.#means = means;
    this.#onReading = onReading;
    this.#onHeard = onHeard;
    this.firstReading = new Promise((resolve) => {
      this.#isFirst = resolve;
    });
  }

  up(link: X11Link): void {
    const session: Session = new Session(
      link,
      (reading, at) => {
        if (this.#session === session) this.#heard(reading, at);
      },
      this.#means,
    );
    this.#session = session;
    session.begin();
  }

  down(failure: SensorFailure): void {
    this.#session?.end();
    this.#session = null;
    this.#report({ kind: 'unavailable', failure }, this.#means.clock.now());
  }

  get isStopped(): boolean {
    return this.#stopped;
  }

  stop(): void {
    this.#stopped = true;
    this.#session?.end();
    this.#session = null;
  }

  #heard(reading: ActiveWindowReading, at: Instant): void {
    this.#onHeard();
    this.#report(reading, at);
  }

  #report(reading: ActiveWindowReading, at: Instant): void {
    const key = JSON.stringify(reading);
    if (this.#stopped || key === this.#lastKey) return;
    this.#lastKey = key;
    this.#onReading(reading, at);
    this.#isFirst();
  }
}

/** Watching over one connection, from its beginning to its end. */
class Session {
  readonly #link: X11Link;
  readonly #report: (reading: ActiveWindowReading, at: Instant) => void;
  readonly #means: Means;
  #atoms: Atoms | null = null;
  #windows: KnownWindows | null = null;
  #announces = false;
  #window: number | null = null;
  #timer: NodeJS.Timeout | null = null;
  #reading = false;
  #changedAt: Instant | null = null;
  #passingNone: NodeJS.Timeout | null = null;
  #gathering: NodeJS.Timeout | null = null;
  #listenAgain: () => void = () => {};
  #renaming: NodeJS.Timeout | null = null;
  #titleReadAt = Number.NEGATIVE_INFINITY;
  readonly #budget = new ReadingBudget();
  #ended = false;

  constructor(link: X11Link, report: (reading: ActiveWindowReading, at: Instant) => void, means: Means) {
    this.#link = link;
    this.#report = report;
    this.#means = means;
  }

  begin(): void {
    const unwatchRoot = this.#link.watchProperties(this.#link.root);
    const forget = this.#link.listen((event) => {
      if (event.name !== 'PropertyNotify' || event.wid === undefined || event.atom === undefined) return;
      if (event.wid === this.#link.root) this.#rootChanged(event.atom);
      else if (this.#windows?.hasChanged(event.wid, event.atom)) {
        if (event.wid === this.#window) this.#renamed(event.wid);
        // A background window that keeps renaming itself is ignored until it is read again.
        else this.#windows.forget(event.wid);
      }
    });
    this.end = () => {
      this.#ended = true;
      forget();
      if (this.#timer) clearTimeout(this.#timer);
      if (this.#passingNone) clearTimeout(this.#passingNone);
      if (this.#gathering) clearTimeout(this.#gathering);
      if (this.#renaming) clearTimeout(this.#renaming);
      this.#listenAgain();
      unwatchRoot();
      this.#windows?.forgetAll();
    };
    this.#poll();
  }

  end: () => void = () => {};

  #rootChanged(atom: number): void {
    const { _NET_ACTIVE_WINDOW, _NET_CLIENT_LIST, _NET_CLIENT_LIST_STACKING, _NET_SUPPORTING_WM_CHECK } =
      this.#atoms ?? {};
    if (atom === _NET_SUPPORTING_WM_CHECK) this.#poll();
    else if (atom === _NET_CLIENT_LIST) {
      // A window came or went: its number may be reused, and would be taken for the old one.
      this.#windows?.forgetAll();
      this.#changed();
    }
    // Most window managers raise a window before they announce it as active.
    else if (atom === _NET_ACTIVE_WINDOW || atom === _NET_CLIENT_LIST_STACKING) this.#changed();
  }

  #poll(): void {
    if (this.#timer) clearTimeout(this.#timer);
    void (async () => {
      this.#atoms ??= await internAtoms(this.#link);
      this.#windows ??= new KnownWindows(this.#link, this.#atoms);
      if (this.#window !== null) this.#windows.forget(this.#window);
      this.#announces = await hasActiveWindowProperty(this.#link, this.#atoms);
      if (this.#ended) return;
      this.#timer = setTimeout(() => this.#poll(), this.#announces ? safetyPollMs : focusPollMs);
      this.#timer.unref();
      this.#refresh();
    })().catch((error) => this.#failed(error));
  }

  #renamed(window: number): void {
    const waitMs = this.#titleReadAt + leastTitleMs - performance.now();
    if (waitMs <= 0) {
      this.#titleReadAt = performance.now();
      this.#changed();
      return;
    }
    this.#windows?.forget(window);
    this.#renaming ??= setTimeout(() => {
      this.#renaming = null;
      this.#titleReadAt = performance.now();
      this.#changed();
    }, waitMs);
  }

  /** The reading that follows tells the moment of the first event, not its own. */
  #changed(): void {
    if (this.#gathering) return;
    const at = this.#means.clock.now();
    this.#listenAgain = this.#link.rest();
    this.#gathering = setTimeout(() => {
      this.#listenAgain();
      // What waited in the socket is read first; it belongs to this change.
      setImmediate(() => {
        this.#gathering = null;
        this.#refresh(at);
        this.#link.flush();
      });
    }, gatherMs + this.#budget.take());
  }

  /** Reads now, or once more after the reading under way: a burst costs two readings. */
  #refresh(at = this.#means.clock.now()): void {
    this.#changedAt = at;
    if (this.#reading) return;
    this.#reading = true;
    void (async () => {
      while (this.#changedAt !== null && !this.#ended) {
        const at = this.#changedAt;
        this.#changedAt = null;
        const reading = await this.#read();
        // Events that came during a reading could mix two windows; the next one replaces it.
        if (this.#changedAt === null && !this.#ended) this.#settle(reading, at);
      }
    })()
      .catch((error) => this.#failed(error))
      .finally(() => {
        this.#reading = false;
      });
  }

  #settle(reading: ActiveWindowReading, at: Instant): void {
    if (reading.kind === 'none') {
      this.#passingNone ??= setTimeout(() => this.#report(reading, at), passingNoneMs);
      return;
    }
    if (this.#passingNone) clearTimeout(this.#passingNone);
    this.#passingNone = null;
    this.#report(reading, at);
  }

  /** A lost connection is reported already; one that answers nonsense is made anew. */
  #failed(error: unknown): void {
    if (error instanceof RequestError) this.#link.lose(reason('x-server-unexpected'));
    else if (!(error instanceof LinkDown)) throw error;
  }

  async #read(): Promise<ActiveWindowReading> {
    const atoms = this.#atoms;
    const windows = this.#windows;
    if (!atoms || !windows) throw new LinkDown(reason('x-server-not-asked'));
    if (!this.#means.mayRead()) return { kind: 'none' };
    const window = await activeWindowId(this.#link, atoms, this.#announces);
    this.#window = window;
    if (window === null) return { kind: 'none' };
    // Only a window manager that keeps its lists tells when a window is gone.
    if (!this.#announces) windows.forget(window);
    const facts = await windows.factsOf(window);
    this.#means.names?.note(window, facts);
    // A window that closes stays the active one for a moment, and tells nothing any more.
    if (facts.appId === 'unknown' && facts.title === '' && !(await exists(this.#link, window))) return { kind: 'none' };
    return { kind: 'window', window: { ...facts, url: null } };
  }
}

async function exists(link: X11Link, window: number): Promise<boolean> {
  return (await link.askIfThere<object>((client, answer) => client.GetWindowAttributes(window, answer))) !== null;
}
