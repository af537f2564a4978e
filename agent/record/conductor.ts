import type { HeaderRecord, SensorName, SensorReport } from '../../core/activity.ts';
import type { Day } from '../../core/ids.ts';
import type { Instant } from '../../core/interval.ts';
import type { RecordingSettings } from '../../core/organisation.ts';
import { Recorder } from '../../core/recorder.ts';
import { observe, type RuleSet } from '../../core/redaction.ts';
import type { ActiveWindowReading, CapturePlatform, Clock, SensorState, Stop } from '../ports.ts';
import { type MomentWithin, nextShotAt } from '../shot/schedule.ts';
import type { Camera } from './camera.ts';
import type { DayKeeper } from './day-keeper.ts';
import type { Gate } from './gate.ts';
import { JournalWriter } from './journal-writer.ts';

export interface ConductorOptions {
  readonly platform: CapturePlatform;
  readonly gate: Gate;
  readonly camera: Camera;
  readonly keeper: DayKeeper;
  readonly clock: Clock;
  readonly settings: () => RecordingSettings;
  /** Null while any rule does not parse. */
  readonly rules: () => RuleSet | null;
  readonly moment: MomentWithin;
  /** Everything of a header but its time and sensors. */
  readonly header: () => Promise<Omit<HeaderRecord, 'kind' | 'at' | 'sensors'>>;
  readonly onChange: () => void;
  /** Called after objects may have become ready to be sent. */
  readonly onReady: () => void;
  /** What failed unexpectedly; never with captured content. Recording goes on. */
  readonly onError: (where: string, error: unknown) => void;
}

/** Presence is asked this often at most; everything else comes as events. */
const longestBeatMs = 10_000;
/** A silence longer than this is sleep, not a slow timer. */
const sleepAfterMs = 45_000;

/** Brings sensors, gate and recorder together, and has what was recorded kept. */
export class Conductor {
  readonly #options: ConductorOptions;
  readonly #recorder: Recorder;
  readonly #writer: JournalWriter;
  readonly #reports = new Map<SensorName, SensorReport>();
  #reading: ActiveWindowReading | null = null;
  #stopWindow: Stop | null = null;
  #counting = false;
  #day: Day;
  #lastSeen: Instant;
  #told = '';
  #lastJournal: Instant;
  #lastCaptured: Instant | null = null;
  #beat: NodeJS.Timeout | null = null;
  #shutter: NodeJS.Timeout | null = null;
  #sensors: Promise<void> = Promise.resolve();
  #running = false;

  constructor(options: ConductorOptions) {
    const now = options.clock.now();
    this.#options = options;
    this.#recorder = new Recorder(now);
    this.#writer = new JournalWriter(options.keeper);
    this.#day = options.keeper.dayOf(now);
    this.#lastSeen = now;
    this.#lastJournal = now;
  }

  get lastCapturedAt(): Instant | null {
    return this.#lastCaptured;
  }

