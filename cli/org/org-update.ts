import { ok } from '../../core/result.ts';
import { putIntoEffect } from '../../org/access-steps.ts';
import { withNotice } from '../../org/notice/notice-change.ts';
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
  const changed = withNotice(administration.value, notice.value);
  const published = await putIntoEffect(changed, organisationAlone(), stepsIn(request));
  if (!published.ok) return published;
  return ok([
    `Version ${changed.document.version} of what ${document.name} asks for is published.`,
    'Agents know within a quarter of an hour. What goes beyond what a person read is not recorded until they read it.',
  ]);
}
