import { keepsWhatIsCreated } from '../../bucket/administration/created-once.ts';
import type { Result } from '../../core/result.ts';
import { problemText } from '../../messages/problem-text.ts';
import { type BucketRequest, withStore } from '../org/org-request.ts';
import { type Check, fails, works } from './doctor-check.ts';

/** Whether several administrators can work on the bucket without undoing each other. */
export async function checkAdministration(request: Result<BucketRequest>): Promise<Check> {
  if (!request.ok) return fails('administration', problemText('en', request.problem));
  const { bucket } = request.value;
  const kept = await withStore(bucket, (store) => keepsWhatIsCreated({ store, prefix: bucket.settings.prefix }));
  if (!kept.ok) return fails('administration', problemText('en', kept.problem));
  return kept.value
    ? works('administration', 'What one administrator writes no other one replaces.')
    : fails('administration', {
        what: 'The bucket replaces what was to be created once (If-None-Match), so that two administrators at a time can undo each other.',
        remedy: 'Use a bucket without versions, or one administrator at a time.',
      });
}
