import type { ObjectStore } from '../bucket/object-store.ts';
import { isOfStore } from '../bucket/store-problems.ts';
import { noticeOf } from '../core/organisation/organisation.ts';
import type { Problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import type { Category } from '../core/rules/categories.ts';
import type { Instant } from '../core/time/interval.ts';
import type { OnChange, Service } from '../ipc/contract.ts';
import { type ManagerContract, managerContract } from '../ipc/manager.ts';
import type { BesideProcess } from '../ipc/process/beside-process.ts';
import { KeyLock, type LockCause } from '../seal/lock/key-lock.ts';
import { answerCalls } from './approvals/answering.ts';
import { dayCalls } from './day/day.ts';
import { OpenDays } from './day/open-days.ts';
import { segmentWorker } from './day/segment-worker.ts';
import { ViewerSession } from './open-viewer.ts';
import { questionCalls } from './questions/questions.ts';
import { reportsService } from './reports/reports.ts';
import { abortableStore } from './session/abortable-store.ts';
import type { KeptKey } from './session/kept-key.ts';
import { peopleCalls } from './session/people.ts';
import { locked, wrongViewerPassphrase } from './session/problems.ts';
import { openSecrets, type ViewerFile, type ViewerSecrets } from './session/viewer-file.ts';
import { weekCalls } from './timesheets/week-calls.ts';

export interface ManagerOptions {
  readonly file: ViewerFile;
  readonly openStore: (bucket: ViewerFile['bucket']) => ObjectStore;
  readonly clock: { now(): Instant };
  /** Keeps the key over a restart; without it, the key stays in this process. */
  readonly kept?: KeptKey | null;
  /** Calls back every so often until the function that it answers is called. */
  readonly every?: (ms: number, tick: () => void) => () => void;
  /** Starts the process in which days are unpacked; without it, this one does. */
  readonly startReading?: () => BesideProcess;
}

export interface Manager {
  readonly service: Service<ManagerContract>;
  readonly onChange: OnChange;
  /** For what the host alone knows: that the computer sleeps, or that its screen is locked. */
  lockBecause(cause: LockCause): void;
  close(): void;
}

/** The calls that only an open key answers. */
type OpenCalls = Omit<Service<ManagerContract>, 'status' | 'unlock' | 'lock' | 'setStay' | 'touch'>;

/** What exists while the key is open: in memory, gone when it is locked. */
interface OpenState {
  readonly calls: OpenCalls;
  readonly end: () => void;
  categories: Category[];
  /** Whether the organisation asks for timesheets. */
  timesheets: boolean;
}

/** The service behind the manager's page. */
export function createManager({
  file,
  openStore,
  clock,
  kept = null,
  every = interval,
  startReading,
}: ManagerOptions): Manager {
  const store = openStore(file.bucket);
  const worker = startReading === undefined ? null : segmentWorker(startReading);
  const listeners = new Set<() => void>();
  const seen = { directory: 0, organisation: 0 };
  let open: OpenState | null = null;
  let trouble: Problem | null = null;

  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  const lock = new KeyLock<ViewerSecrets>({
    clock,
    every,
    kept,
    onChange: (secrets) => {
      open?.end();
      open = secrets === null ? null : opened(secrets);
      tell();
    },
  });

  function opened(secrets: ViewerSecrets): OpenState {
    const ending = new AbortController();
    worker?.warm();
    const viewer = new ViewerSession({
      ...{ file, secrets, seen },
      store: abortableStore(store, ending.signal),
      now: () => clock.now(),
      ...(worker === null ? {} : { readSegments: worker.read }),
    });
    const state: OpenState = { calls: openCalls(viewer), end: () => ending.abort(), categories: [], timesheets: false };
    void viewer.organisation().then((organisation) => {
      if (!organisation.ok) return;
      state.categories = organisation.value.categories;
      state.timesheets = noticeOf(organisation.value, 'timesheets') !== null;
      if (open === state && (state.categories.length > 0 || state.timesheets)) tell();
    });
    return state;
  }

  /**
   * What was read with a key that has been locked meanwhile is shown no more. Asking is no sign of
   * the person: pages ask by themselves, and go on asking while the bucket does not answer.
   */
  async function reading<T>(work: (calls: OpenCalls) => Promise<Result<T>>): Promise<Result<T>> {
    await lock.ready;
    lock.check();
    const state = open;
    if (state === null) return fail(locked);
    const result = await work(state.calls);
    if (open !== state) return fail(locked);
    trouble = result.ok || !isOfStore(result.problem) ? null : result.problem;
    return result;
  }

  const asked = Object.fromEntries(
    Object.keys(managerContract.calls).map((call) => [
      call,
      (args: never) => reading((calls) => calls[call as keyof OpenCalls](args) as Promise<Result<unknown>>),
    ]),
  ) as OpenCalls;

  return {
    service: {
      ...asked,
      status: async () => {
        await lock.ready;
        return ok({
          phase: open === null ? 'locked' : 'ready',
          organisation: file.organisation,
          viewer: file.certificate.name,
          problem: trouble,
          lock: lock.state,
          categories: open?.categories ?? [],
          timesheets: open?.timesheets ?? false,
          now: clock.now(),
        });
      },
      unlock: async ({ passphrase, stay = false }) => {
        await lock.ready;
        const secrets = await openSecrets(file, passphrase);
        return secrets === null ? fail(wrongViewerPassphrase) : lock.unlock(secrets, stay);
      },
      lock: () => lock.lock(),
      setStay: ({ stay }) => lock.setStay(stay),
      touch: async () => {
        lock.sign();
        return ok(null);
      },
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    lockBecause: (cause) => lock.lockBecause(cause),
    close: () => {
      listeners.clear();
      lock.dispose();
      worker?.close();
      store.close();
    },
  };
}

function openCalls(viewer: ViewerSession): OpenCalls {
  const days = new OpenDays();
  const reports = reportsService(viewer, days);
  return {
    ...peopleCalls(viewer),
    ...dayCalls(viewer, days),
    ...answerCalls(viewer, days, reports),
    ...questionCalls(viewer, days),
    ...reports.calls,
    ...weekCalls(viewer),
  };
}

function interval(ms: number, tick: () => void): () => void {
  const timer = setInterval(tick, ms);
  // Waiting to lock a key is no reason to keep a process running.
  timer.unref();
  return () => clearInterval(timer);
}
