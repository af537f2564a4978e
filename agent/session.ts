import type { Organisation } from '../core/organisation/organisation.ts';
import { problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import type { EmployeeStatus } from '../ipc/employee.ts';
import type { SecretProtector } from '../seal/protector.ts';
import { type Agent, type AgentOptions, startAgent } from './agent.ts';
import { type BrowserSetup, type Browsers, openBrowsers } from './browsers/browsers.ts';
import { ExtensionSetup, type ExtensionSetupOptions } from './capture/wayland/gnome/extension-setup.ts';
import { acceptEnrolment, keysFor } from './enrolment/acceptance.ts';
import { DeviceStore, type ReachedStore } from './enrolment/device-store.ts';
import {
  type AcceptedEnrolment,
  keepEnrolled,
  markUsed,
  openEnrolled,
  readEnrolled,
} from './enrolment/enrolled-file.ts';
import type { Enrolled } from './enrolment/enrolment.ts';
import type { EnrolmentFile } from './enrolment/enrolment-file.ts';
import { hasKeys, openKeys } from './enrolment/keys.ts';
import { type Fitting, fitting, openBoundVault } from './enrolment/location.ts';
import { beginUnenrolment, finishUnenrolment, unenrolFolder } from './enrolment/unenrolment.ts';
import { forgetting } from './expiries.ts';
import type { CapturePlatform, RecordingSign } from './ports.ts';

/** What a host gives to the employee's side. `folder` holds keys, vault, enrolment and settings. */
export interface EmployeeOptions
  extends Pick<AgentOptions, 'folder' | 'encoder' | 'clock' | 'random' | 'zone' | 'appVersion' | 'host' | 'log'> {
  /** An enrolment that the host keeps. Null: the one accepted in `folder`, if any. */
  readonly enrolled: Enrolled | null;
  readonly openPlatform: () => Promise<CapturePlatform>;
  /** Of the same session that `openPlatform` sees. */
  readonly openSign: () => Promise<RecordingSign>;
  readonly openStore: (bucket: Enrolled['bucket']) => ReachedStore;
  /** Null or absent: no browser can tell websites to this host. */
  readonly browsers?: BrowserSetup | null;
  /** Null or absent: no session of this host can be one of GNOME Shell. */
  readonly shellExtension?: ExtensionSetupOptions | null;
  /** Keeps the keys instead of a passphrase: a keychain or an administrator's identity. */
  readonly protector: SecretProtector | null;
  /** What trying a passphrase costs that keys are made under, as `sealWithPassphrase` takes it. */
  readonly passphraseWork?: number;
}

/** Whom this computer belongs to, and whether its agent runs. */
export class Session {
  readonly options: EmployeeOptions;
  readonly #onChange: () => void;
  #given: Enrolled | null;
  #accepted: AcceptedEnrolment | null;
  #agent: Agent | null = null;
  #starting: Promise<Result<Agent>> | null = null;
  #unenrolling: Promise<Result<null>> | null = null;

  private constructor(options: EmployeeOptions, accepted: AcceptedEnrolment | null, onChange: () => void) {
    this.options = options;
    this.#given = options.enrolled;
    this.#accepted = accepted;
    this.#onChange = onChange;
  }

  /** Reads what was accepted before. Nothing runs yet. */
  static async open(options: EmployeeOptions, onChange: () => void): Promise<Result<Session>> {
    const finished = await finishUnenrolment(options.folder);
    if (!finished.ok) return finished;
    if (options.enrolled !== null) return ok(new Session(options, null, onChange));
    const accepted = await readEnrolled(options.folder);
    return accepted.ok ? ok(new Session(options, accepted.value, onChange)) : accepted;
  }

  get agent(): Agent | null {
    return this.#agent;
  }

  get phase(): EmployeeStatus['phase'] {
    if (this.#agent !== null) return 'ready';
    if (this.#unenrolling !== null) return 'unenrolled';
    if (this.#accepted !== null) return 'locked';
    if (this.#given === null) return 'unenrolled';
    return hasKeys(this.options.folder) ? 'locked' : 'new';
  }

  /** As it was at enrolment; null while there is none. */
  get organisation(): { readonly key: string; readonly document: Organisation } | null {
    if (this.#given !== null) return { key: this.#given.enrolment.organisationKey, document: this.#given.organisation };
    if (this.#accepted === null) return null;
    return { key: this.#accepted.organisationKey, document: this.#accepted.organisation };
  }

  /** The running agent, or why there is none: `locked` or `unenrolled`. */
  running(): Result<Agent> {
    if (this.#agent !== null) return ok(this.#agent);
    return fail(this.phase === 'unenrolled' ? nobodyEnrolled : lockedProblem);
  }

  /** Opens the keys and starts the agent; once, however often it is asked for. */
  start(protector: SecretProtector): Promise<Result<Agent>> {
    if (this.#unenrolling !== null) return Promise.resolve(fail(nobodyEnrolled));
    return this.#startOnce(async () => {
      const opened = await this.#open(protector);
      return opened.ok ? openAgent(this.options, opened.value, this.#onChange) : opened;
    });
  }

  /** Starts with what was accepted in the folder by another process, where a protector opens it. */
  async takeUp(): Promise<Result<null>> {
    const { protector, folder } = this.options;
    if (this.phase !== 'unenrolled' || this.#unenrolling !== null || protector === null) return ok(null);
    const accepted = await readEnrolled(folder);
    if (!accepted.ok) return accepted;
    if (accepted.value === null) return ok(null);
    this.#accepted = accepted.value;
    const started = await this.start(protector);
    if (started.ok) return ok(null);
    // The other process may hold the vault for a moment: this can be tried again.
    this.#accepted = null;
    return started;
  }

  /** The person has accepted: makes keys, keeps the sealed enrolment, starts the agent. */
  async accept(file: EnrolmentFile, protector: SecretProtector): Promise<Result<null>> {
    const keys = await acceptEnrolment(this.options.folder, file, protector);
    if (!keys.ok) return keys;
    const accepted = await readEnrolled(this.options.folder);
    if (!accepted.ok) return accepted;
    this.#accepted = accepted.value;
    const opened = { keys: keys.value, enrolled: file.enrolled };
    const started = await this.#startOnce(() => openAgent(this.options, opened, this.#onChange));
    return started.ok ? ok(null) : started;
  }

  /**
   * Puts `file` in the place of the enrolment that was accepted: another credential for the same
   * person, device and place, which is for the caller to judge. The agent starts again with it.
   * Problem code besides those of the disk and of starting: `locked`.
   */
  async renew(file: EnrolmentFile): Promise<Result<null>> {
    const running = this.running();
    if (!running.ok) return running;
    const { folder } = this.options;
    const { keys } = running.value.options;
    const kept = await keepEnrolled(folder, file, keys.identity);
    if (!kept.ok) return kept;
    const accepted = await readEnrolled(folder);
    if (!accepted.ok) return accepted;
    this.#accepted = accepted.value;
    await this.close();
    const opened = { keys, enrolled: file.enrolled };
    const started = await this.#startOnce(() => openAgent(this.options, opened, this.#onChange));
    return started.ok ? ok(null) : started;
  }

  /**
   * Ends the agent, which sends what it can within a few seconds, and forgets the enrolment. The
   * person's history is moved aside, or removed. Withdrawing comes before this and is not done
   * here. A crash in between is made up for at the next start.
   */
  unenrol(removeHistory: boolean): Promise<Result<null>> {
    this.#unenrolling ??= this.#unenrol(removeHistory).finally(() => {
      this.#unenrolling = null;
      this.#onChange();
    });
    return this.#unenrolling;
  }

  async #unenrol(removeHistory: boolean): Promise<Result<null>> {
    const { folder } = this.options;
    // It was installed for this agent alone.
    await this.#agent?.options.shellExtension?.remove();
    // A full disk takes no note, and must keep nobody from leaving.
    await beginUnenrolment(folder, removeHistory);
    await this.close();
    const done = await unenrolFolder(folder, removeHistory);
    const accepted = await readEnrolled(folder);
    this.#given = null;
    this.#accepted = accepted.ok ? accepted.value : this.#accepted;
    return done.ok ? ok(null) : done;
  }

  /** Ends the agent. It can be started again. */
  async close(): Promise<void> {
    await this.#starting;
    const running = this.#agent;
    this.#agent = null;
    this.#starting = null;
    if (running === null) return;
    try {
      await running.stop();
      await running.options.platform.close();
      await running.options.browsers?.close();
      running.options.shellExtension?.close();
      await running.options.recordingSign.close();
    } finally {
      running.options.store.close();
      running.options.vault.close();
    }
  }

  #startOnce(start: () => Promise<Result<Agent>>): Promise<Result<Agent>> {
    this.#starting ??= start()
      .catch(startFailed)
      .then((started) => {
        if (started.ok) this.#agent = started.value;
        else this.#starting = null;
        this.#onChange();
        return started;
      });
    return this.#starting;
  }

  async #open(protector: SecretProtector): Promise<Result<Fitting>> {
    const { folder } = this.options;
    if (this.organisation === null) return fail(nobodyEnrolled);
    // An accepted enrolment gets no new keys: they could not open what the old ones sealed.
    const keys = await openKeys(folder, protector, this.#given === null ? null : keysFor(this.#given));
    if (!keys.ok) return keys;
    if (this.#accepted === null) return this.#given === null ? fail(nobodyEnrolled) : fitting(this.#given, keys.value);
    const enrolled = await openEnrolled(this.#accepted, keys.value.identity);
    if (!enrolled.ok) return enrolled;
    const fit = fitting(enrolled.value, keys.value);
    // A crash may have come before it was noted as used. The next start tries again.
    if (fit.ok) await markUsed(folder, enrolled.value.enrolment.id);
    return fit;
  }
}

async function openAgent(options: EmployeeOptions, fit: Fitting, onChange: () => void): Promise<Result<Agent>> {
  const { folder, openStore, clock } = options;
  const { enrolled, keys } = fit;
  const vault = openBoundVault(folder, keys);
  if (!vault.ok) return vault;
  const opened: { close(): unknown }[] = [vault.value];
  try {
    const browsers = await browsersOf(options);
    if (browsers !== null) opened.push(browsers);
    const shellExtension = options.shellExtension ? new ExtensionSetup(options.shellExtension) : null;
    if (shellExtension !== null) opened.push(shellExtension);
    const sensors = await options.openPlatform();
    opened.push(sensors);
    const platform = browsers?.join(sensors) ?? sensors;
    const recordingSign = await options.openSign();
    opened.push(recordingSign);
    const store = new DeviceStore({ folder, identity: keys.identity, bucket: enrolled.bucket, openStore, clock });
    opened.push(store);
    const own = { vault: vault.value, platform, browsers, shellExtension, recordingSign, store, onChange };
    return ok(forgetting(await startAgent({ ...options, ...fit, ...own })));
  } catch (error) {
    // The vault must not stay locked by an agent that does not run.
    for (const each of opened) await each.close();
    throw error;
  }
}

/** Without them everything else is recorded as ever. */
async function browsersOf({ folder, browsers, clock, log }: EmployeeOptions): Promise<Browsers | null> {
  if (browsers === undefined || browsers === null) return null;
  try {
    return await openBrowsers(folder, browsers, clock);
  } catch {
    log('Browsers cannot reach this agent: its socket could not be made.');
    return null;
  }
}

function startFailed(): Result<never> {
  return fail(problem('start-failed'));
}

const lockedProblem = problem('locked');
const nobodyEnrolled = problem('unenrolled');