  get reports(): readonly SensorReport[] {
    return [...this.#reports.values()];
  }

  get problem() {
    return this.#writer.problem;
  }

  /** The interval in which the next shot falls; the moment itself is nobody's to know. */
  nextShot(): { from: Instant; to: Instant } | null {
    const { gate, clock, settings } = this.#options;
    const now = clock.now();
    if (!gate.allows('screenshots', now)) return null;
    const { shotIntervalMs } = settings();
    const from = Math.floor(this.#nextShotAt(now) / shotIntervalMs) * shotIntervalMs;
    return { from: Math.max(now, from), to: from + shotIntervalMs };
  }

  async start(): Promise<void> {
    const { platform } = this.#options;
    this.#running = true;
    this.#report('presence', await platform.presence.state());
    this.#report('screen', await platform.screen.state());
    await this.#syncSensors();
    await this.#writeHeader(true);
    this.#apply(this.#arrive());
    this.#planBeat();
    this.#planShot();
  }

  /** Ends recording now and keeps everything. */
  async stop(): Promise<void> {
    if (!this.#running) return;
    this.#running = false;
    if (this.#beat !== null) clearTimeout(this.#beat);
    if (this.#shutter !== null) clearTimeout(this.#shutter);
    const at = this.#arrive();
    this.#settleCounts(at);
    this.#recorder.focus(at, null);
    this.#recorder.presence(at, null);
    await this.#stopSensors();
    await this.#journal(at);
    await this.#options.keeper.advance(at, 0, true);
    this.#options.onReady();
  }

  /**
   * Changes what is allowed. What was seen until now is settled under the old leave, the change takes effect in the same
   * turn, and sensors that may no longer run are stopped, not just ignored.
   */
  async change(mutate: () => void): Promise<void> {
    const at = this.#arrive();
    this.#settleCounts(at);
    mutate();
    if (!this.#running) return;
    this.#apply(at);
    this.#planShot();
    this.#options.onChange();
    await this.#syncSensors();
    await this.#readPresence();
    await this.#writeHeader(false);
    await this.#journal(this.#arrive());
    this.#options.onChange();
  }

  /** Rolls and links everything that may go, now. */
  async advance(): Promise<void> {
    const { keeper, clock, settings, onReady } = this.#options;
    await keeper.advance(clock.now(), settings().segmentMs);
    onReady();
  }

  /** Writes down that the person removed a picture. */
  async noteRemoved(id: Extract<Parameters<Recorder['note']>[0], { kind: 'removed' }>['id']): Promise<void> {
    const at = this.#arrive();
    this.#options.camera.forget(id);
    this.#recorder.note({ kind: 'removed', at, id });
    await this.#journal(at);
  }

  /** Makes what is in memory durable, for a page that wants to see it. */
  async journalNow(): Promise<void> {
    await this.#journal(this.#arrive());
  }

  #onReading(reading: ActiveWindowReading): void {
    const at = this.#arrive();
    this.#reading = reading;
    this.#report('active-window', reading.kind === 'unavailable' ? reading.failure : { ok: true });
    this.#applyWindow(at);
    this.#options.onChange();
  }

  #apply(at: Instant): void {
    this.#applyWindow(at);
    const { gate } = this.#options;
    const decision = gate.ask('presence', at);
    if ('grant' in decision) return;
    // That somebody paused, or locked, is itself presence: it is written down only for those who agreed to that.
    const isForAWhile = ['paused', 'locked', 'suspended'].includes(decision.refused);
    const state = gate.pause !== null ? 'paused' : gate.locked ? 'locked' : null;
    this.#recorder.presence(at, isForAWhile ? state : null);
  }

  #applyWindow(at: Instant): void {
    const { gate, rules } = this.#options;
    const apps = gate.ask('apps', at);
    const judged = rules();
    if (!('grant' in apps) || judged === null || this.#reading?.kind !== 'window') {
      this.#recorder.focus(at, null);
      return;
    }
    const titles = gate.ask('titles', at);
    const websites = gate.ask('websites', at);
    const grants = {
      apps: apps.grant,
      titles: 'grant' in titles ? titles.grant : null,
      websites: 'grant' in websites ? websites.grant : null,
    };
    this.#recorder.focus(at, observe(this.#reading.window, judged, grants));
    this.#lastCaptured = at;
  }

  async #readPresence(): Promise<void> {
    const { platform, gate, settings, clock } = this.#options;
    if (!gate.allows('presence', clock.now()) && !gate.locked) return;
    const { idleMs, locked } = await platform.presence.read();
    const at = this.#arrive();
    // Where the platform does not tell (plain X11), a lock screen is a window like any other.
    if ((locked === true) !== gate.locked) await this.change(() => gate.setLocked(locked === true));
    if (!gate.allows('presence', at)) return;
    this.#lastCaptured = at;
    if (idleMs === null) {
      const why = this.#reports.get('presence')?.reason ?? 'The system does not tell when the last input was.';
      this.#recorder.presence(at, 'unknown', why);
    } else if (idleMs >= settings().idleAfterMs) this.#recorder.presence(at, 'idle', null, at - idleMs);
    else this.#recorder.presence(at, 'active');
  }

  #settleCounts(at: Instant): void {
    if (!this.#counting) return;
    const counted = this.#options.platform.inputCounts.take();
    const decision = this.#options.gate.ask('input-counts', at);
    if (!('grant' in decision)) {
      this.#recorder.countFrom(at);
      return;
    }
    this.#recorder.counts(at, counted, decision.grant);
    if (counted.keys + counted.clicks + counted.scrolls > 0) this.#lastCaptured = at;
  }

  /** Starts the sensors that may run and stops the others. One change at a time, always towards what is allowed then. */
  #syncSensors(): Promise<void> {
    this.#sensors = this.#sensors.then(async () => {
      const { platform, gate, clock } = this.#options;
      const now = clock.now();
      const wantWindow = this.#running && gate.allows('apps', now);
      const wantCounts = this.#running && gate.allows('input-counts', now);
      if (wantWindow && this.#stopWindow === null) {
        this.#stopWindow = await platform.activeWindow.start((reading) => this.#onReading(reading));
      } else if (!wantWindow && this.#stopWindow !== null) {
        const stop = this.#stopWindow;
        this.#stopWindow = null;
        this.#reading = null;
        await stop();
      }
      if (wantCounts && !this.#counting) {
        const state = await platform.inputCounts.start((failure) => this.#report('input-counts', failure));
        this.#report('input-counts', state);
        this.#counting = state.ok;
        this.#recorder.countFrom(clock.now());
        platform.inputCounts.take();
      } else if (!wantCounts && this.#counting) {
        this.#counting = false;
        await platform.inputCounts.stop();
        platform.inputCounts.take();
      }
    });
    return this.#sensors;
  }

