import { join } from 'node:path';
import { browsersUnderNode } from '../../agent/browsers/node-setup.ts';
import { forkedSensors } from '../../agent/capture/beside/forked-sensors.ts';
import { openHostPlatform } from '../../agent/capture/host-platform.ts';
import { createEmployee, type Employee } from '../../agent/employee.ts';
import { keeperIn } from '../../agent/enrolment/keys.ts';
import { systemZone } from '../../agent/host/system-zone.ts';
import { chooseEncoder } from '../../agent/screenshot/encoder.ts';
import { openRecordingSign } from '../../agent/sign/detect.ts';
import { shellExtensionUnderNode } from '../../agent/sign/node-extension.ts';
import { openS3Store } from '../../bucket/s3/s3-store.ts';
import type { RecordingSettings } from '../../core/organisation/organisation.ts';
import { ok, type Result } from '../../core/result.ts';
import { takePrivateFolder } from '../../disk/private-folder.ts';
import { employeeContract } from '../../ipc/employee.ts';
import { managerContract } from '../../ipc/manager.ts';
import { systemKeeper } from '../../seal/account-keeper.ts';
import { passphraseProtector, type SecretProtector } from '../../seal/protector.ts';
import { readingProcess } from '../../viewer/day/reading-process.ts';
import { createManager, type Manager } from '../../viewer/manager.ts';
import { readViewerFile, type ViewerFile } from '../../viewer/session/viewer-file.ts';
import { startWebHost, type WebHost } from '../../web/server.ts';
import { openTrialOffice, type TrialOffice } from './demo-organisation.ts';

export interface OfficeAppOptions {
  readonly folder: string;
  /** The built pages, `out/renderer`. */
  readonly pages: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly appVersion: string;
  readonly organisation: string;
  readonly person: string;
  readonly viewer: string;
  readonly settings?: Partial<RecordingSettings>;
  /** The person's keys open with the office's own passphrase, so that they choose none: for a demonstration. They still answer for themselves. */
  readonly keepsKeys?: boolean;
  /** What trying a passphrase costs, the office's and the person's, as `sealWithPassphrase` takes it. */
  readonly passphraseWork?: number;
  readonly log: (line: string) => void;
}

export interface OfficeApp {
  readonly office: TrialOffice;
  readonly employee: Employee;
  readonly manager: Manager;
  readonly viewerFile: ViewerFile;
  readonly host: WebHost;
  close(): Promise<void>;
}

/** Everything on one computer under plain Node: the office of one, the agent, and both pages in a browser on loopback. */
export async function startOfficeApp(options: OfficeAppOptions): Promise<Result<OfficeApp>> {
  const { folder, env, platform, log } = options;
  const clock = { now: () => Date.now() };
  const { zone, remark } = systemZone();
  if (remark !== null) log(remark);
  const agentFolder = join(folder, 'agent');
  const own = takePrivateFolder(agentFolder);
  if (!own.ok) return own;
  const office = await openTrialOffice({ ...options, folder: join(folder, 'office'), zone });
  if (!office.ok) return office;
  const open: { close(): unknown }[] = [office.value.store];
  const closeAll = async (): Promise<void> => {
    for (const each of open.toReversed()) await each.close();
  };
  const orClose = async <T>(result: Result<T>): Promise<Result<T>> => {
    if (!result.ok) await closeAll();
    return result;
  };

  const viewerFile = await orClose(readViewerFile(office.value.viewerFile));
  if (!viewerFile.ok) return viewerFile;
  const { passphrase } = office.value;
  const employee = await orClose(
    await createEmployee({
      folder: agentFolder,
      enrolled: null,
      openPlatform: () => openHostPlatform({ platform, env, clock, startSensors: forkedSensors }),
      openSign: () => openRecordingSign({ platform, env }),
      browsers: browsersUnderNode(platform, env),
      shellExtension: shellExtensionUnderNode(platform, env),
      encoder: () => chooseEncoder({ platform, isElectron: false }),
      // The store's port differs from run to run; the enrolment that was accepted knows the one of its own day.
      openStore: (bucket) => openS3Store({ ...bucket, endpoint: office.value.store.endpoint }),
      protector: await protectorOf(options, agentFolder, passphrase),
      ...(options.passphraseWork === undefined ? {} : { passphraseWork: options.passphraseWork }),
      clock,
      random: Math.random,
      zone,
      appVersion: options.appVersion,
      host: 'node',
      log,
    }),
  );
  if (!employee.ok) return employee;
  open.push(employee.value);
  const invited = await orClose(await inviteNewcomer(employee.value, office.value));
  if (!invited.ok) return invited;
  const manager = createManager({
    file: viewerFile.value,
    openStore: openS3Store,
    clock,
    startReading: () => readingProcess(),
  });
  open.push(manager);
  const host = await orClose(
    await startWebHost({
      root: options.pages,
      log,
      contracts: [
        { contract: employeeContract, service: employee.value.service, onChange: employee.value.onChange },
        { contract: managerContract, service: manager.service, onChange: manager.onChange },
      ],
    }),
  );
  if (!host.ok) return host;
  open.push(host.value);
  return ok({
    office: office.value,
    employee: employee.value,
    manager,
    viewerFile: viewerFile.value,
    host: host.value,
    close: closeAll,
  });
}

/** What opens the keys without asking: the office's passphrase in a demonstration, else the system where it keeps keys for an account. */
async function protectorOf(
  { keepsKeys, platform, passphraseWork }: OfficeAppOptions,
  folder: string,
  passphrase: string | null,
): Promise<SecretProtector | null> {
  if (keepsKeys === true) return passphrase === null ? null : passphraseProtector(passphrase, passphraseWork);
  const keychain = systemKeeper(platform);
  return keychain === null ? null : keeperIn(folder, keychain);
}

/** The page of one who is not enrolled opens with the office's invitation. */
async function inviteNewcomer(employee: Employee, office: TrialOffice): Promise<Result<null>> {
  const status = await employee.service.status({});
  if (!status.ok) return status;
  if (status.value.phase !== 'unenrolled') return ok(null);
  return employee.invite(office.enrolmentFile);
}
