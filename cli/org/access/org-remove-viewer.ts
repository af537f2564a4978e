import { ok } from '../../../core/result.ts';
import { removeViewer } from '../../../org/access-steps.ts';
import type { BucketRequest, Done } from '../org-request.ts';
import { accessFrom, changeOf, stepsFor } from './access-request.ts';

/** Takes everything from a viewer. Their name stays with the receipts that they left. */
export async function remove(request: BucketRequest): Done {
  const access = await accessFrom(request, 'remove');
  if (!access.ok) return access;
  const { administration, viewer } = access.value;
  const steps = stepsFor(request, access.value);
  if (!steps.ok) return steps;
  const past = await removeViewer(administration, changeOf(access.value), steps.value);
  if (!past.ok) return past;
  return ok([
    `${viewer.certificate.name} may open nothing from now on.`,
    viewer.accessKeyId === null
      ? 'Take their credential away where the bucket is run: Plainsight does not know it.'
      : 'Their credential is removed.',
    'What they saw or copied before cannot be taken back.',
    ...past.value,
  ]);
}
