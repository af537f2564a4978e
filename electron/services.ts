import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserSetup } from '../agent/browsers/browsers.ts';
import { openHostPlatform } from '../agent/capture/host-platform.ts';
import type { ExtensionSetupOptions } from '../agent/capture/wayland/gnome/extension-setup.ts';
import { createEmployee, type Employee } from '../agent/employee.ts';
import { unsealEnrolment } from '../agent/enrolment/acceptance.ts';
import { keeperIn } from '../agent/enrolment/keys.ts';
import { memoryIn, type ReminderMemory } from '../agent/host/reminder-watch.ts';
import { systemZone } from '../agent/host/system-zone.ts';
import { withdrawOffline } from '../agent/offline/withdrawal.ts';
import type { CapturePlatform, Clock, RecordingSign } from '../agent/ports.ts';
import { chooseEncoder } from '../agent/screenshot/encoder.ts';
import { openS3Store } from '../bucket/s3/s3-store.ts';
import { problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { errorCode } from '../disk/durable-file.ts';
import { takePrivateFolder } from '../disk/private-folder.ts';
import type { Contract, OnChange, Service } from '../ipc/contract.ts';
import type { EmployeeContract } from '../ipc/employee.ts';
import type { ManagerContract } from '../ipc/manager.ts';
import type { BesideProcess } from '../ipc/process/beside-process.ts';
import { problemText } from '../messages/problem-text.ts';
import type { Keychain } from '../seal/protector.ts';
import { createManager, type Manager } from '../viewer/manager.ts';
import { keptInFile } from '../viewer/session/kept-key.ts';
import { readViewerFile } from '../viewer/session/viewer-file.ts';
import { atLoopbackPort } from './system/opened-with.ts';
import type { PowerEvents } from './system/power.ts';

/** What only Electron can give the services. */
export interface HostPorts {
  /** Where everything that is kept on this computer lives. */
  readonly dataFolder: string;
  readonly appVersion: string;
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly log: (line: string) => void;
  readonly power: PowerEvents;
  /** What browsers need to tell websites; null where they cannot. */
  readonly browsers: BrowserSetup | null;
  /** What our extension in GNOME Shell is made of; null where there is none. */
  readonly shellExtension: ExtensionSetupOptions | null;
  readonly keychain: Keychain;
  /** Puts the sensors that need Electron's main process in the place of those that run beside it. */
  readonly withMainSensors: (other: CapturePlatform) => CapturePlatform;
  /** Starts the process in which days are unpacked and parsed. */
  readonly startReading: () => BesideProcess;
  /** Starts the process in which foreign code reads this computer, where the system has no other way. */
  readonly startSensors: () => BesideProcess;
  /** Shows the person that something is recorded; without it up, nothing is. */
  readonly openSign: () => Promise<RecordingSign>;
  /** Where a store on this very computer listens this time, whatever port the enrolment names; null without one. */
  readonly loopbackStorePort: number | null;
}

interface Served<C extends Contract> {
  readonly service: Service<C>;
  readonly onChange: OnChange;
}

export interface HostServices {
  /** Also where nobody is enrolled: then nothing is recorded, and an enrolment can be opened. */
  readonly employee: Served<EmployeeContract> & Pick<Employee, 'invite'>;
  /** Null where this computer is not set up to look at other people's days. */
  readonly manager: Served<ManagerContract> | null;
  /** The program is removed: withdraws everything, says what of it could not be told to the organisation, and never fails. */
  withdrawForRemoval(): Promise<void>;
  /** What the person was reminded of. */
  readonly reminders: ReminderMemory;
  /** Makes what was recorded and is only in memory durable, and goes on. */
  save(): Promise<void>;
  /** Ends recording, keeps what was recorded, and closes everything. */
  close(): Promise<void>;
}

/** How long sending a withdrawal may take when the program is removed: uninstallers wait for 15 s. */
const flushMs = 10_000;

/**
 * Everything that records, keeps, uploads and shows, started; or why it cannot start. What the organisation gave to this computer lies in the
 * data folder: `enrolment.json` once the person who works here has accepted it, `viewer.json` for one who may look.
 */
export async function openServices(ports: HostPorts): Promise<Result<HostServices>> {
  const own = takePrivateFolder(ports.dataFolder);
  if (!own.ok) return own;
  const viewer = await readDocument(join(ports.dataFolder, 'viewer.json'));
  if (!viewer.ok) return viewer;
  const manager = viewer.value === null ? ok(null) : await openManager(viewer.value, ports);
  if (!manager.ok) return manager;
  const employee = await openEmployee(ports);
  if (!employee.ok) {
    manager.value?.close();
    return employee;
  }
  return ok({
    employee: employee.value,
    manager: manager.value,
    withdrawForRemoval: async () => void tellOf(await employee.value.withdrawForRemoval(flushMs), ports.log),
    reminders: memoryIn(() => employee.value.agent()?.options.vault ?? null),
    save: async () => employee.value.agent()?.conductor.journalNow(),
    close: async () => {
      manager.value?.close();
      await employee.value.close();
    },
  });
}

/**
 * The program is removed while it does not run: withdraws everything without a window or a sensor, and answers whether that is on the disk. Where
 * the keychain does not open the keys it is not: the mark, which was set before, says the same to every later start.
 */
export async function withdrawAlone(ports: WithdrawalPorts): Promise<boolean> {
  const { dataFolder: folder, clock, log, loopbackStorePort } = ports;
  const protector = await keeperIn(ports.dataFolder, ports.keychain);
  if (protector === null) return tellOf(ok({ queued: null }), log);
  const unsealed = await unsealEnrolment(folder, protector);
  if (!unsealed.ok) return tellOf(unsealed, log);
  if (unsealed.value === null) return true;
  const { enrolled } = unsealed.value;
  const openStore = (bucket: typeof enrolled.bucket) => openS3Store(atLoopbackPort(bucket, loopbackStorePort));
  return tellOf(
    await withdrawOffline({ folder, enrolled, protector, openStore, clock, random: Math.random, flushMs }),
    log,
  );
}

export type WithdrawalPorts = Pick<HostPorts, 'dataFolder' | 'keychain' | 'clock' | 'log' | 'loopbackStorePort'>;

/** Answers whether the withdrawal is on the disk. */
function tellOf(withdrawn: Result<{ queued: number | null }>, log: HostPorts['log']): boolean {
  const queued = withdrawn.ok ? withdrawn.value.queued : null;
  if (!withdrawn.ok)
    log(`everything counts as withdrawn, and is not written down yet: ${problemText('en', withdrawn.problem).what}`);
  else if (queued === null) log('everything counts as withdrawn: a mark says so to every later start');
  else
    log(queued > 0 ? 'everything is withdrawn, and the organisation could not be told yet' : 'everything is withdrawn');
  return queued !== null;
}

/** A viewer's key may stay open with the keychain where there is one, else while this process runs. Sleep and a locked screen lock it. */
async function openManager(document: unknown, ports: HostPorts): Promise<Result<Manager>> {
  const { dataFolder, clock, keychain, power } = ports;
  const file = readViewerFile(document);
  if (!file.ok) return file;
  const isKept = (await keychain.usable()).ok;
  const kept = isKept ? keptInFile(join(dataFolder, 'viewer-key'), keychain, file.value) : null;
  const manager = createManager({
    file: file.value,
    openStore: openS3Store,
    clock,
    kept,
    startReading: ports.startReading,
  });
  const following = [
    power.onSuspend(() => manager.lockBecause('suspended')),
    power.onLock(() => manager.lockBecause('screen-locked')),
  ];
  const close = (): void => {
    for (const stop of following) stop();
    manager.close();
  };
  return ok({ ...manager, close });
}

async function openEmployee(ports: HostPorts): Promise<Result<Employee>> {
  const { dataFolder, platform, clock, appVersion, log, loopbackStorePort } = ports;
  const { zone, remark } = systemZone();
  if (remark !== null) log(remark);
  const employee = await createEmployee({
    folder: dataFolder,
    enrolled: null,
    openPlatform: () => openPlatform(ports),
    openSign: ports.openSign,
    browsers: ports.browsers,
    shellExtension: ports.shellExtension,
    encoder: () => chooseEncoder({ platform, isElectron: true }),
    openStore: (bucket) => openS3Store(atLoopbackPort(bucket, loopbackStorePort)),
    protector: await keeperIn(ports.dataFolder, ports.keychain),
    clock,
    random: Math.random,
    zone,
    appVersion,
    host: 'electron',
    log,
  });
  if (employee.ok) followPower(employee.value, ports.power);
  return employee;
}

/** The computer's own sensors; on macOS some tell the truth to Electron's main process alone. */
export async function openPlatform(ports: HostPorts): Promise<CapturePlatform> {
  return ports.withMainSensors(await openHostPlatform(ports));
}

/** Sleep and lock stop recording when they happen, not when a sensor is asked next. */
function followPower({ agent }: Employee, power: PowerEvents): void {
  const change = (mutate: (gate: NonNullable<ReturnType<typeof agent>>['gate']) => void) => () => {
    const running = agent();
    void running?.conductor.change(() => mutate(running.gate));
  };
  power.onSuspend(change((gate) => gate.setSuspended(true)));
  power.onResume(change((gate) => gate.setSuspended(false)));
  power.onLock(change((gate) => gate.setLocked(true)));
  power.onUnlock(change((gate) => gate.setLocked(false)));
}

/** Null when there is no such file. */
async function readDocument(path: string): Promise<Result<unknown>> {
  try {
    return ok(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return ok(null);
    return fail(problem('setup-unreadable', { path }));
  }
}
