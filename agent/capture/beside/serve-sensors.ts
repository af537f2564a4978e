import { purposes } from '../../../core/organisation/purpose.ts';
import type { ParentProcess } from '../../../ipc/process/parent-process.ts';
import type { CapturePlatform, InputCounts, ScreenReading, Stop } from '../../ports.ts';
import { type FromSensors, type Lacks, type SensorQuestion, toSensorsSchema } from './messages.ts';
import { sharedMs } from './shared-clock.ts';

/** How long what was counted waits for more of it, ms. */
const countsMs = 200;
/** How often it is said that the system still answers, ms: the agent misses it after a minute and a half. */
const heardEveryMs = 20_000;

/**
 * The sensors of `platform` for the agent in another process, which gets totals and changes only.
 * Whatever was counted before a window got the focus is said before the window is.
 */
export function serveSensors(platform: CapturePlatform, parent: ParentProcess): void {
  new SensorServer(platform, parent).begin();
}

class SensorServer {
  readonly #platform: CapturePlatform;
  readonly #parent: ParentProcess;
  #stopWindow: Stop | null = null;
  #hearing: NodeJS.Timeout | null = null;
  #isCounting = false;
  #isTellingSeconds = false;
  #total: InputCounts = none;
  #counting: NodeJS.Timeout | null = null;
  /** One change of a sensor at a time. */
  #windowTurn: Promise<void> = Promise.resolve();
  #countsTurn: Promise<void> = Promise.resolve();
  readonly #mayRead = new Map<number, (may: boolean) => void>();
  #kept: (() => void) | null = null;

  constructor(platform: CapturePlatform, parent: ParentProcess) {
    this.#platform = platform;
    this.#parent = parent;
  }

  begin(): void {
    const { name, websites, never, inputCounts, inputSeconds } = this.#platform;
    this.#parent.onMessage((message) => this.#take(message));
    this.#parent.onGone(() => void this.#end());
    inputCounts.onCounted?.(() => {
      this.#counting ??= setTimeout(() => this.#tellCounts(), countsMs);
    });
    inputSeconds?.onTold?.(() => this.#tellSeconds());
    this.#platform.onSessionEnd?.(
      () =>
        new Promise((resolve) => {
          this.#kept = resolve;
          // What still waits for more of it has no time left.
          this.#tellCounts();
          this.#tell({ kind: 'session-ending' });
        }),
    );
    const seconds = inputSeconds !== null;
    this.#tell({ kind: 'ready', name, websites, never: never ?? {}, lacks: lacksOf(this.#platform), seconds });
    this.#platform.onBack?.(() => this.#tell({ kind: 'back' }));
    this.#platform.onSessionChange?.((change) => this.#tell({ kind: 'session', ...change }));
  }

