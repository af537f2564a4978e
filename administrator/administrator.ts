import type { ObjectStore } from '../bucket/object-store.ts';
import type { BucketSettings } from '../bucket/settings.ts';
import { isOfStore } from '../bucket/store-problems.ts';
import type { Problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { shownText } from '../core/typed-text.ts';
import type { AdministratorContract } from '../ipc/administrator/administrator.ts';
import type { OnChange, Service } from '../ipc/contract.ts';
import { AdministrationFile } from '../org/administration-file.ts';
import { KeyLock, keyLocked } from '../seal/lock/key-lock.ts';
import { adminLog, listedAdministrators } from './history.ts';
import { confirmComputer, enrolledPeople, standingOfPeople } from './people.ts';
import { type AdministratorSession, administratorSession } from './session.ts';
import { noticeEffect, publishedNotice, publishNotice } from './settings.ts';
import { changeAccess, listedViewers } from './viewers.ts';

interface AdministratorOptions {
  /** Of this administrator's own keys. */
  readonly folder: string;
  /** With an owner's credential. */
  readonly settings: BucketSettings;
  readonly openStore: (settings: BucketSettings) => ObjectStore;
  /** The folder of the embedded store, where the credentials are made there. */
  readonly storeFolder?: string | undefined;
  /** What trying a passphrase costs, as `sealWithPassphrase` takes it. */
  readonly passphraseWork?: number | undefined;
  readonly clock: { now(): number };
  /** Calls back every so often until the function that it answers is called. */
  readonly every?: (ms: number, tick: () => void) => () => void;
}

interface Administrator {
  readonly service: Service<AdministratorContract>;
  readonly onChange: OnChange;
  close(): void;
}

/** Who the keys are of, as it was told when they were opened. */
interface Named {
  readonly organisation: string;
  readonly administrator: string | null;
}

/** The service behind the administrator's pages. It does everything by the services behind `plainsight org`, one call after the other. */
export function createAdministrator({
  folder,
  settings,
  openStore,
  storeFolder,
  passphraseWork,
  clock,
  every = interval,
}: AdministratorOptions): Administrator {
  const store = openStore(settings);
  const place = { store, prefix: settings.prefix };
  const listeners = new Set<() => void>();
  let file: AdministrationFile | null = null;
  let named: Named | null = null;
  let trouble: Problem | null = null;
  let last: Promise<unknown> = Promise.resolve();

  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  const lock = new KeyLock<AdministrationFile>({
    ...{ clock, every, kept: null },
    onChange: (opened) => {
      file = opened;
      tell();
    },
  });

  /** Two changes at a time in one folder would be a race of this administrator with themselves. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = last.then(work);
    last = next.catch(() => {});
    return next;
  }

  /** What was read with keys that have been locked meanwhile is shown no more; a change that was begun is finished all the same. */
  async function withKeys<T>(
    did: string,
    work: (session: AdministratorSession) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    lock.check();
    const opened = file;
    if (opened === null) return fail(keyLocked);
    const now = () => clock.now();
    const session = administratorSession({ file: opened, place, settings, storeFolder, now }, did);
    const result = await inTurn(async () => (file === opened ? work(session) : fail(keyLocked)));
    if (file !== opened) return fail(keyLocked);
    trouble = result.ok || !isOfStore(result.problem) ? null : result.problem;
    return result;
  }

  /** The same for what changes something: pages then ask anew, whether it worked or another administrator was first. */
  async function changing<T>(
    did: string,
    work: (session: AdministratorSession) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const result = await withKeys(did, work);
    tell();
    return result;
  }

  const reading = 'org pages';
  return {
    service: {
      status: async () => {
        lock.check();
        const { afterMs, because } = lock.state;
        return ok({
          phase: file === null ? 'locked' : 'ready',
          folder: shownText(folder),
          organisation: named?.organisation ?? null,
          administrator: named?.administrator ?? null,
          problem: trouble,
          lock: { afterMs, because },
          now: clock.now(),
        });
      },
      unlock: async ({ passphrase }) => {
        const opening = new AdministrationFile(folder, passphrase, passphraseWork);
        const read = await opening.read();
        if (!read.ok) return read;
        const { document, administrators, self } = read.value;
        const own = administrators.find(({ administrator }) => administrator === self?.administrator);
        named = { organisation: document.name, administrator: own?.name ?? null };
        return lock.unlock(opening, false);
      },
      lock: () => lock.lock(),
      touch: async () => {
        lock.sign();
        return ok(null);
      },
      people: () => withKeys(reading, enrolledPeople),
      standing: ({ people }) => withKeys(reading, (session) => standingOfPeople(session, people)),
      confirm: (asked) => changing('org confirm', (session) => confirmComputer(session, asked)),
      viewers: () => withKeys(reading, listedViewers),
      changeAccess: (asked) => changing(`org ${asked.effect}`, (session) => changeAccess(session, asked)),
      settings: () => withKeys(reading, publishedNotice),
      settingsEffect: (form) => withKeys(reading, (session) => noticeEffect(session, form)),
      publishSettings: (asked) => changing('org update', (session) => publishNotice(session, asked)),
      log: () => withKeys(reading, adminLog),
      administrators: () => withKeys(reading, listedAdministrators),
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      listeners.clear();
      lock.dispose();
      store.close();
    },
  };
}

function interval(ms: number, tick: () => void): () => void {
  const timer = setInterval(tick, ms);
  // Waiting to lock a key is no reason to keep a process running.
  timer.unref();
  return () => clearInterval(timer);
}
