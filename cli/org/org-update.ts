import { organisationSchema } from '../../core/organisation/organisation.ts';
import { ok } from '../../core/result.ts';
import { keysOf } from '../../org/administration.ts';
import { publishOrganisation } from '../../org/organisation.ts';
import { readNotice } from './org-notice.ts';
import { type BucketRequest, type Done, withStore } from './org-request.ts';

/** Publishes a changed notice: what it widens is read first, what it narrows applies at once. */
export async function updateOrg({ adminFile, bucket, values }: BucketRequest): Done {
  const administration = await adminFile.read();
  if (!administration.ok) return administration;
  const { document } = administration.value;
  const notice = await readNotice(values.settings ?? '', document);
  if (!notice.ok) return notice;
  const version = document.version + 1;
  const changed = {
    ...administration.value,
    document: organisationSchema.parse({ ...document, ...notice.value, version }),
  };
  const kept = await adminFile.write(changed);
  if (!kept.ok) return kept;
  const { prefix } = bucket.settings;
  const published = await withStore(bucket, (store) => publishOrganisation(keysOf(changed), store, prefix));
  if (!published.ok) return published;
  return ok([
    `Version ${version} of what ${document.name} asks for is published.`,
    'Agents know within a quarter of an hour. What goes beyond what a person read is not recorded until they read it.',
  ]);
}
