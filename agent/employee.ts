import { viewOfDay } from '../core/day/view.ts';
import { type Problem, problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import type { OnChange, Service } from '../ipc/contract.ts';
import type { EmployeeContract, ShotStatus } from '../ipc/employee.ts';
import { shortestPassphrase } from '../seal/passphrase.ts';
import { passphraseProtector } from '../seal/protector.ts';
import type { Agent } from './agent.ts';
import { Invitations, shortPassphrase } from './enrolment/invitations.ts';
import { ViewsReader } from './page/access-log.ts';
import { consentService } from './page/consent-service.ts';
import { correctionService } from './page/correction-service.ts';
import { dataService } from './page/data-service.ts';
import type { EmployeeOptions } from './page/employee-options.ts';
import { statusOf } from './page/employee-status.ts';
import { enrolmentService } from './page/enrolment-service.ts';
import { controlService } from './page/settings-service.ts';
import { spanService } from './page/span-service.ts';
import { waitingStatus } from './page/waiting-status.ts';
import { Session } from './session.ts';
import type { ObjectRow } from './vault/rows.ts';
import { withdrawRunning } from './withdrawal.ts';

/** What hosts hold: the service behind the employee's page, and the few things that only a host may do. */
export interface Employee {
  readonly service: Service<EmployeeContract>;
  readonly onChange: OnChange;
  /** The running agent, or null while its keys are locked or nobody is enrolled. */
  agent(): Agent | null;
  /**
   * What the program was opened with: the content of an enrolment file, or a link, or why it could not be read. It waits for the person's
   * answer on their page; so does the reason why it is refused, which is answered here too.
   */
  invite(given: string | Problem): Promise<Result<null>>;
  /** Takes up what was accepted in the folder since this was opened, in a terminal of the person; nothing where nothing was. */
  takeUp(): Promise<Result<null>>;
  /**
   * The program is removed: withdraws everything and tries for `flushMs` to send what is owed. Answers how many objects still wait, or null
   * where the keys are locked and only the mark could be left.
   */
  withdrawForRemoval(flushMs: number): Promise<Result<{ waiting: number | null }>>;
  close(): Promise<void>;
}

/** The employee's side on any host. Starts at once where a protector holds the keys; else it waits for `unlock`, or for an enrolment. */
export async function createEmployee(options: EmployeeOptions): Promise<Result<Employee>> {
  const listeners = new Set<() => void>();
  let viewsReader: { readonly of: Agent; readonly reader: ViewsReader } | null = null;
  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  const opened = await Session.open(options, changed);
  if (!opened.ok) return opened;
  const session = opened.value;
  const invitations = new Invitations(session, changed);
  if (options.protector !== null && session.phase !== 'unenrolled') {
    const started = await session.start(options.protector);
    if (!started.ok) return started;
  }

  const needAgent = () => session.running();
  const context = {
    running: needAgent,
    act: whenRunning,
    leave: (removeHistory: boolean) => session.leave(removeHistory),
  };
  const service: Service<EmployeeContract> = {
    status: async () => ok(session.agent === null ? waitingStatus(session) : statusOf(session.agent)),
    unlock: async ({ passphrase }) => {
      if (session.phase === 'ready') return ok(null);
      if (session.phase === 'new' && passphrase.length < shortestPassphrase) return fail(shortPassphrase);
      const started = await session.start(passphraseProtector(passphrase, options.passphraseWork));
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
      if (row === null || row.day === null) return fail(problem('shot-missing'));
      const webp = await running.value.keeper.picture(row.day, () => vault.read(row));
      return webp.ok ? ok({ webp: Buffer.from(webp.value).toString('base64') }) : webp;
    },
    deleteShot: async ({ id }) => whenRunning((running) => running.conductor.deleteShot(id)),
    pause: async ({ length }) => whenRunning((running) => running.pause(length)),
    resume: async () => whenRunning((running) => running.resume()),
    views: async (args) => {
      const running = needAgent();
      if (!running.ok) return running;
      if (viewsReader?.of !== running.value) viewsReader = { of: running.value, reader: viewsReaderOf(running.value) };
      return viewsReader.reader.read(args);
    },
    retryUploads: async () =>
      whenRunning(async ({ outbox, uploader }) => {
        outbox.retry(true);
        // The network may take minutes; the status says how it goes.
        void uploader.flush();
        return ok(null);
      }),
    ...enrolmentService(invitations),
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
    agent: () => session.agent,
    invite: (given) => invitations.invite(given),
    takeUp: () => session.takeUp(),
    withdrawForRemoval: async (flushMs) => {
      if (session.phase === 'unenrolled') return ok({ waiting: 0 });
      const withdrawn = await withdrawRunning(options.folder, session.agent, flushMs);
      changed();
      return withdrawn;
    },
    close: async () => {
      listeners.clear();
      await session.close();
    },
  });
}

function viewsReaderOf({ options: { store, enrolled, keys, vault } }: Agent): ViewsReader {
  const { person, organisationKey } = enrolled.enrolment;
  const { prefix } = enrolled.bucket;
  const index = vault.receipts();
  return new ViewsReader({ index, store, prefix, person, identity: keys.identity, organisationKey });
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
