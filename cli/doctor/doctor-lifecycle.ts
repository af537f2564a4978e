import type { Result } from '../../core/result.ts';
import { problemText } from '../../messages/problem-text.ts';
import { findingsOf } from '../bucket/bucket.ts';
import type { BucketRequest } from '../org/org-request.ts';
import { type Check, fails, works } from './doctor-check.ts';

/** Whether the bucket forgets as the notice says: as `plainsight bucket check` has it. */
export async function checkLifecycle(request: Result<BucketRequest>): Promise<Check[]> {
  const found = request.ok ? await findingsOf(request.value) : request;
  if (!found.ok) return [fails('lifecycle', problemText('en', found.problem))];
  const wrong = found.value.filter(({ kind }) => kind === 'wrong');
  if (wrong.length === 0) return [works('lifecycle', 'The bucket forgets as the notice says.')];
  return wrong.map((each) => fails('lifecycle', each));
}
