import type { Problem } from '../../core/problem.ts';
import type { Result } from '../../core/result.ts';
import type { Zone } from '../../core/time/calendar.ts';
import type { ConsentDesk } from '../consent/consent-decisions.ts';
import type { ConsentLedger } from '../consent/consent-ledger.ts';
import type { News } from '../consent/notice-changes.ts';
import type { DayKeeper } from '../day/day-keeper.ts';
import type { DeviceAdmission } from '../enrolment/device-card.ts';
import type { DeviceStore } from '../enrolment/device-store.ts';
import type { Enrolled } from '../enrolment/enrolment.ts';
import type { AgentKeys } from '../enrolment/keys.ts';
import type { Conductor } from '../observe/conductor.ts';
import type { IdleQuestions } from '../observe/idle-questions.ts';
import type { AccessKeeper } from '../policy/access-keeper.ts';
import type { Gate } from '../policy/gate.ts';
import type { OrganisationKeeper } from '../policy/organisation-keeper.ts';
import type { SettingsKeeper } from '../policy/settings-keeper.ts';
import type { CapturePlatform, Clock, WebpEncoder } from '../ports.ts';
import type { SignKeeper } from '../sign/sign-keeper.ts';
import type { Uploader } from '../upload/uploader.ts';
import type { Outbox } from '../vault/outbox.ts';
import type { Vault } from '../vault/vault.ts';

/** What the services of the page use of a running agent. */
export interface RunningAgent {
  readonly options: {
    readonly clock: Clock;
    readonly zone: Zone;
    readonly vault: Vault;
    readonly store: DeviceStore;
    readonly enrolled: Enrolled;
    readonly keys: AgentKeys;
    readonly encoder: () => Promise<WebpEncoder>;
    readonly platform: CapturePlatform;
    readonly appVersion: string;
    readonly host: 'electron' | 'node';
  };
  readonly gate: Gate;
  readonly ledger: ConsentLedger;
  readonly consent: ConsentDesk;
  readonly organisation: OrganisationKeeper;
  readonly access: AccessKeeper;
  readonly admission: DeviceAdmission;
  readonly keeper: DayKeeper;
  readonly settings: SettingsKeeper;
  readonly idle: IdleQuestions;
  readonly news: News;
  readonly sign: SignKeeper;
  readonly conductor: Conductor;
  readonly outbox: Outbox;
  readonly uploader: Uploader;
  readonly problems: Problem[];
  /** Tries to send what may go, for `ms` at most. */
  flush(ms: number): Promise<void>;
}

/** What the parts of the employee's service share. */
export interface ServiceContext {
  /** The running agent, or why there is none. */
  readonly running: () => Result<RunningAgent>;
  /** Acts on the running agent and tells the pages that something changed. */
  readonly act: <T>(what: (agent: RunningAgent) => Promise<Result<T>>) => Promise<Result<T>>;
  /**
   * Ends the agent, which sends what it can within some seconds, and forgets the enrolment: the phase is `unenrolled` after it. Keys and vault
   * are moved aside, or removed. Not to be called inside `act`, and only after everything was withdrawn: that is not done here.
   */
  readonly leave: (removeHistory: boolean) => Promise<Result<null>>;
}
