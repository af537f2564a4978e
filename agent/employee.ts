import type { ObjectStore } from '../bucket/object-store.ts';
import type { Zone } from '../core/calendar.ts';
import { viewOfDay } from '../core/day-view.ts';
import { keyKindOf } from '../core/organisation.ts';
import { problem } from '../core/problem.ts';
import { type Purpose, purposes } from '../core/purpose.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { hashOfTerms, termsOf } from '../core/terms.ts';
import type { OnChange, Service } from '../ipc/contract.ts';
import type { EmployeeContract, EmployeeStatus, ShotStatus } from '../ipc/employee.ts';
import { passphraseProtector, type SecretProtector } from '../seal/protector.ts';
import { Agent } from './agent.ts';
import { statusOf } from './employee-status.ts';
import type { Enrolled } from './enrolment.ts';
import { hasKeys, openKeys } from './keys.ts';
import type { CapturePlatform, Clock, WebpEncoder } from './ports.ts';
import { consentService } from './services/consent-service.ts';
import { controlService } from './services/control-service.ts';
import { correctionService } from './services/correction-service.ts';
import { dataService } from './services/data-service.ts';
import { enrolmentService } from './services/enrolment-service.ts';
import { spanService } from './services/span-service.ts';
import type { ObjectRow } from './vault/rows.ts';
import { Vault } from './vault/vault.ts';
import { ViewsReader } from './views.ts';

export interface EmployeeOptions {
  /** Keys, vault and settings of this person on this computer. */
  readonly folder: string;
  readonly enrolled: Enrolled;
  readonly openPlatform: () => Promise<CapturePlatform>;
  readonly encoder: () => Promise<WebpEncoder>;
  readonly openStore: (bucket: Enrolled['bucket']) => ObjectStore;
  /** Keeps the keys instead of a passphrase, where there is a keychain or an administrator's identity. */
  readonly protector: SecretProtector | null;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  readonly zone: Zone;
  readonly appVersion: string;
  readonly host: 'electron' | 'node';
  readonly log: (line: string) => void;
}

/** What hosts hold: the service behind the employee's page, and the few things that only a host may do. */
export interface Employee {
  readonly service: Service<EmployeeContract>;
  readonly onChange: OnChange;
  /** The running agent, or null while its keys are locked. */
  agent(): Agent | null;
  /** Decides for the person where they decided elsewhere: in a settings file, or the tour for its own desktop. */
  agreeTo(agreed: readonly Purpose[], given: 'settings' | 'tour'): Promise<Result<null>>;
  close(): Promise<void>;
}

const shortestPassphrase = 12;

/** The employee's side on any host. Starts at once where a protector holds the keys; else it waits for `unlock`. */
export async function createEmployee(options: EmployeeOptions): Promise<Result<Employee>> {
  const listeners = new Set<() => void>();
  let agent: Agent | null = null;
  let starting: Promise<Result<Agent>> | null = null;
  let viewsReader: ViewsReader | null = null;

  const start = (protector: SecretProtector): Promise<Result<Agent>> => {
    starting ??= startAgent(options, protector, changed)
      .catch(startFailed)
      .then((started) => {
        if (started.ok) agent = started.value;
        else starting = null;
        changed();
        return started;
      });
    return starting;
  };
  function changed(): void {
    for (const listener of listeners) listener();
  }

  if (options.protector !== null) {
    const started = await start(options.protector);
    if (!started.ok) return started;
  }

  const needAgent = (): Result<Agent> => (agent === null ? fail(lockedProblem) : ok(agent));

  const context = { running: needAgent, act: whenRunning };
  const service: Service<EmployeeContract> = {
    status: async () => ok(agent === null ? waitingStatus(options) : statusOf(agent)),
    unlock: async ({ passphrase }) => {
      if (agent !== null) return ok(null);
      if (!hasKeys(options.folder) && passphrase.length < shortestPassphrase) return fail(shortProblem);
      const started = await start(passphraseProtector(passphrase));
      return started.ok ? ok(null) : started;
    },
    today: async () => {
      const running = needAgent();
      if (!running.ok) return running;
      const { keeper, conductor, options: own } = running.value;
      await conductor.journalNow();
      const day = keeper.dayOf(own.clock.now());
      const records = await keeper.records(day);
      return records.ok ? ok(viewOfDay(day, own.zone, records.value)) : records;
    },
    shots: async ({ day }) => {
      const running = needAgent();
      if (!running.ok) return running;
      const { keeper, options: own } = running.value;
      return ok(
        own.vault
          .shots(day ?? keeper.dayOf(own.clock.now()))
          .flatMap(shotStatus)
          .reverse(),
      );
    },
    picture: async ({ id }) => {
      const running = needAgent();
      if (!running.ok) return running;
      const { vault } = running.value.options;
      const row = vault.shot(id);
      if (row === null || row.day === null)
        return fail(
          problem('shot-missing', 'This picture is not on this computer.', 'It was deleted, or reload the page.'),
        );
      const webp = await running.value.keeper.picture(row.day, () => vault.read(row));
      return webp.ok ? ok({ webp: Buffer.from(webp.value).toString('base64') }) : webp;
    },
    deleteShot: async ({ id }) => whenRunning((running) => running.deleteShot(id)),
    pause: async ({ length }) => whenRunning((running) => running.pause(length)),
    resume: async () => whenRunning((running) => running.resume()),
    views: async () => {
      const running = needAgent();
      if (!running.ok) return running;
      viewsReader ??= viewsReaderOf(running.value);
      return viewsReader.read();
    },
    retryUploads: async () =>
      whenRunning(async ({ outbox, uploader }) => {
        outbox.retry(true);
        // The network may take minutes; the status says how it goes.
        void uploader.flush();
        return ok(null);
      }),
    ...enrolmentService(context),
    ...consentService(context),
    ...controlService(context),
    ...spanService(context),
    ...dataService(context),
    ...correctionService(context),
  };

  async function whenRunning<T>(act: (running: Agent) => Promise<Result<T>>): Promise<Result<T>> {
    const running = needAgent();
    if (!running.ok) return running;
    const result = await act(running.value);
    changed();
    return result;
  }

  return ok({
    service,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    agent: () => agent,
    agreeTo: async (agreed, given) => {
      for (const purpose of agreed) {
        const result = await whenRunning((running) => running.consent.set(purpose, true, given));
        if (!result.ok) return result;
      }
      return ok(null);
    },
    close: async () => {
      listeners.clear();
      await starting;
      const running = agent;
      agent = null;
      starting = null;
      viewsReader = null;
      if (running === null) return;
      try {
        await running.stop();
        await running.options.platform.close();
      } finally {
        running.options.store.close();
        running.options.vault.close();
      }
    },
  });
}

