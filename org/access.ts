import { accessKey, directoryKey } from '../bucket/layout.ts';
import type { ObjectStore } from '../bucket/object-store.ts';
import type { PersonId } from '../core/ids.ts';
import type { Access, DaySpan, Directory, ViewerCertificate } from '../core/organisation/access.ts';
import type { Result } from '../core/result.ts';
import { sealTo } from '../seal/age.ts';
import { signDocument } from '../seal/signing.ts';
import { sealViewerName } from '../seal/viewer-name.ts';
import type { Signing } from './organisation.ts';

export const everyDay: DaySpan = { from: null, to: null };

/**
 * The access of a person who is new: no device of theirs is confirmed, and each of `viewers` may
 * open every day. With `enrolmentKey` their names are in it, for the person alone.
 */
export function firstAccess(
  person: PersonId,
  viewers: readonly ViewerCertificate[],
  at: number,
  enrolmentKey: string | null = null,
): Access {
  return {
    format: 'plainsight-access/2',
    person,
    version: 1,
    at,
    devices: [],
    viewers: viewers.map((certificate) => ({
      ...entryOf(person, certificate, enrolmentKey),
      spans: [everyDay],
    })),
  };
}

/** How a viewer stands in one person's access, but for the days. */
export function entryOf(
  person: PersonId,
  { viewer, recipient, name }: Pick<ViewerCertificate, 'viewer' | 'recipient' | 'name'>,
  enrolmentKey: string | null,
): Omit<Access['viewers'][number], 'spans'> {
  if (enrolmentKey === null) return { viewer, recipient };
  return { viewer, recipient, sealedName: sealViewerName(enrolmentKey, { person, viewer }, name) };
}

/** Tells the person's agents who may open their days. They know within a quarter of an hour. */
export function publishAccess(
  access: Access,
  { signing }: Pick<Signing, 'signing'>,
  store: ObjectStore,
  prefix: string,
): Promise<Result<void>> {
  return store.put(accessKey(prefix, access.person), signDocument(access, signing.privateKey));
}

/** Tells a viewer whose days they may open: signed, and sealed to the viewer and to recovery. */
export async function publishDirectory(
  directory: Directory,
  { recipient }: Pick<ViewerCertificate, 'recipient'>,
  { signing, document }: Signing,
  store: ObjectStore,
  prefix: string,
): Promise<Result<void>> {
  const sealed = await sealTo([recipient, ...document.recovery], signDocument(directory, signing.privateKey));
  return store.put(directoryKey(prefix, directory.viewer), sealed);
}
