import { ok } from '../../../core/result.ts';
import { takeAccess } from '../../../org/access-steps.ts';
import { inWords, namesOf } from '../org-choices.ts';
import type { BucketRequest, Done } from '../org-request.ts';
import { accessFrom, byHand, changeOf, stepsFor } from './access-request.ts';

export async function take(request: BucketRequest): Done {
  const access = await accessFrom(request, 'take');
  if (!access.ok) return access;
  const { administration, viewer, people, span, identity } = access.value;
  const steps = stepsFor(request, access.value);
  if (!steps.ok) return steps;
  const past = await takeAccess(administration, changeOf(access.value), steps.value);
  if (!past.ok) return past;
  return ok([
    ...byHand(viewer),
    `${viewer.certificate.name} may no longer open ${inWords(span)} of ${namesOf(people)}.`,
    'Agents seal no new day to them once they know, within a quarter of an hour.',
    'What they saw or copied before cannot be taken back.',
    ...(identity === null
      ? [
          'The keys of past days are still sealed to them: whoever hands them an object lets them open it. --rewrap changes that.',
        ]
      : past.value),
  ]);
}
