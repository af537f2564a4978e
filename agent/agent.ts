import { join } from 'node:path';
import { storageOf } from '../bucket/settings.ts';
import type { Problem } from '../core/problem.ts';
import { ok, type Result } from '../core/result.ts';
import type { PauseLength } from '../ipc/employee.ts';
import { problemText } from '../messages/problem-text.ts';
import { type AgentOptions, type AgentParts, openParts } from './agent-parts.ts';
import { ConsentDesk } from './consent/consent-decisions.ts';
import type { ConsentLedger } from './consent/consent-ledger.ts';
import { heldWord } from './consent/consent-state.ts';
import { News } from './consent/notice-changes.ts';
import { heedMark, watchMark } from './consent/withdrawal-marker.ts';
import type { DayKeeper } from './day/day-keeper.ts';
import { headerFacts } from './day/header-facts.ts';
import type { DeviceAdmission } from './enrolment/device-card.ts';
import { Conductor } from './observe/conductor.ts';
import type { IdleQuestions } from './observe/idle-questions.ts';
import type { RunningAgent } from './page/context.ts';
import type { AccessKeeper } from './policy/access-keeper.ts';
import { DocumentRefresh } from './policy/document-refresh.ts';
import { Gate } from './policy/gate.ts';
import type { HoldTerms } from './policy/hold-terms.ts';
import type { OrganisationKeeper } from './policy/organisation-keeper.ts';
import { pauseOf, readPause, writePause } from './policy/pause.ts';
import { SettingsKeeper } from './policy/settings-keeper.ts';
import { Camera } from './screenshot/camera.ts';
import { HourSheets } from './screenshot/contact-sheets.ts';
import { momentsFromSeed } from './screenshot/schedule.ts';
import { shotPermission } from './screenshot/shot-permission.ts';
import { SignKeeper } from './sign/sign-keeper.ts';
import { Uploader } from './upload/uploader.ts';
import type { Outbox } from './vault/outbox.ts';

/** The agent of one unlocked person on one machine: everything between sensors and bucket, put together. */
export class Agent implements RunningAgent {
  readonly options: AgentOptions;
  readonly gate: Gate;
  readonly ledger: ConsentLedger;
  readonly consent: ConsentDesk;
  readonly organisation: OrganisationKeeper;
  readonly access: AccessKeeper;
  readonly admission: DeviceAdmission;
  readonly keeper: DayKeeper;
  readonly settings: SettingsKeeper;
  readonly idle: IdleQuestions;
  readonly hold: HoldTerms;
  readonly news: News;
  readonly sign: SignKeeper;
  readonly conductor: Conductor;
  readonly sheets: HourSheets;
  readonly outbox: Outbox;
  readonly uploader: Uploader;
  readonly #refresh: DocumentRefresh;
  #unwatch: () => void = () => {};
  #unwatchMark: () => void = () => {};

