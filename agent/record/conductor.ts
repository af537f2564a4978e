import type { ActivityRecord, SensorName, SensorReport } from '../../core/activity.ts';
import { isPaused } from '../../core/consent.ts';
import { splitByDay } from '../../core/day-split.ts';
import type { Day } from '../../core/ids.ts';
import { type Instant, type Interval, isEmpty } from '../../core/interval.ts';
import type { RecordingSettings } from '../../core/organisation.ts';
import type { Problem } from '../../core/problem.ts';
import { Recorder } from '../../core/recorder.ts';
import { observe, type RuleSet } from '../../core/redaction.ts';
import { ok, type Result } from '../../core/result.ts';
import type { ActiveWindowReading, CapturePlatform, Clock, SensorState } from '../ports.ts';
import { type MomentWithin, nextShotAt } from '../shot/schedule.ts';
import type { Camera } from './camera.ts';
import { ClockEdges } from './clock-edges.ts';
import { DayHeader, type DayHeaderOptions } from './day-header.ts';
import type { DayKeeper } from './day-keeper.ts';
import type { Gate } from './gate.ts';
import type { IdleQuestions } from './idle-questions.ts';
import { JournalWriter } from './journal-writer.ts';
import { PresenceWatch } from './presence-watch.ts';
import { SensorSwitches } from './sensor-switches.ts';
import type { RemovedSpan } from './span-removal.ts';
import { Watchdog } from './watchdog.ts';

export interface ConductorOptions {
  readonly platform: CapturePlatform;
  readonly gate: Gate;
  readonly camera: Pick<Camera, 'shoot' | 'forget' | 'forgetAll' | 'forgetSpan'>;
  readonly keeper: Pick<DayKeeper, 'zone' | 'dayOf' | 'startOf' | 'keep' | 'advance' | 'removeSpan'>;
  readonly idle: Pick<IdleQuestions, 'idle' | 'end'>;
  readonly clock: Clock;
  readonly settings: () => RecordingSettings;
  /** Null while any rule does not parse. */
  readonly rules: () => RuleSet | null;
  readonly moment: MomentWithin;
  /** Everything of a header but its time and sensors. */
  readonly header: DayHeaderOptions['facts'];
  readonly onChange: () => void;
  /** Called after objects may have become ready to be sent. */
  readonly onReady: () => void;
  /** What failed unexpectedly; never with captured content. Recording goes on. */
  readonly onError: (where: string, error: unknown) => void;
}

/** Presence is asked this often at most; everything else comes as events. */
const longestBeatMs = 10_000;
/** A sensor that has not answered by then is not waited for. */
const patienceMs = 5_000;
/** A silence longer than this is sleep, not a slow timer. */
const sleepAfterMs = 45_000;

/** Brings sensors, gate and recorder together, and has what was recorded kept. */
export class Conductor {
  readonly #options: ConductorOptions;
  readonly #recorder: Recorder;
  readonly #writer: JournalWriter;
  readonly #reports = new Map<SensorName, SensorReport>();
  readonly #switches: SensorSwitches;
  readonly #presence: PresenceWatch;
  readonly #watchdog: Watchdog;
  #wasSilent = false;
  readonly #header: DayHeader;
  readonly #edges: ClockEdges;
  #day: Day;
  #shotDay: Day;
  #lastSeen: Instant;
  #lastJournal: Instant;
  #lastCaptured: Instant | null = null;
  #beat: NodeJS.Timeout | null = null;
  #shutter: NodeJS.Timeout | null = null;
  #keeperProblem: Problem | null = null;
  /** Timers' work under way. */
  readonly #work = new Set<Promise<void>>();
  #running = false;

