import { fault } from '../../core/day/chain.ts';
import type { ChainFault, ChainReport } from '../../core/day/chain-report.ts';
import type { DeviceId } from '../../core/ids.ts';

/** Each fault once, by name and then by kind. */
export function sortedFaults(faults: readonly ChainFault[]): ChainFault[] {
  const distinct = [...new Map(faults.map((each) => [`${each.name} ${each.kind}`, each]))];
  return distinct.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, each]) => each);
}

/** `report` with what else was found. */
export function withFaults(report: ChainReport, faults: readonly ChainFault[]): ChainReport {
  const all = sortedFaults([...report.faults, ...faults]);
  return { ...report, faults: all, state: all.length > 0 ? 'broken' : report.state };
}

/** What is said of a device's part of a day when nobody confirmed the device: nothing of it was fetched. */
export function unconfirmedPart(device: DeviceId): ChainReport {
  return { state: 'broken', links: 0, objects: 0, faults: [fault('unconfirmed', device)] };
}
