import { ok } from '../../../core/result.ts';
import { giveAccess } from '../../../org/access-steps.ts';
import { inWords, namesOf } from '../org-choices.ts';
import type { BucketRequest, Done } from '../org-request.ts';
import { type AccessRequest, accessFrom, byHand, changeOf, stepsFor } from './access-request.ts';

export async function give(request: BucketRequest): Done {
  const access = await accessFrom(request, 'give');
  return access.ok ? giveTo(access.value, request) : access;
}

export async function giveTo(access: AccessRequest, request: BucketRequest): Done {
  const steps = stepsFor(request, access);
  if (!steps.ok) return steps;
  const past = await giveAccess(access.administration, changeOf(access), steps.value);
  if (!past.ok) return past;
  const { viewer, people, span, identity } = access;
  return ok([
    ...byHand(viewer),
    `${viewer.certificate.name} may open ${inWords(span)} of ${namesOf(people)}.`,
    'Agents seal new days to them once they know, within a quarter of an hour.',
    ...(identity === null
      ? ['Days that are in the bucket already stay closed to them until you give this again with --recovery FILE.']
      : past.value),
  ]);
}