  constructor(options: ConductorOptions) {
    const now = options.clock.now();
    this.#options = options;
    this.#recorder = new Recorder(now);
    this.#writer = new JournalWriter(options.keeper);
    this.#presence = new PresenceWatch(this.#recorder, options.gate, options.idle);
    this.#watchdog = new Watchdog({
      allows: (purpose, at) => this.#running && options.gate.allows(purpose, at),
      reports: this.#reports,
      shotIntervalMs: () => options.settings().shotIntervalMs,
    });
    this.#header = new DayHeader({
      facts: options.header,
      reports: () => this.reports,
      now: () => options.clock.now(),
      onError: options.onError,
    });
    this.#edges = new ClockEdges({
      gate: options.gate,
      now: () => options.clock.now(),
      onNear: () => this.#onEdge(async () => this.#settleCounts(this.#arrive())),
      onEdge: () => this.#onEdge(() => this.change(() => this.#endPause())),
    });
    this.#switches = new SensorSwitches({
      platform: options.platform,
      wants: (purpose) => this.#running && options.gate.allows(purpose, options.clock.now()),
      onReading: (reading) => this.#onReading(reading),
      onCounting: () => this.#recorder.countFrom(options.clock.now()),
      report: (sensor, state) => this.#report(sensor, state),
      onError: options.onError,
    });
    this.#day = options.keeper.dayOf(now);
    this.#shotDay = this.#day;
    this.#lastSeen = now;
    this.#lastJournal = now;
  }

  /** A window that stays in front is captured as long as its sensor is alive. */
  get lastCapturedAt(): Instant | null {
    return this.#switches.reading?.kind === 'window' ? this.#heardAt : this.#lastCaptured;
  }

  /** Since when something should be recorded and nothing comes; null while all is well. */
  get silentSince(): Instant | null {
    const now = this.#options.clock.now();
    // Nobody was awake to hear anything.
    if (now - this.#lastSeen > sleepAfterMs) return null;
    return this.#watchdog.silentSince(now, this.#heardAt);
  }

  get #heardAt(): Instant | null {
    const window = this.#switches.reading === null ? null : this.#options.platform.activeWindow.heardAt();
    return window === null ? this.#lastCaptured : Math.max(window, this.#lastCaptured ?? 0);
  }

  get reports(): readonly SensorReport[] {
    return [...this.#reports.values()];
  }

  get problem() {
    return this.#writer.problem ?? this.#keeperProblem;
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
    await this.#switches.sync();
    await this.#header.renew();
    this.#apply(this.#arrive());
    this.#planBeat();
    this.#planShot();
    this.#edges.plan();
  }

  /** Ends recording now and keeps everything. */
  async stop(): Promise<void> {
    if (!this.#running) return;
    this.#running = false;
    if (this.#beat !== null) clearTimeout(this.#beat);
    if (this.#shutter !== null) clearTimeout(this.#shutter);
    this.#edges.stop();
    const at = this.#arrive();
    this.#settleCounts(at);
    this.#recorder.focus(at, null);
    this.#recorder.presence(at, null);
    this.#presence.forget(at);
    await this.#switches.sync();
    // A picture that is being made is finished or dropped before the last line is written.
    await Promise.all(this.#work);
    await this.#journal();
    const moved = await this.#options.keeper.advance(this.#arrive(), 0, true);
    this.#keeperProblem = moved.ok ? null : moved.problem;
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
    this.#switches.heed();
    this.#apply(at);
    this.#planShot();
    this.#edges.plan();
    this.#options.onChange();
    await this.#switches.sync();
    await this.#readPresence();
    await this.#header.renew();
    await this.#journal();
    this.#options.onChange();
  }

  /** Rolls and links everything that may go, now. */
  async advance(): Promise<void> {
    const { keeper, clock, settings, onReady } = this.#options;
    const moved = await keeper.advance(clock.now(), settings().segmentMs);
    this.#keeperProblem = moved.ok ? null : moved.problem;
    onReady();
  }

  /** Writes down that the person removed a picture. */
  async noteRemoved(id: Extract<Parameters<Recorder['note']>[0], { kind: 'removed' }>['id']): Promise<void> {
    const at = this.#arrive();
    this.#options.camera.forget(id);
    this.#recorder.note({ kind: 'removed', at, id });
    await this.#journal();
  }

  /**
   * Removes what was recorded in `span` and is still here alone, from memory and from the disk. What is to come is not part of it, also where
   * the span ends later than now.
   */
  async deleteSpan({ start, end }: Interval): Promise<Result<RemovedSpan>> {
    const at = this.#arrive();
    const span = { start, end: Math.min(end, at) };
    if (isEmpty(span)) return ok({ pictures: [], records: 0, removed: null });
    const { camera, keeper, onChange } = this.#options;
    camera.forgetSpan(span);
    this.#presence.notBefore(span.end);
    await this.#journal();
    await this.#writer.remove(span);
    const removed = await keeper.removeSpan(span, at);
    onChange();
    return removed;
  }

  /** Makes what is in memory durable, for a page that wants to see it. */
  async journalNow(): Promise<void> {
    await this.#journal();
  }

  #onReading(reading: ActiveWindowReading): void {
    const at = this.#arrive();
    this.#report('active-window', reading.kind === 'unavailable' ? reading.failure : { ok: true });
    this.#applyWindow(at);
    this.#options.onChange();
  }

  #apply(at: Instant): void {
    this.#applyWindow(at);
    this.#presence.heed(at);
  }

  #applyWindow(at: Instant): void {
    const { gate, rules } = this.#options;
    const apps = gate.ask('apps', at);
    const judged = rules();
    const { reading } = this.#switches;
    if (!('grant' in apps) || judged === null || reading?.kind !== 'window') {
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
    this.#recorder.focus(at, observe(reading.window, judged, grants));
    this.#lastCaptured = at;
  }

  async #readPresence(): Promise<void> {
    const { platform, gate, settings, clock } = this.#options;
    if (!gate.allows('presence', clock.now()) && !gate.locked) return;
    const reading = await inTime(platform.presence.read({ calls: gate.allows('presence', clock.now()) }));
    if (reading === null) return;
    const locked = this.#presence.isLocked(reading);
    if (locked !== gate.locked) await this.change(() => gate.setLocked(locked));
    this.#report('presence', reading.idleMs === null ? await platform.presence.state() : { ok: true });
    const at = this.#arrive();
    if (!this.#running || !gate.allows('presence', at)) return;
    this.#lastCaptured = at;
    this.#presence.take(at, reading, settings().idleAfterMs, this.#reports.get('presence'));
  }

  #settleCounts(at: Instant): void {
    if (!this.#switches.counting) return;
    const counted = this.#options.platform.inputCounts.take();
    const decision = this.#options.gate.ask('input-counts', at);
    if (!('grant' in decision)) {
      this.#recorder.countFrom(at);
      return;
    }
    this.#recorder.counts(at, counted, decision.grant);
    if (counted.keys + counted.clicks + counted.scrolls > 0) this.#lastCaptured = at;
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
    const { settings } = this.#options;
    await this.#readPresence();
    // A clock that was set forward passed an edge that its timer does not know of.
    if (this.#edges.isPassed()) await this.change(() => this.#endPause());
    const at = this.#arrive();
    const isSilent = this.silentSince !== null;
    if (isSilent !== this.#wasSilent) this.#options.onChange();
    this.#wasSilent = isSilent;
    const { journalMs } = settings();
    if (Math.floor(at / journalMs) !== Math.floor(this.#lastJournal / journalMs)) {
      await this.#journal();
      await this.advance();
      // A sensor that broke, or could not begin, may work by now: an X server that was restarted, a permission that was given.
      await this.#switches.sync();
      this.#options.onChange();
    }
  }

  #onEdge(work: () => Promise<void>): void {
    this.#guarded('clock edge', work, () => {
      if (this.#running) this.#edges.plan();
    });
  }

  #endPause(): void {
    const { gate, clock } = this.#options;
    if (gate.pause !== null && !isPaused(gate.pause, clock.now())) gate.setPause(null);
  }

  /** Runs a timer's work: whatever happens in it, the next one is planned. */
  #guarded(where: string, work: () => Promise<void>, planNext: () => void): void {
    const done = work()
      .catch((error) => this.#options.onError(where, error))
      .finally(() => {
        this.#work.delete(done);
        planNext();
      });
    this.#work.add(done);
  }

  /** Hands what was recorded until now to the writer, each day its own part. */
  async #journal(): Promise<void> {
    const { keeper } = this.#options;
    const at = this.#arrive();
    this.#lastJournal = at;
    this.#settleCounts(at);
    const before = this.#day;
    this.#day = keeper.dayOf(at);
    const parts = splitByDay(this.#recorder.cut(at), keeper.zone);
    // A sleep over several days is told on its first and its last; the days between have nothing to tell.
    const days = [...parts].filter(([day, records]) => day === before || day === this.#day || !records.every(isSleep));
    if (this.#day !== before) {
      this.#presence.notBefore(keeper.startOf(this.#day));
      this.#header.startDay();
    }
    const written = days.map(([day, records]) =>
      this.#writer.write(day, day === this.#day ? this.#header.before(records) : records, at),
    );
    await Promise.all(written);
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
    const day = this.#options.keeper.dayOf(this.#arrive());
    if (day !== this.#shotDay) this.#options.camera.forgetAll();
    this.#shotDay = day;
    const shutter = await this.#options.camera.shoot();
    if (shutter.outcome === 'unavailable') this.#report('screen', shutter.failure);
    else if (shutter.outcome !== 'dropped') this.#report('screen', { ok: true });
    const at = this.#arrive();
    if (shutter.outcome === 'taken' || shutter.outcome === 'unchanged') {
      this.#lastCaptured = at;
      await this.#journal();
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
    if (this.#running && at < before) {
      // The clock was set back: leave that begins later by the clock does not hold yet.
      this.#switches.heed();
      this.#apply(at);
    }
    if (this.#running && at - before > sleepAfterMs) {
      const { gate } = this.#options;
      this.#settleCounts(before);
      this.#recorder.focus(before, null);
      this.#recorder.presence(before, null);
      // A pause that ended meanwhile still covers its part of the time: then nothing is told of it.
      const wasPresent = this.#presence.isWatching && gate.pause === null;
      if (wasPresent && gate.allows('presence', at))
        for (const { start, end } of gate.workingTime(before, at)) this.#recorder.span(start, end, 'suspended', null);
      this.#presence.forget(before);
      this.#watchdog.beginAnew(at);
      this.#recorder.countFrom(at);
      this.#apply(at);
    } else if (this.#running) this.#endWork(before, at);
    return at;
  }

  /** Working time ended and nobody has said so yet: what was open ends there, not where it was noticed. */
  #endWork(before: Instant, at: Instant): void {
    const end = this.#options.gate.endOfWork(before, at);
    if (end === null) return;
    this.#recorder.focus(end, null);
    this.#recorder.presence(end, null);
    this.#presence.forget(end);
    this.#apply(at);
  }
}

/** What `answer` answers, or null when it takes so long that nothing else may wait for it. */
async function inTime<T>(answer: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), patienceMs);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

function isSleep(record: ActivityRecord): boolean {
  return record.kind === 'state' && record.state === 'suspended';
}

function sentences(reason: string, remedy: string | undefined): string {
  return remedy === undefined ? reason : `${reason} ${remedy}`;
}