async function startAgent(
  options: EmployeeOptions,
  protector: SecretProtector,
  onChange: () => void,
): Promise<Result<Agent>> {
  const keys = await openKeys(options.folder, protector, keyKindOf(options.enrolled.organisation));
  if (!keys.ok) return keys;
  const vault = Vault.open(options.folder);
  if (!vault.ok) return vault;
  let platform: CapturePlatform | null = null;
  let store: ObjectStore | null = null;
  const giveUp = async (): Promise<void> => {
    store?.close();
    vault.value.close();
    await platform?.close();
  };
  try {
    platform = await options.openPlatform();
    store = options.openStore(options.enrolled.bucket);
    const started = await Agent.start({ ...options, keys: keys.value, vault: vault.value, platform, store, onChange });
    if (!started.ok) await giveUp();
    return started;
  } catch (error) {
    // The vault must not stay locked by an agent that does not run.
    await giveUp();
    throw error;
  }
}

function viewsReaderOf({ options: { store, enrolled, keys } }: Agent): ViewsReader {
  const { person } = enrolled.enrolment;
  return new ViewsReader({ store, prefix: enrolled.bucket.prefix, person, identity: keys.identity });
}

function startFailed(): Result<never> {
  return fail(
    problem('start-failed', 'Plainsight could not start.', 'Try again; if it happens again, run “plainsight doctor”.'),
  );
}

function waitingStatus({ enrolled, folder, host, zone, clock }: EmployeeOptions): EmployeeStatus {
  const { organisation } = enrolled;
  return {
    phase: hasKeys(folder) ? 'locked' : 'new',
    organisation: organisation.name,
    recording: 'off',
    purposes: purposes.flatMap((purpose) => {
      const terms = termsOf(organisation, purpose);
      if (terms === null) return [];
      const { basis, why, keptDays } = terms;
      const about = { purpose, basis, why, keptDays, notice: hashOfTerms(terms) };
      return [{ ...about, state: 'stopped' as const, because: 'app-locked' as const, sensorReason: null }];
    }),
    pause: null,
    offHoursUntil: null,
    deletableFrom: null,
    idleQuestion: null,
    lastShot: null,
    silentSince: null,
    language: null,
    lastCapturedAt: null,
    upload: { waiting: 0, onHold: 0, oldestWaitingAt: null, lastUploadAt: null, setAside: 0, problem: null },
    problems: [],
    nextShot: null,
    consentGiven: 'none',
    host,
    zone,
    now: clock.now(),
  };
}

function shotStatus(row: ObjectRow): ShotStatus[] {
  if (row.shot_id === null) return [];
  const place = row.linked === 0 ? 'hold' : row.state === 'sent' ? 'uploaded' : 'waiting';
  return [
    {
      id: row.shot_id,
      at: row.at,
      monitor: row.shot_monitor ?? '',
      width: row.shot_width ?? 0,
      height: row.shot_height ?? 0,
      bytes: row.bytes,
      covered: row.shot_covered ?? 0,
      place,
      leavesAt: place === 'hold' ? row.release_at : null,
    },
  ];
}

const lockedProblem = problem('locked', 'Plainsight is locked.', 'Enter your passphrase first.');
const shortProblem = problem(
  'passphrase-short',
  `The passphrase is shorter than ${shortestPassphrase} characters.`,
  'Choose a longer one; four or five random words are easy to remember.',
);
