import type { RuleSet } from '../../core/consent/redaction.ts';
import type { Recorder } from '../../core/day/recorder.ts';
import type { RecordingSettings } from '../../core/organisation/organisation.ts';
import type { Instant } from '../../core/time/interval.ts';
import type { Gate } from '../policy/gate.ts';
import type { ActiveWindowReading, CapturePlatform, Clock } from '../ports.ts';
import { ClockGuard } from './clock-guard.ts';
import type { IdleQuestions } from './idle-questions.ts';
import { PermissionWatch } from './permission-watch.ts';
import { PresencePoll } from './presence-poll.ts';
import { PresenceWatch } from './presence-watch.ts';
import { SampleWriter } from './sample-writer.ts';
import { SensorReports } from './sensor-reports.ts';
import { SensorSwitches } from './sensor-switches.ts';
import { Watchdog } from './watchdog.ts';

export interface SensorPipelineOptions {
  readonly platform: CapturePlatform;
  readonly gate: Gate;
  readonly recorder: Recorder;
  readonly idle: Pick<IdleQuestions, 'idle' | 'end'>;
  readonly clock: Clock;
  readonly settings: () => RecordingSettings;
  readonly rules: () => RuleSet | null;
  /** Has browsers tell the paths of pages, or no more. */
  readonly wantPaths?: ((isWanted: boolean) => void) | undefined;
  readonly isRunning: () => boolean;
  readonly onReading: (reading: ActiveWindowReading, told: Instant) => void;
  /** Puts in force that the screen was locked or unlocked. */
  readonly setLocked: (locked: boolean) => Promise<void>;
  readonly onError: (where: string, error: unknown) => void;
}

/** Everything between the sensors and the recorder. */
export interface SensorPipeline {
  readonly reports: SensorReports;
  readonly switches: SensorSwitches;
  readonly presence: PresenceWatch;
  readonly samples: SampleWriter;
  readonly guard: ClockGuard;
  readonly poll: PresencePoll;
  readonly watchdog: Watchdog;
  readonly permissions: PermissionWatch;
  /** The sensors were gone: each begins anew, and says itself whether it can. */
  beginAnew(): Promise<void>;
}

export function connectSensors(options: SensorPipelineOptions): SensorPipeline {
  const { platform, gate, recorder, idle, clock, settings, rules, isRunning, onReading, setLocked, onError } = options;
  const { wantPaths = () => {} } = options;
  const sitePaths = () => settings().sitePaths;
  const now = () => clock.now();
  const reports = new SensorReports((report) => recorder.note({ kind: 'sensor', at: now(), report }));
  const switches = new SensorSwitches({
    platform,
    wants: (purpose) => isRunning() && gate.allows(purpose, now()),
    onReading,
    onCounting: () => recorder.countFrom(now()),
    report: (sensor, state) => reports.take(sensor, state),
    onError,
  });
  const presence = new PresenceWatch(recorder, gate, idle);
  const samples = new SampleWriter({ platform, gate, rules, recorder, switches, presence, sitePaths, wantPaths });
  const watchdog = new Watchdog({
    allows: (purpose, at) => isRunning() && gate.allows(purpose, at),
    reports,
    shotIntervalMs: () => settings().shotIntervalMs,
  });
  const guard = new ClockGuard({
    now,
    isRunning,
    gate,
    recorder,
    samples,
    presence,
    onSetBack: () => switches.applyPermissions(),
    onWake: (at) => watchdog.beginAnew(at),
  });
  const poll = new PresencePoll({
    sensor: platform.presence,
    gate,
    watch: presence,
    reports,
    idleAfterMs: () => settings().idleAfterMs,
    isRunning,
    now,
    guardedNow: () => guard.now(),
    setLocked,
    onCaptured: (at) => samples.noteCaptured(at),
  });
  const permissions = new PermissionWatch({ platform, gate, reports, now });
  const beginAnew = async (): Promise<void> => {
    await switches.sync();
    await poll.read();
    // Else the next picture would be the first to say so, many minutes later.
    if (reports.get('screen')?.ok === false) reports.take('screen', await platform.screen.state());
  };
  return { reports, switches, presence, samples, guard, poll, watchdog, permissions, beginAnew };
}
