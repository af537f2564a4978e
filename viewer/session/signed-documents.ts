import { fetchOne } from '../../bucket/fetching.ts';
import { directoryKey, orgKey } from '../../bucket/layout.ts';
import type { PrefixedStore } from '../../bucket/object-store.ts';
import { type Directory, directorySchema } from '../../core/organisation/access.ts';
import { type Organisation, organisationSchema } from '../../core/organisation/organisation.ts';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { openWith } from '../../seal/age.ts';
import { readDocument } from '../../seal/signing.ts';
import type { ViewerFile, ViewerSecrets } from './viewer-file.ts';

interface DocumentsSource extends PrefixedStore {
  readonly file: ViewerFile;
  readonly secrets: ViewerSecrets;
}

/** The highest versions this process has read. They outlive a lock: no older one is taken. */
export interface SeenVersions {
  directory: number;
  organisation: number;
}

/** Problem codes: `directory-missing`, `-foreign`, `-outdated`, those of the store. */
export async function fetchDirectory(
  { store, prefix, file, secrets }: DocumentsSource,
  seen: SeenVersions,
): Promise<Result<Directory>> {
  const { viewer } = file.certificate;
  const sealed = await fetchOne(store, directoryKey(prefix, viewer));
  if (!sealed.ok) return sealed;
  if (sealed.value === null) return fail(missingDirectory);
  const opened = await openWith(secrets.identity, sealed.value);
  // Anyone can seal to this viewer; only the signature tells that the organisation did.
  const read = directorySchema.safeParse(opened === null ? null : readDocument(opened, file.organisationKey));
  if (!read.success || read.data.viewer !== viewer) return fail(foreignDirectory);
  if (read.data.version < seen.directory) return fail(outdatedDirectory);
  seen.directory = read.data.version;
  return ok(read.data);
}

/** Problem codes: `organisation-signature`, `organisation-outdated`, those of the store. */
export async function fetchOrganisation(
  { store, prefix, file }: PrefixedStore & { readonly file: Pick<ViewerFile, 'organisationKey'> },
  seen: SeenVersions,
): Promise<Result<Organisation>> {
  const bytes = await store.get(orgKey(prefix));
  if (!bytes.ok) return bytes;
  const read = organisationSchema.safeParse(readDocument(bytes.value, file.organisationKey));
  if (!read.success) return fail(foreignOrganisation);
  if (read.data.version < seen.organisation) return fail(outdatedOrganisation);
  seen.organisation = read.data.version;
  return ok(read.data);
}

const missingDirectory = problem('directory-missing');

const foreignDirectory = problem('directory-foreign');

const outdatedDirectory = problem('directory-outdated');

const foreignOrganisation = problem('organisation-foreign');

const outdatedOrganisation = problem('organisation-outdated');
