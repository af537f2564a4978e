import {
  type EffectiveSettings,
  effectiveSettings,
  type PersonSettings,
  stricterOf,
} from '../../core/consent/person-settings.ts';
import type { RecordingSettings } from '../../core/organisation/organisation.ts';
import { type Problem, problem } from '../../core/problem.ts';
import type { Result } from '../../core/result.ts';
import { Turns } from '../../core/turns.ts';
import { readSettings, watchFile, writeSettings } from './person-settings.ts';

export interface SettingsKeeperOptions {
  /** Of `settings.json`. */
  readonly path: string;
  readonly organisation: () => RecordingSettings;
  /** Runs a change of what is allowed; what it does is in force within the same turn. */
  readonly change: (mutate: () => void) => Promise<void>;
  /** Called whenever other settings are in force; false: they cannot be understood. */
  readonly onTaken: (isValid: boolean) => void;
}

/** The person's settings merged with the organisation's. Null: unreadable, nothing is recorded. */
export class SettingsKeeper {
  readonly #options: SettingsKeeperOptions;
  #own: PersonSettings | null = null;
  #effective: EffectiveSettings | null = null;
  #problem: Problem | null = null;
  #unsaved: Problem | null = null;
  #writing = 0;
  readonly #turns = new Turns();

  constructor(options: SettingsKeeperOptions) {
    this.#options = options;
  }

  get own(): PersonSettings | null {
    return this.#own;
  }

  get effective(): EffectiveSettings | null {
    return this.#effective;
  }

  get problems(): Problem[] {
    return [this.#problem, this.#unsaved].filter((each) => each !== null);
  }

  /** Why `own` is null, or null. */
  get problem(): Problem | null {
    return this.#problem;
  }

  /** Takes what the file says. */
  read(): void {
    this.#take(readSettings(this.#options.path));
    this.#unsaved = null;
  }

  /** Lays both together again after the organisation changed its part. */
  renew(): void {
    if (this.#own !== null) this.#take({ ok: true, value: this.#own });
  }

  /** Follows what others write into the file, until the answered function is called. */
  watch(): () => void {
    // While we write ourselves, what is in force already may be stricter than the file.
    return watchFile(this.#options.path, () => {
      if (this.#writing === 0) void this.#options.change(() => this.read());
    });
  }

  /**
   * What takes away is in force within this turn; what gives back follows once it is on the disk.
   * When the disk refuses, what both the old and the new settings allow stays in force, and the
   * problem says so.
   */
  async set(settings: PersonSettings): Promise<Result<null>> {
    const { path, change } = this.#options;
    this.#writing++;
    // The callback runs before `change` first waits.
    const inForce = change(() => {
      // While the settings are not known nothing is recorded, and that changes only with the file.
      if (this.#own !== null) this.#take({ ok: true, value: stricterOf(this.#own, settings) });
    });
    const result = await this.#turns.take(async () => writeSettings(path, settings));
    await inForce;
    this.#writing--;
    if (!result.ok) {
      this.#unsaved = problem('settings-unsaved', { cause: result.problem });
      return { ok: false, problem: this.#unsaved };
    }
    // Of several that were set one after another, the last one speaks for all.
    if (this.#writing === 0) await change(() => this.read());
    return { ok: true, value: null };
  }

  #take(settings: Result<PersonSettings>): void {
    const effective = settings.ok ? effectiveSettings(this.#options.organisation(), settings.value) : settings;
    this.#own = settings.ok ? settings.value : null;
    this.#effective = effective.ok ? effective.value : null;
    this.#problem = effective.ok ? null : effective.problem;
    this.#options.onTaken(effective.ok);
  }
}
