import { consentFolder, deviceKey, timesheetNamed, timesheetsFolder } from '../../bucket/layout.ts';
import type { ObjectStore } from '../../bucket/object-store.ts';
import { deviceRightsFolder } from '../../bucket/requests/right-layout.ts';
import type { DeviceId, PersonId } from '../../core/ids.ts';
import { problem } from '../../core/problem.ts';
import { fail, type Result } from '../../core/result.ts';

export interface TimesheetsAloneOptions {
  readonly store: ObjectStore;
  readonly prefix: string;
  readonly person: PersonId;
  readonly device: DeviceId;
  /** Whether nothing but timesheets may leave now. Asked before each write. */
  readonly isAlone: () => boolean;
}

/**
 * The store as everything of the agent writes to it. While the organisation asks for timesheets
 * alone it takes the device's card, its decisions, what the person asks of their rights and the weeks that were handed in, and refuses
 * every other name, whoever asks: `stays-here`. Reading is as before.
 */
export function timesheetsAloneStore({ store, prefix, person, device, isAlone }: TimesheetsAloneOptions): ObjectStore {
  const refused = (key: string): Result<never> | null =>
    isAlone() && !leavesWithTimesheetsAlone(prefix, person, device, key) ? fail(problem('stays-here', { key })) : null;
  return {
    put: async (key, body, signal) => refused(key) ?? store.put(key, body, signal),
    create: async (key, body, signal) => refused(key) ?? store.create(key, body, signal),
    get: (key, signal) => store.get(key, signal),
    list: (prefix, signal, most) => store.list(prefix, signal, most),
    listFolders: (prefix, signal) => store.listFolders(prefix, signal),
    close: () => store.close(),
  };
}

/**
 * Whether a device may write `key` while its organisation asks for timesheets alone: its card, its
 * decisions, what the person asks of their rights, and the weeks that were handed in on it. Everything else stays on the computer.
 */
export function leavesWithTimesheetsAlone(prefix: string, person: PersonId, device: DeviceId, key: string): boolean {
  const isDecision = key.startsWith(consentFolder(prefix, person, device));
  const week = timesheetNamed(timesheetsFolder(prefix, person), key);
  const isRequest = key.startsWith(deviceRightsFolder(prefix, person, device));
  return key === deviceKey(prefix, person, device) || isDecision || isRequest || week?.device === device;
}