  async #stopSensors(): Promise<void> {
    await this.#syncSensors();
  }

  #report(sensor: SensorName, state: SensorState): void {
    const report: SensorReport = {
      sensor,
      ok: state.ok,
      reason: state.ok ? null : sentences(state.reason, state.remedy),
    };
    const before = this.#reports.get(sensor);
    if (before !== undefined && before.ok === report.ok && before.reason === report.reason) return;
    this.#reports.set(sensor, report);
    if (before !== undefined) this.#recorder.note({ kind: 'sensor', at: this.#options.clock.now(), report });
  }

  /** Under what the records that follow are made. Written again when that changes, such as by a decision about consent. */
  async #writeHeader(always: boolean): Promise<void> {
    const { header, clock } = this.#options;
    const told = { ...(await header()), sensors: this.reports.map((report) => ({ ...report })) };
    const text = JSON.stringify(told);
    if (text === this.#told && !always) return;
    this.#told = text;
    this.#recorder.note({ kind: 'header', ...told, at: clock.now() });
  }

  #planBeat(): void {
    if (!this.#running) return;
    if (this.#beat !== null) clearTimeout(this.#beat);
    const every = Math.min(longestBeatMs, this.#options.settings().journalMs);
    const now = this.#options.clock.now();
    // On the multiples of the beat, so that a minute's counts end with the minute.
    this.#beat = setTimeout(
      () =>
        this.#guarded(
          'beat',
          () => this.#onBeat(),
          () => this.#planBeat(),
        ),
      every - (now % every),
    );
  }

  async #onBeat(): Promise<void> {
    const { settings, gate, clock } = this.#options;
    await this.#readPresence();
    const { pause } = gate;
    if (pause !== null && pause.until !== null && clock.now() >= pause.until)
      await this.change(() => gate.setPause(null));
    const at = this.#arrive();
    const { journalMs } = settings();
    if (Math.floor(at / journalMs) !== Math.floor(this.#lastJournal / journalMs)) {
      await this.#journal(at);
      await this.advance();
      this.#options.onChange();
    }
  }

  /** Runs a timer's work: whatever happens in it, the next one is planned. */
  #guarded(where: string, work: () => Promise<void>, planNext: () => void): void {
    work()
      .catch((error) => this.#options.onError(where, error))
      .finally(planNext);
  }

  async #journal(at: Instant): Promise<void> {
    const { keeper } = this.#options;
    this.#lastJournal = at;
    this.#settleCounts(at);
    const day = keeper.dayOf(at);
    if (day !== this.#day) {
      const before = this.#day;
      this.#day = day;
      const records = this.#recorder.cut(Math.min(at, keeper.endOf(before)));
      await this.#writer.write(before, records, at);
      await this.#writeHeader(true);
    }
    await this.#writer.write(day, this.#recorder.cut(at), at);
  }

  #nextShotAt(now: Instant): Instant {
    return nextShotAt(now, this.#options.settings().shotIntervalMs, this.#options.moment);
  }

  #planShot(): void {
    if (this.#shutter !== null) clearTimeout(this.#shutter);
    this.#shutter = null;
    const { gate, clock } = this.#options;
    const now = clock.now();
    if (!this.#running || !gate.allows('screenshots', now)) return;
    this.#shutter = setTimeout(
      () =>
        this.#guarded(
          'shot',
          () => this.#onShutter(),
          () => this.#planShot(),
        ),
      this.#nextShotAt(now) - now,
    );
  }

  async #onShutter(): Promise<void> {
    this.#arrive();
    const shutter = await this.#options.camera.shoot();
    if (shutter.outcome === 'unavailable') this.#report('screen', shutter.failure);
    else if (shutter.outcome !== 'dropped') this.#report('screen', { ok: true });
    const at = this.#arrive();
    if (shutter.outcome === 'taken' || shutter.outcome === 'unchanged') {
      this.#lastCaptured = at;
      await this.#journal(at);
    }
    this.#options.onChange();
  }

  /** What the camera calls once a picture is safe. */
  readonly recordShot: Recorder['shot'] = (shot, grant) => this.#recorder.shot(shot, grant);

  /** The present, after noticing whether the computer slept since something was last heard. */
  #arrive(): Instant {
    const at = this.#options.clock.now();
    const before = this.#lastSeen;
    this.#lastSeen = at;
    if (this.#running && at - before > sleepAfterMs) {
      this.#recorder.focus(before, null);
      this.#recorder.presence(before, null);
      if (this.#options.gate.allows('presence', at)) this.#recorder.span(before, at, 'suspended', null);
      this.#recorder.countFrom(at);
      this.#apply(at);
    }
    return at;
  }
}

function sentences(reason: string, remedy: string | undefined): string {
  return remedy === undefined ? reason : `${reason} ${remedy}`;
}