  private constructor(options: AgentOptions, parts: AgentParts) {
    const { vault, store, clock, random, onChange, platform, log } = options;
    this.options = options;
    this.ledger = parts.ledger;
    this.organisation = parts.organisation;
    this.access = parts.access;
    this.admission = parts.admission;
    this.keeper = parts.keeper;
    this.settings = new SettingsKeeper({
      path: join(options.folder, 'settings.json'),
      organisation: () => this.organisation.current.settings,
      change: (mutate) => this.conductor.change(mutate),
      onTaken: (isValid) => {
        this.gate.setSettingsValid(isValid);
        this.idle.setAsked(this.settings.own?.idleQuestion ?? true);
      },
    });
    const effective = () => this.settings.effective;
    this.idle = parts.idle;
    this.hold = parts.hold;
    this.news = new News({
      vault,
      enrolled: options.enrolled,
      organisation: () => this.organisation.current,
      access: () => this.access.current,
    });
    this.gate = new Gate({
      ledger: () => this.ledger.records,
      terms: (purpose) => this.organisation.terms(purpose),
      hours: () => effective()?.hours ?? null,
      zone: options.zone,
    });
    this.gate.setPause(readPause(vault));
    this.sign = new SignKeeper({
      sign: options.sign,
      gate: this.gate,
      language: () => this.settings.own?.language ?? null,
    });
    this.outbox = vault.outbox;
    const { digests: follower } = parts;
    this.uploader = new Uploader({
      folder: vault.folder,
      outbox: this.outbox,
      store,
      clock,
      random,
      onChange,
      follower,
      admission: this.admission,
    });
    const camera = new Camera({
      screen: platform.screen,
      encoder: options.encoder,
      permission: () => shotPermission({ gate: this.gate, settings: this.settings, hold: this.hold, clock }),
    });
    this.sheets = new HourSheets({
      vault,
      keeper: this.keeper,
      zone: options.zone,
      encoder: options.encoder,
      now: () => clock.now(),
      onError: (error) => log(`The sheet of an hour was not made: ${nameOf(error)}`),
    });
    this.consent = new ConsentDesk({
      ledger: parts.ledger,
      organisation: () => this.organisation.current,
      enrolment: options.enrolled.enrolment,
      storage: storageOf(options.enrolled.bucket),
      prefix: options.enrolled.bucket.prefix,
      publicKey: options.keys.publicKey,
      vault,
      clock,
      change: (mutate) => this.conductor.change(mutate),
      onWritten: () => this.uploader.kick(),
    });
    this.conductor = new Conductor({
      platform,
      gate: this.gate,
      camera,
      keeper: this.keeper,
      idle: this.idle,
      hold: this.hold,
      sign: this.sign,
      clock,
      settings: () => this.organisation.current.settings,
      rules: () => effective()?.rules ?? null,
      moment: momentsFromSeed(Buffer.from(options.keys.seed, 'base64')),
      header: () =>
        headerFacts(options, {
          settings: this.organisation.current.settings,
          consentGiven: heldWord(this.ledger.records, clock.now()),
          hours: effective()?.hours ?? null,
        }),
      onChange,
      onReady: () => {
        this.uploader.kick();
        this.sheets.kick();
        this.#settle().catch(() => log('A withdrawal could not be written down yet.'));
      },
      onNotKept: (problem) => log(`A picture was not kept. ${problemText('en', problem).what}`),
      onError: (where, error) => log(`${where} failed: ${nameOf(error)}`),
    });
    const { organisation, access, admission, conductor, settings, consent } = this;
    this.#refresh = new DocumentRefresh({
      organisation,
      access,
      admission,
      store,
      conductor,
      settings,
      consent,
      onChange,
    });
  }

  static async start(options: AgentOptions): Promise<Result<Agent>> {
    const agent = new Agent(options, await openParts(options));
    await agent.#heedMark();
    agent.settings.read();
    agent.#unwatchMark = watchMark(options.folder, () => void agent.#heedMark());
    agent.#unwatch = agent.settings.watch();
    await agent.conductor.start();
    await agent.consent.followOrganisation();
    agent.uploader.kick();
    agent.#refresh.start();
    return ok(agent);
  }

  /** Ends recording, keeps what was recorded, and tries for `flushMs` to send what may go. */
  async stop(flushMs = 5_000): Promise<void> {
    this.#unwatch();
    this.#unwatchMark();
    this.#refresh.stop();
    await this.sheets.stop();
    await this.conductor.stop();
    await this.flush(flushMs);
    await this.uploader.stop();
  }

  /** Tries to send what may go, for `ms` at most. */
  async flush(ms: number): Promise<void> {
    await Promise.race([this.uploader.flush(), new Promise((done) => setTimeout(done, ms).unref())]);
  }

  get problems(): Problem[] {
    const own = [this.conductor.problem, this.admission.problem].filter((each) => each !== null);
    return [...this.settings.problems, ...own, ...this.consent.problems, ...this.sign.problems];
  }

  async pause(length: PauseLength): Promise<Result<null>> {
    const { clock, zone } = this.options;
    return this.#setPause(pauseOf(length, clock.now(), zone));
  }

  async resume(): Promise<Result<null>> {
    return this.#setPause(null);
  }

  /** In force and on disk within one turn: a crash right after does not end a pause. */
  async #setPause(pause: Gate['pause']): Promise<Result<null>> {
    let kept: Result<void> = ok(undefined);
    await this.conductor.change(() => {
      this.gate.setPause(pause);
      kept = writePause(this.options.vault, pause);
    });
    return kept.ok ? ok(null) : kept;
  }

  #heedMark(): Promise<void> {
    return heedMark(this.options.folder, this.consent, this.options.log);
  }

  async #settle(): Promise<void> {
    await this.ledger.settle();
    await this.#heedMark();
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown error';
}
