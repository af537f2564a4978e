import { fetchOne } from '../../bucket/fetching.ts';
import { directoryKey, orgKey } from '../../bucket/layout.ts';
import type { PrefixedStore } from '../../bucket/object-store.ts';
import { type Directory, directorySchema } from '../../core/organisation/access.ts';
import { type Organisation, organisationSchema } from '../../core/organisation/organisation.ts';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { openWith } from '../../seal/age.ts';
import { foundingRoster, type Roster, readOrganisationBy } from '../../seal/roster.ts';
import { readDocument } from '../../seal/signing.ts';
import type { ViewerFile, ViewerSecrets } from './viewer-file.ts';

interface DocumentsSource extends PrefixedStore {
  readonly file: ViewerFile;
  readonly secrets: ViewerSecrets;
}

/** The highest versions this process has read, and who signed the settings. They outlive a lock: no older one is taken. */
export interface SeenVersions {
  roster?: Roster;
  directory: number;
  organisation: number;
}

/** Who signs for the organisation, as far as this process knows. */
export function rosterOf(file: Pick<ViewerFile, 'organisationKey' | 'roster'>, { roster }: SeenVersions): Roster {
  return roster ?? file.roster ?? foundingRoster(file.organisationKey);
}

/** `told`: over once it is known who signs now. Problem codes: `directory-missing`, `-foreign`, `-outdated`, those of the store. */
export async function fetchDirectory(
  { store, prefix, file, secrets }: DocumentsSource,
  seen: SeenVersions,
  told: Promise<unknown>,
): Promise<Result<Directory>> {
  const { viewer } = file.certificate;
  const [sealed] = await Promise.all([fetchOne(store, directoryKey(prefix, viewer)), told]);
  if (!sealed.ok) return sealed;
  if (sealed.value === null) return fail(missingDirectory);
  const opened = await openWith(secrets.identity, sealed.value);
  // Anyone can seal to this viewer; only the signature tells that the organisation did.
  const read = directorySchema.safeParse(opened === null ? null : readDocument(opened, rosterOf(file, seen).keys));
  if (!read.success || read.data.viewer !== viewer) return fail(foreignDirectory);
  if (read.data.version < seen.directory) return fail(outdatedDirectory);
  seen.directory = read.data.version;
  return ok(read.data);
}

/** Problem codes: `organisation-signature`, `organisation-outdated`, those of the store. */
export async function fetchOrganisation(
  { store, prefix, file }: PrefixedStore & { readonly file: Pick<ViewerFile, 'organisationKey' | 'roster'> },
  seen: SeenVersions,
): Promise<Result<Organisation>> {
  const bytes = await store.get(orgKey(prefix));
  if (!bytes.ok) return bytes;
  const signed = readOrganisationBy(bytes.value, rosterOf(file, seen));
  if (signed === 'outdated') return fail(outdatedOrganisation);
  const read = organisationSchema.safeParse(typeof signed === 'string' ? undefined : signed.document);
  if (typeof signed === 'string' || !read.success) return fail(foreignOrganisation);
  if (read.data.version < seen.organisation) return fail(outdatedOrganisation);
  seen.organisation = read.data.version;
  seen.roster = signed.roster;
  return ok(read.data);
}

const missingDirectory = problem('directory-missing');

const foreignDirectory = problem('directory-foreign');

const outdatedDirectory = problem('directory-outdated');

const foreignOrganisation = problem('organisation-foreign');

const outdatedOrganisation = problem('organisation-outdated');
