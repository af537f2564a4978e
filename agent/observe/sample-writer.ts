import { observe, type RuleSet } from '../../core/consent/redaction.ts';
import type { Recorder } from '../../core/day/recorder.ts';
import type { Instant } from '../../core/time/interval.ts';
import type { Gate } from '../policy/gate.ts';
import type { CapturePlatform } from '../ports.ts';
import type { PresenceWatch } from './presence-watch.ts';
import type { SensorSwitches } from './sensor-switches.ts';

export interface SampleWriterOptions {
  readonly platform: Pick<CapturePlatform, 'activeWindow' | 'inputCounts'>;
  readonly gate: Pick<Gate, 'ask'>;
  /** Null while any rule does not parse. */
  readonly rules: () => RuleSet | null;
  readonly recorder: Pick<Recorder, 'focus' | 'presence' | 'counts' | 'inputSeconds' | 'countFrom'>;
  readonly switches: Pick<SensorSwitches, 'reading' | 'counting' | 'seconds'>;
  readonly presence: Pick<PresenceWatch, 'applyPermissions' | 'forget'>;
  /** Whether the organisation asks for the paths of pages. */
  readonly sitePaths: () => boolean;
  /** Has browsers tell paths, or no more. */
  readonly wantPaths: (isWanted: boolean) => void;
}

/** What is seen at present, written into the recorder as far as it may be. */
export class SampleWriter {
  readonly #options: SampleWriterOptions;
  #lastCaptured: Instant | null = null;

  constructor(options: SampleWriterOptions) {
    this.#options = options;
  }

  /** A window that stays in front is captured as long as its sensor is alive. */
  get lastCapturedAt(): Instant | null {
    return this.#options.switches.reading?.kind === 'window' ? this.heardAt : this.#lastCaptured;
  }

  /** When any sensor last told anything. */
  get heardAt(): Instant | null {
    const { switches, platform } = this.#options;
    const window = switches.reading === null ? null : platform.activeWindow.heardAt();
    return window === null ? this.#lastCaptured : Math.max(window, this.#lastCaptured ?? 0);
  }

  noteCaptured(at: Instant): void {
    this.#lastCaptured = at;
  }

  /** Heeds what is allowed at `at`: what may be is recorded from then on, and nothing else. */
  applyPermissions(at: Instant): void {
    const { gate, sitePaths, wantPaths } = this.#options;
    wantPaths(sitePaths() && 'grant' in gate.ask('apps', at) && 'grant' in gate.ask('websites', at));
    this.#writeWindow(at, true, at);
    this.#options.presence.applyPermissions(at);
  }

  /** Another window has the focus since `told`, and what may be recorded is as it was. */
  applyWindow(at: Instant, told: Instant): void {
    this.#writeWindow(at, false, told);
  }

  #writeWindow(at: Instant, isBoundary: boolean, told: Instant): void {
    const { gate, rules, recorder, switches, sitePaths } = this.#options;
    const apps = gate.ask('apps', at);
    const judged = rules();
    const { reading } = switches;
    if (!('grant' in apps) || judged === null || reading?.kind !== 'window') {
      recorder.focus(at, null, isBoundary, told);
      return;
    }
    const titles = gate.ask('titles', at);
    const websites = gate.ask('websites', at);
    const grants = {
      apps: apps.grant,
      titles: 'grant' in titles ? titles.grant : null,
      websites: 'grant' in websites ? websites.grant : null,
      sitePaths: sitePaths(),
    };
    recorder.focus(at, observe(reading.window, judged, grants), isBoundary, told);
    this.#lastCaptured = at;
  }

  /** Takes over what was counted until `at`, or drops it where counting is not allowed then. */
  settleCounts(at: Instant): void {
    const { platform, gate, recorder, switches } = this.#options;
    const counted = switches.counting ? platform.inputCounts.take() : null;
    const seconds = switches.seconds?.take() ?? null;
    if (counted === null && seconds === null) return;
    const decision = gate.ask('input-counts', at);
    if (!('grant' in decision)) {
      recorder.countFrom(at);
      return;
    }
    if (counted !== null) recorder.counts(at, counted, decision.grant);
    if (seconds !== null) recorder.inputSeconds(at, seconds, decision.grant);
    const isSome = counted !== null && counted.keys + counted.clicks + counted.scrolls > 0;
    if (isSome || (seconds !== null && seconds.length > 0)) this.#lastCaptured = at;
  }

  /** Nothing that is open lasts beyond `at`. */
  end(at: Instant): void {
    const { recorder, presence } = this.#options;
    recorder.focus(at, null);
    recorder.presence(at, null);
    presence.forget(at);
  }
}