  #tell(message: FromSensors): void {
    this.#parent.send(message);
  }

  #take(raw: unknown): void {
    const message = toSensorsSchema.parse(raw);
    switch (message.kind) {
      case 'window':
        this.#windowTurn = this.#windowTurn.then(() => this.#switchWindow(message));
        return;
      case 'counts':
        this.#countsTurn = this.#countsTurn.then(() => this.#switchCounts(message.on));
        return;
      case 'seconds':
        this.#countsTurn = this.#countsTurn.then(() => this.#switchSeconds(message.on));
        return;
      case 'ask':
        void this.#answer(message.id, message.what, message.calls);
        return;
      case 'may-read':
        this.#mayRead.get(message.id)?.(message.may);
        this.#mayRead.delete(message.id);
        return;
      case 'kept':
        this.#kept?.();
        return;
      case 'end':
        void this.#end();
    }
  }

  async #switchWindow({ on, run }: { readonly on: boolean; readonly run: number }): Promise<void> {
    if (this.#hearing !== null) clearInterval(this.#hearing);
    this.#hearing = null;
    await this.#stopWindow?.();
    this.#stopWindow = null;
    if (!on) return;
    this.#stopWindow = await this.#platform.activeWindow.start((reading, at) => {
      this.#tellCounts();
      const since = sharedMs() - Math.max(0, Date.now() - at);
      this.#tell({ kind: 'reading', run, since, reading });
    });
    this.#hearing = setInterval(() => {
      const heardAt = this.#platform.activeWindow.heardAt();
      if (heardAt !== null) this.#tell({ kind: 'heard', agoMs: Math.max(0, Date.now() - heardAt) });
    }, heardEveryMs);
  }

  async #switchCounts(on: boolean): Promise<void> {
    const { inputCounts } = this.#platform;
    this.#isCounting = false;
    if (!on) {
      await inputCounts.stop();
      return;
    }
    const state = await inputCounts.start((failure) => this.#tell({ kind: 'counts-lost', failure }));
    // What was counted while the sensor started belongs to no one.
    inputCounts.take();
    this.#total = none;
    this.#isCounting = state.ok;
    this.#tell({ kind: 'counting', state });
  }

  async #switchSeconds(on: boolean): Promise<void> {
    const { inputSeconds } = this.#platform;
    this.#isTellingSeconds = false;
    await inputSeconds?.stop();
    if (!on || inputSeconds === null) return;
    const state = await inputSeconds.start((failure) => this.#tell({ kind: 'seconds-lost', failure }));
    this.#tell({ kind: 'telling-seconds', state });
    this.#isTellingSeconds = state.ok;
    this.#tellSeconds();
  }

  #tellSeconds(): void {
    if (!this.#isTellingSeconds) return;
    const told = this.#platform.inputSeconds?.take() ?? [];
    if (told.length > 0) this.#tell({ kind: 'seconds', told: [...told] });
  }

  #tellCounts(): void {
    if (this.#counting !== null) clearTimeout(this.#counting);
    this.#counting = null;
    if (!this.#isCounting) return;
    const { keys, clicks, scrolls } = this.#platform.inputCounts.take();
    if (keys + clicks + scrolls === 0) return;
    const total = this.#total;
    this.#total = { keys: total.keys + keys, clicks: total.clicks + clicks, scrolls: total.scrolls + scrolls };
    this.#tell({ kind: 'counts', total: this.#total });
  }

  async #answer(id: number, what: SensorQuestion, calls: boolean): Promise<void> {
    try {
      this.#tell({ kind: 'answer', id, value: await this.#valueOf(id, what, calls) });
    } catch {
      // Nothing is said of why: texts of foreign code may hold what it saw. The agent asks again.
      this.#tell({ kind: 'answer', id, value: null });
    }
  }

  #valueOf(id: number, what: SensorQuestion, calls: boolean): Promise<unknown> {
    const { presence, screen } = this.#platform;
    switch (what) {
      case 'presence':
        this.#tellCounts();
        return presence.read({ calls });
      case 'presence-state':
        return presence.state();
      case 'screen-state':
        return screen.state();
      case 'monitors':
        return screen.monitors();
      case 'open-windows':
        return this.#platform.openWindows();
      case 'lacks':
        return Promise.resolve(lacksOf(this.#platform));
      case 'capture':
        return screen.capture(() => this.#askWhether(id)).then(withAge);
    }
  }

  #askWhether(id: number): Promise<boolean> {
    return new Promise((resolve) => {
      this.#mayRead.set(id, resolve);
      this.#tell({ kind: 'may-read', id });
    });
  }

  async #end(): Promise<void> {
    await this.#platform.close().catch(() => undefined);
    process.exit();
  }
}

function lacksOf(platform: CapturePlatform): Lacks {
  if (platform.lacking === undefined) return null;
  const lacks: Lacks = {};
  for (const purpose of purposes) {
    const failure = platform.lacking(purpose);
    if (failure !== null) lacks[purpose] = failure;
  }
  return lacks;
}

const none: InputCounts = { keys: 0, clicks: 0, scrolls: 0 };

function withAge(reading: ScreenReading): unknown {
  if (reading.kind !== 'screen') return reading;
  const { at, ...rest } = reading.screen;
  return { kind: 'screen', agoMs: Math.max(0, Date.now() - at), ...rest };
}
