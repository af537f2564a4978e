import { openS3Store } from '../../../bucket/s3/s3-store.ts';
import type { ChainReport } from '../../../core/day/chain-report.ts';
import type { DayView } from '../../../core/day/view.ts';
import type { Day } from '../../../core/ids.ts';
import { unwrap } from '../../../core/result.ts';
import { createManager } from '../../../viewer/manager.ts';
import { readViewerFile } from '../../../viewer/session/viewer-file.ts';
import type { TestOffice } from '../../journeys/scenes/offices.ts';
import { clock } from '../../journeys/scenes/recorded-person.ts';

export interface ManagersDay {
  readonly view: DayView;
  /** After every object was fetched and checked. */
  readonly chain: ChainReport;
  /** WebP files by id, those that were not the same as an earlier one. */
  readonly pictures: ReadonlyMap<string, Buffer>;
}

/** The latest day of the office's person, opened, checked to its last object, with all of its pictures. */
export async function managersDay(office: TestOffice): Promise<ManagersDay> {
  const manager = createManager({ file: unwrap(readViewerFile(office.viewerFile)), openStore: openS3Store, clock });
  const { service } = manager;
  try {
    unwrap(await service.unlock({ passphrase: office.passphrase }));
    const [who] = unwrap(await service.people({}));
    if (who === undefined) throw new Error('there is nobody');
    const { person } = who;
    const day = unwrap(await service.days({ person }))[0]?.day as Day;
    const opened = unwrap(await service.openDay({ person, day, reason: 'Work record' }));
    const [device] = opened.devices;
    const view = device?.view ?? null;
    if (device === undefined || view === null) throw new Error('the day does not open');
    let check = unwrap(await service.checkDay({ person, day }));
    while (check.done < check.total) check = unwrap(await service.checkDay({ person, day }));
    const chain = check.devices[0]?.chain ?? device.chain;
    const pictures = new Map<string, Buffer>();
    for (const { id, sameAs } of view.shots) {
      if (sameAs !== null) continue;
      const { webp } = unwrap(await service.picture({ person, day, device: device.device, id }));
      pictures.set(id, Buffer.from(webp, 'base64'));
    }
    return { view, chain, pictures };
  } finally {
    manager.close();
  }
}
