import { join } from 'node:path';
import type { MenuItemConstructorOptions, NativeImage } from 'electron';
import { openCapturePlatform } from '../../../agent/capture/detect.ts';
import { createEmployee, type Employee } from '../../../agent/employee.ts';
import { chooseEncoder } from '../../../agent/screenshot/encoder.ts';
import { openRecordingSign } from '../../../agent/sign/detect.ts';
import { openS3Store } from '../../../bucket/s3/s3-store.ts';
import { unwrap } from '../../../core/result.ts';
import { createTray } from '../../../electron/tray/tray.ts';
import { employeeContract } from '../../../ipc/employee.ts';
import { startWebHost } from '../../../web/server.ts';
import type { Desktop } from '../../desktop.ts';
import { lightWork } from '../../fixtures/light-work.ts';
import { clock, noonZone } from './recorded-person.ts';

/** The agent of somebody whom nobody has enrolled yet, its page, and the tray's own menu. */
export interface EnrolledPerson {
  readonly employee: Employee;
  /** Of the page, with its session's token. */
  readonly address: string;
  /** Chooses an entry of the tray's menu, by its label or `submenu > label`, as it stands at that moment. */
  chooseInTray(label: string): Promise<void>;
  close(): Promise<void>;
}

export const zone = noonZone(clock.now());

/** On `desktop`, with everything kept in `folder`: nothing yet at the first start, locked at a later one. */
export async function startEnrolledPerson(
  folder: string,
  desktop: Pick<Desktop, 'env'>,
  log: (line: string) => void,
): Promise<EnrolledPerson> {
  const employee = unwrap(
    await createEmployee({
      folder,
      enrolled: null,
      openPlatform: () => openCapturePlatform({ platform: 'linux', env: desktop.env, clock }),
      openSign: () => openRecordingSign({ platform: 'linux', env: desktop.env }),
      encoder: () => chooseEncoder({ platform: 'linux', isElectron: false }),
      openStore: openS3Store,
      protector: null,
      passphraseWork: lightWork,
      clock,
      random: Math.random,
      zone,
      appVersion: '0.0.0-test',
      host: 'node',
      log,
    }),
  );
  const { service, onChange } = employee;
  const host = unwrap(
    await startWebHost({
      root: join(import.meta.dirname, '..', '..', '..', 'out', 'renderer'),
      contracts: [{ contract: employeeContract, service, onChange }],
      log,
    }),
  );
  let menu: readonly MenuItemConstructorOptions[] = [];
  const tray = createTray<MenuItemConstructorOptions[]>({
    tray: {
      setImage: () => {},
      setToolTip: () => {},
      setContextMenu: (items) => {
        menu = items;
      },
      destroy: () => {},
      on: () => {},
    },
    platform: 'linux',
    // No image is drawn here: the menu is what is chosen from.
    imageOf: (shape) => shape as unknown as NativeImage,
    onBarChange: () => {},
    buildMenu: (template) => template,
    employee: { service, onChange },
    open: () => {},
    tell: () => {},
    language: 'en',
    hasManager: false,
    quit: () => {},
  });
  return {
    employee,
    address: host.address('employee'),
    chooseInTray: async (path) => {
      await tray.refresh();
      const [first = '', second] = path.split(' > ');
      const entry = menu.find(({ label }) => label === first);
      const chosen =
        second === undefined
          ? entry
          : (entry?.submenu as MenuItemConstructorOptions[] | undefined)?.find(({ label }) => label === second);
      if (chosen?.click === undefined || entry?.enabled === false) throw new Error(`${path} cannot be chosen`);
      (chosen.click as unknown as () => void)();
    },
    close: async () => {
      tray.close();
      await host.close();
      await employee.close();
    },
  };
}
