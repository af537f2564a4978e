import { isPaused } from '../../core/consent/consent.ts';
import type { SensorReport } from '../../core/day/activity.ts';
import { Recorder } from '../../core/day/recorder.ts';
import type { ShotId } from '../../core/ids.ts';
import type { Problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { type Instant, type Interval, isEmpty } from '../../core/time/interval.ts';
import { DayHeader } from '../day/day-header.ts';
import { DayJournal } from '../day/day-journal.ts';
import type { RemovedSpan } from '../day/span-removal.ts';
import { RepeatingTask, TimedWork } from '../host/repeating-task.ts';
import type { ActiveWindowReading } from '../ports.ts';
import { type ShotOutcome, ShotTaker } from '../screenshot/shot-taker.ts';
import { ShotTimer } from '../screenshot/shot-timer.ts';
import { alreadyLinked } from '../vault/hold.ts';
import { ClockBoundaries } from './boundaries.ts';
import type { ConductorOptions } from './conductor-options.ts';
import { connectSensors, type SensorPipeline } from './sensor-pipeline.ts';

/** Presence is asked this often at most; everything else comes as events. */
const longestHeartbeatMs = 10_000;

/** Brings sensors, gate and recorder together, and has what was recorded kept. */
export class Conductor {
  readonly shots: ShotTaker;
  readonly #options: ConductorOptions;
  readonly #recorder: Recorder;
  readonly #pipeline: SensorPipeline;
  readonly #header: DayHeader;
  readonly #journal: DayJournal;
  readonly #work: TimedWork;
  readonly #heartbeat: RepeatingTask;
  readonly #shotTimer: ShotTimer;
  readonly #boundaries: ClockBoundaries;
  #wasSilent = false;
  #keeperProblem: Problem | null = null;
  #running = false;
  #following: readonly ((() => void) | undefined)[] = [];

  constructor(options: ConductorOptions) {
    const { gate, keeper, hold, onError } = options;
    const now = () => options.clock.now();
    const isRunning = () => this.#running;
    const recorder = new Recorder(now());
    this.#options = options;
    this.#recorder = recorder;
    this.#pipeline = connectSensors({
      ...options,
      recorder,
      isRunning,
      onReading: (reading, told) => this.#onReading(reading, told),
      setLocked: (locked) => this.change(() => gate.setLocked(locked)),
    });
    const { guard, samples, presence, reports } = this.#pipeline;
    const header = new DayHeader({ facts: options.header, reports: () => reports.all, now, onError });
    this.#header = header;
    const onNewDay = (start: Instant) => presence.notBefore(start);
    this.#journal = new DayJournal({ keeper, recorder, header, hold, onNewDay }, now());
    this.#work = new TimedWork(onError);
    this.#heartbeat = new RepeatingTask(this.#work, {
      name: 'heartbeat',
      dueInMs: () => (this.#running ? this.#untilHeartbeatMs() : null),
      work: () => this.#onHeartbeat(),
    });
    this.shots = new ShotTaker({ ...options, recorder });
    this.#shotTimer = new ShotTimer(this.#work, {
      ...options,
      taker: this.shots,
      dayOf: (at) => keeper.dayOf(at),
      isRunning,
      now,
      guardedNow: () => guard.now(),
      onShot: (shot) => this.#onShot(shot),
    });
    this.#boundaries = new ClockBoundaries({
      gate,
      now,
      onNear: () => this.#onBoundary(async () => samples.settleCounts(guard.now())),
      onBoundary: () => this.#onBoundary(() => this.change(() => this.#endPause())),
    });
  }

  get lastCapturedAt(): Instant | null {
    return this.#pipeline.samples.lastCapturedAt;
  }

  /** Since when something should be recorded and nothing comes; null while all is well. */
  get silentSince(): Instant | null {
    const { guard, watchdog, samples } = this.#pipeline;
    const now = this.#options.clock.now();
    return guard.isAsleep(now) ? null : watchdog.silentSince(now, samples.heardAt);
  }

  /** Whether so many windows came today that titles are left out for the rest of it. */
  get isOverfull(): boolean {
    return this.#recorder.isOverfull;
  }

  get reports(): readonly SensorReport[] {
    return this.#pipeline.reports.all;
  }

  get problem(): Problem | null {
    return this.#journal.problem ?? this.#keeperProblem;
  }

  /** The interval in which the next shot falls; null: none is to come. */
  nextShot(): { from: Instant; to: Instant } | null {
    return this.#shotTimer.next();
  }

  async start(): Promise<void> {
    const { platform } = this.#options;
    const { reports, switches, samples, guard } = this.#pipeline;
    const { sign, gate } = this.#options;
    this.#running = true;
    const save = () => this.journalNow();
    this.#following = [
      platform.onBack?.(() => this.#onBack()),
      platform.onSessionEnd?.(save),
      platform.onSessionChange?.((change) => void this.change(() => gate.setSession(change))),
    ];
    sign.start((mutate) => this.change(mutate));
    sign.applyPermissions(guard.now());
    reports.take('presence', await platform.presence.state());
    reports.take('screen', await platform.screen.state());
    await switches.sync();
    await this.#header.renew();
    samples.applyPermissions(guard.now());
    this.#heartbeat.plan();
    this.#shotTimer.plan();
    this.#boundaries.plan();
  }

  /** Ends recording now and keeps everything. */
  async stop(): Promise<void> {
    if (!this.#running) return;
    const { guard, samples, switches } = this.#pipeline;
    this.#running = false;
    for (const end of this.#following) end?.();
    this.#heartbeat.stop();
    this.#shotTimer.stop();
    this.#boundaries.stop();
    const at = guard.now();
    samples.settleCounts(at);
    samples.end(at);
    await switches.sync();
    // A picture that is being made is finished or dropped before the last line is written.
    await this.#work.settled();
    this.#options.sign.stop();
    await this.journalNow();
    await this.#moveAlong(guard.now(), 0, true);
  }

  /**
   * Changes what is allowed. What was seen until now is settled under the old permissions, the change
   * takes effect in the same turn, and sensors that may no longer run are stopped, not just
   * ignored.
   */
  async change(mutate: () => void): Promise<void> {
    const { guard, samples, switches, poll } = this.#pipeline;
    const at = guard.now();
    samples.settleCounts(at);
    this.#options.hold.note(at);
    mutate();
    if (!this.#running) return;
    this.#options.sign.applyPermissions(at);
    switches.applyPermissions();
    samples.applyPermissions(at);
    this.#shotTimer.plan();
    this.#boundaries.plan();
    this.#options.onChange();
    await switches.sync();
    await poll.read();
    await this.#header.renew();
    await this.journalNow();
    this.#options.onChange();
  }

  /** Rolls and links everything that may go, now. */
  async advance(): Promise<void> {
    const { clock, settings } = this.#options;
    await this.#moveAlong(clock.now(), settings().segmentMs, false);
  }

  /** Removes a picture that is on hold, and records the removal. Problem code: `shot-left`. */
  async deleteShot(id: ShotId): Promise<Result<null>> {
    if (!(await this.#options.keeper.discardShot(id))) return fail(alreadyLinked);
    const at = this.#pipeline.guard.now();
    this.shots.forget(id);
    this.#recorder.note({ kind: 'removed', at, id });
    await this.journalNow();
    this.#options.onChange();
    return ok(null);
  }

  /**
   * Removes what was recorded in `span` and is still here alone, from memory and from the disk.
   * What is to come is not part of it, also where the span ends later than now.
   */
  async deleteSpan({ start, end }: Interval): Promise<Result<RemovedSpan>> {
    const at = this.#pipeline.guard.now();
    const span = { start, end: Math.min(end, at) };
    if (isEmpty(span)) return ok({ pictures: [], records: 0, removed: null });
    const { keeper, onChange } = this.#options;
    this.shots.forgetSpan(span);
    this.#pipeline.presence.notBefore(span.end);
    await this.journalNow();
    await this.#journal.remove(span);
    const removed = await keeper.removeSpan(span, at);
    onChange();
    return removed;
  }

  /** Makes what is in memory durable. */
  async journalNow(): Promise<void> {
    const { guard, samples } = this.#pipeline;
    const at = guard.now();
    samples.settleCounts(at);
    await this.#journal.write(at);
  }

  async #moveAlong(at: Instant, segmentMs: number, all: boolean): Promise<void> {
    const { keeper, onReady } = this.#options;
    const moved = await keeper.advance(at, segmentMs, all);
    this.#keeperProblem = moved.ok ? null : moved.problem;
    onReady();
  }

  #onReading(reading: ActiveWindowReading, told: Instant): void {
    const { guard, reports, samples } = this.#pipeline;
    const at = guard.now();
    reports.take('active-window', reading.kind === 'unavailable' ? reading.failure : { ok: true });
    samples.applyWindow(at, told);
    this.#options.onChange();
  }

  /** On the multiples of the heartbeat, so that a minute's counts end with the minute. */
  #untilHeartbeatMs(): number {
    const { settings, clock } = this.#options;
    const every = Math.min(longestHeartbeatMs, settings().journalMs);
    return every - (clock.now() % every);
  }

  async #onHeartbeat(): Promise<void> {
    const { guard, poll, switches, permissions } = this.#pipeline;
    const { settings, onChange } = this.#options;
    await poll.read();
    if (await permissions.look()) onChange();
    // A clock that was set forward passed a boundary that its timer does not know of.
    if (this.#boundaries.isPassed()) await this.change(() => this.#endPause());
    const at = guard.now();
    // A clock that was set may have given or taken permission without anybody deciding.
    this.#options.sign.applyPermissions(at);
    const isSilent = this.silentSince !== null;
    if (isSilent !== this.#wasSilent) onChange();
    this.#wasSilent = isSilent;
    if (!this.#journal.isDue(at, settings().journalMs)) return;
    await this.journalNow();
    await this.advance();
    // A broken sensor may work by now: an X server restarted, a permission given.
    await switches.sync();
    onChange();
  }

  /** What had gone is begun anew at once, not with the next beat. */
  #onBack(): void {
    const { guard, samples, beginAnew } = this.#pipeline;
    samples.settleCounts(guard.now());
    this.#work.run('sensors', beginAnew, this.#options.onChange);
  }

  async #onShot(shot: ShotOutcome): Promise<void> {
    const { guard, reports, samples } = this.#pipeline;
    if (shot.outcome === 'not-kept') this.#options.onNotKept(shot.problem);
    if (shot.outcome === 'unavailable') reports.take('screen', shot.failure);
    else if (shot.outcome !== 'dropped') reports.take('screen', { ok: true });
    const at = guard.now();
    if (shot.outcome === 'taken' || shot.outcome === 'unchanged') {
      samples.noteCaptured(at);
      await this.journalNow();
    }
    this.#options.onChange();
  }

  #onBoundary(work: () => Promise<void>): void {
    this.#work.run('clock boundary', work, () => {
      if (this.#running) this.#boundaries.plan();
    });
  }

  #endPause(): void {
    const { gate, clock } = this.#options;
    if (gate.pause !== null && !isPaused(gate.pause, clock.now())) gate.setPause(null);
  }
}
