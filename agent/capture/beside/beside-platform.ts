import type { CapturePlatform, Clock, PresenceReading, SessionChange } from '../../ports.ts';
import { neverAny } from '../unavailable.ts';
import { BesideCounts } from './beside-counts.ts';
import { besideScreen } from './beside-screen.ts';
import { BesideSeconds } from './beside-seconds.ts';
import { BesideWindow } from './beside-window.ts';
import { type Lacks, lacksSchema, openWindowsSchema, presenceReadingSchema, stateSchema } from './messages.ts';
import { type LinkOptions, type Ready, SensorLink } from './sensor-link.ts';

export interface BesideOptions extends LinkOptions {
  /** What the system is called until the sensors say it. */
  readonly name: string;
  readonly clock: Clock;
}

const unknown: PresenceReading = { idleMs: null, locked: null, inCall: null };

/**
 * Sensors in a process of their own: what ends it (foreign code does) ends no recording. It is
 * started again, and until it is there every sensor says so. Answers when the sensors have said
 * what they can, or could not be started at once.
 */
export async function openBesidePlatform({ name, clock, ...options }: BesideOptions): Promise<CapturePlatform> {
  const back = new Set<() => void>();
  const ending = new Set<() => Promise<void>>();
  const session = new Set<(change: SessionChange) => void>();
  let isAsleep = false;
  const place: { link: SensorLink | null } = { link: null };
  const link = (): SensorLink => {
    if (place.link === null) throw new Error('the process of the sensors is used before it is started');
    return place.link;
  };
  const window = new BesideWindow(link, clock);
  const counts = new BesideCounts(link);
  const seconds = new BesideSeconds(link, clock);
  let ready: Ready | null = null;
  let lacks: Lacks = null;
  let hasFailed = false;
  await new Promise<void>((resolve) => {
    place.link = new SensorLink(options, {
      up: (said) => {
        ready = said;
        lacks = said.lacks;
        window.up();
        if (hasFailed) for (const listener of back) listener();
        resolve();
      },
      down: (why) => {
        hasFailed = true;
        window.down(why);
        counts.down(why);
        seconds.down(why);
        // Who would tell that it woke up is gone; that it is locked holds until somebody says otherwise.
        if (isAsleep) tellSession({ what: 'asleep', is: false });
        resolve();
      },
      message: (message) => {
        if (message.kind === 'reading') window.reading(message);
        else if (message.kind === 'heard') window.heard(message.agoMs);
        else if (message.kind === 'session-ending') void endSession();
        else if (message.kind === 'session') tellSession(message);
        else if (message.kind === 'back') for (const listener of [...back]) listener();
        else if (message.kind === 'counting' || message.kind === 'counts' || message.kind === 'counts-lost')
          if (!counts.message(message)) link().distrust();
        if (message.kind === 'telling-seconds' || message.kind === 'seconds' || message.kind === 'seconds-lost')
          if (!seconds.message(message)) link().distrust();
      },
    });
  });

  function tellSession({ what, is }: SessionChange): void {
    if (what === 'asleep') isAsleep = is;
    for (const listener of [...session]) listener({ what, is });
  }

  async function endSession(): Promise<void> {
    await Promise.allSettled([...ending].map((listener) => listener()));
    link().tell({ kind: 'kept' });
  }

  return {
    get name() {
      return ready?.name ?? name;
    },
    get websites() {
      return ready?.websites ?? link().silence;
    },
    get never() {
      const { failure } = link();
      return failure === null ? (ready?.never ?? {}) : neverAny(failure);
    },
    activeWindow: window,
    inputCounts: counts,
    get inputSeconds() {
      return ready?.seconds ? seconds : null;
    },
    presence: {
      state: async () => (await link().ask('presence-state', stateSchema)) ?? link().silence,
      read: async ({ calls }) => (await link().ask('presence', presenceReadingSchema, { calls })) ?? unknown,
      async stop() {},
    },
    screen: besideScreen(link, clock),
    openWindows: async () =>
      (await link().ask('open-windows', openWindowsSchema)) ?? {
        kind: 'unavailable',
        failure: link().silence,
      },
    lacking: (purpose) => lacks?.[purpose] ?? null,
    async lookAtPermissions() {
      // Where there are none nothing is asked: a question wakes a process.
      if (lacks !== null) lacks = (await link().ask('lacks', lacksSchema)) ?? lacks;
    },
    onSessionEnd: (listener) => subscribed(ending, listener),
    onBack: (listener) => subscribed(back, listener),
    onSessionChange: (listener) => subscribed(session, listener),
    close: () => link().close(),
  };
}

function subscribed<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
