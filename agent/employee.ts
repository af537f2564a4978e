import type { Problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import type { OnChange, Service } from '../ipc/contract.ts';
import type { EmployeeContract } from '../ipc/employee.ts';
import { shortestPassphrase } from '../seal/passphrase.ts';
import { passphraseProtector } from '../seal/protector.ts';
import type { Agent } from './agent.ts';
import { Invitations, shortPassphrase } from './enrolment/invitations.ts';
import { withdrawRunning } from './offline/withdrawal.ts';
import { statusWithoutAgent } from './page/employee-status.ts';
import { type PageService, pageService } from './page/page-service.ts';
import { type EmployeeOptions, Session } from './session.ts';

/** What hosts hold: the service of the employee's page, and what only a host may do. */
export interface Employee {
  readonly service: Service<EmployeeContract>;
  readonly onChange: OnChange;
  /** The running agent, or null while its keys are locked or nobody is enrolled. */
  agent(): Agent | null;
  /**
   * What the program was opened with: the content of an enrolment file, or a link, or why it could
   * not be read. It is pending until the person answers on their page; so is the reason why it is
   * refused, which is answered here too.
   */
  invite(given: string | Problem): Promise<Result<null>>;
  /** Starts with what the person accepted in a terminal since this was opened, if anything. */
  takeUp(): Promise<Result<null>>;
  /**
   * The program is removed: withdraws everything and tries for `flushMs` to send what is owed.
   * Answers how many objects are still queued, or null where the keys are locked and only the
   * marker file could be written.
   */
  withdrawForRemoval(flushMs: number): Promise<Result<{ queued: number | null }>>;
  close(): Promise<void>;
}

/** How long unenrolling waits for what is owed to reach the bucket. */
const unenrolFlushMs = 10_000;

/** The employee's side on any host. Starts at once where a protector opens the keys. */
export async function createEmployee(options: EmployeeOptions): Promise<Result<Employee>> {
  const listeners = new Set<() => void>();
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

  let current: { readonly agent: Agent; readonly page: PageService } | null = null;
  const pageOf = (agent: Agent): PageService => {
    if (current?.agent !== agent) current = { agent, page: pageService({ ...agent.options, ...agent }) };
    return current.page;
  };
  /** Asks the running agent, or answers why none runs. */
  const asks =
    <Args, T>(call: (page: PageService) => (args: Args) => Promise<Result<T>>) =>
    async (args: Args): Promise<Result<T>> => {
      const agent = session.running();
      return agent.ok ? call(pageOf(agent.value))(args) : agent;
    };
  /** The same of a call that changes something: pages then ask again. */
  const changes = <Args, T>(call: (page: PageService) => (args: Args) => Promise<Result<T>>) => {
    const ask = asks(call);
    return async (args: Args): Promise<Result<T>> => {
      const result = await ask(args);
      changed();
      return result;
    };
  };
  const service: Service<EmployeeContract> = {
    status: async (args) => {
      const { agent, phase, organisation } = session;
      if (agent !== null) return pageOf(agent).status(args);
      return ok(statusWithoutAgent(phase, organisation?.document ?? null, options));
    },
    unlock: async ({ passphrase }) => {
      if (session.phase === 'ready') return ok(null);
      if (session.phase === 'new' && passphrase.length < shortestPassphrase) return fail(shortPassphrase);
      const started = await session.start(passphraseProtector(passphrase, options.passphraseWork));
      return started.ok ? ok(null) : started;
    },
    leave: async ({ removeHistory }) => {
      const withdrawn = await service.withdrawAll({});
      if (!withdrawn.ok) return withdrawn;
      // The organisation is owed that the person left; that the network is away must not keep them.
      await session.agent?.uploader.flush(unenrolFlushMs);
      return session.unenrol(removeHistory);
    },
    invitation: async () => invitations.pending,
    openInvitation: async ({ text }) => invitations.open(text),
    dismissInvitation: async () => {
      invitations.dismiss();
      return ok(null);
    },
    acceptInvitation: async (answer) => invitations.accept(answer),
    today: asks((page) => page.today),
    shots: asks((page) => page.shots),
    picture: asks((page) => page.picture),
    deleteShot: changes((page) => page.deleteShot),
    coverShot: changes((page) => page.coverShot),
    pause: changes((page) => page.pause),
    resume: changes((page) => page.resume),
    retryUploads: changes((page) => page.retryUploads),
    accessLog: asks((page) => page.accessLog),
    administratorChanges: asks((page) => page.administratorChanges),
    newLooks: asks((page) => page.newLooks),
    seeLooks: asks((page) => page.seeLooks),
    answers: asks((page) => page.answers),
    askAboutLook: changes((page) => page.askAboutLook),
    questions: asks((page) => page.questions),
    seeReplies: asks((page) => page.seeReplies),
    consent: asks((page) => page.consent),
    consentHistory: asks((page) => page.consentHistory),
    consentReceipt: asks((page) => page.consentReceipt),
    setConsent: changes((page) => page.setConsent),
    seenNews: changes((page) => page.seenNews),
    withdrawAll: changes((page) => page.withdrawAll),
    settings: asks((page) => page.settings),
    setSettings: changes((page) => page.setSettings),
    tryRules: asks((page) => page.tryRules),
    showSystemSettings: asks((page) => page.showSystemSettings),
    registerBrowsers: changes((page) => page.registerBrowsers),
    unregisterBrowsers: changes((page) => page.unregisterBrowsers),
    installShellExtension: changes((page) => page.installShellExtension),
    removeShellExtension: changes((page) => page.removeShellExtension),
    deleteSpan: changes((page) => page.deleteSpan),
    answerIdle: changes((page) => page.answerIdle),
    days: asks((page) => page.days),
    erased: asks((page) => page.erased),
    day: asks((page) => page.day),
    daySums: asks((page) => page.daySums),
    sharedDay: asks((page) => page.sharedDay),
    records: asks((page) => page.records),
    search: asks((page) => page.search),
    health: asks((page) => page.health),
    addTime: changes((page) => page.addTime),
    correct: changes((page) => page.correct),
    timesheet: asks((page) => page.timesheet),
    work: asks((page) => page.work),
    chooseProject: changes((page) => page.chooseProject),
    workOn: changes((page) => page.workOn),
    writeTimesheet: changes((page) => page.writeTimesheet),
    submitTimesheet: changes((page) => page.submitTimesheet),
    undoTimesheet: changes((page) => page.undoTimesheet),
    projectRules: asks((page) => page.projectRules),
    putProjectRule: changes((page) => page.putProjectRule),
    deleteProjectRule: changes((page) => page.deleteProjectRule),
    startProjectRulesOver: changes((page) => page.startProjectRulesOver),
    tryProjectRule: asks((page) => page.tryProjectRule),
    decideProposals: changes((page) => page.decideProposals),
    undoProposals: changes((page) => page.undoProposals),
    rights: asks((page) => page.rights),
    askRight: changes((page) => page.askRight),
    withdrawRight: changes((page) => page.withdrawRight),
  };

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
      if (session.phase === 'unenrolled') return ok({ queued: 0 });
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
