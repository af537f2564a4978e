import { organisationSchema } from '../../core/organisation/organisation.ts';
import { formerlyKeptBy } from '../../core/organisation/retention.ts';
import { ok } from '../../core/result.ts';
import { putIntoEffect } from '../../org/access-steps.ts';
import { organisationAlone } from './org-choices.ts';
import { readNotice } from './org-notice.ts';
import { type BucketRequest, type Done, stepsIn } from './org-request.ts';

/** Publishes a changed notice: what it widens is read first, what it narrows applies at once. */
export async function updateOrg(request: BucketRequest): Done {
  const { adminFile, values } = request;
  const administration = await adminFile.read();
  if (!administration.ok) return administration;
  const { document } = administration.value;
  const notice = await readNotice(values.settings ?? '', document);
  if (!notice.ok) return notice;
  const version = document.version + 1;
  const formerlyKept = formerlyKeptBy(document, notice.value);
  const changed = {
    ...administration.value,
    document: organisationSchema.parse({ ...document, ...notice.value, formerlyKept, version }),
  };
  const published = await putIntoEffect(changed, organisationAlone(), stepsIn(request));
  if (!published.ok) return published;
  return ok([
    `Version ${version} of what ${document.name} asks for is published.`,
    'Agents know within a quarter of an hour. What goes beyond what a person read is not recorded until they read it.',
  ]);
}
