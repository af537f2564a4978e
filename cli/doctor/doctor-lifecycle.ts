import { problemText } from '../../messages/problem-text.ts';
import { findingsOf } from '../bucket/bucket.ts';
import type { Options } from '../cli-command.ts';
import { bucketRequestFor } from '../org/org.ts';
import { type Check, fails, works } from './doctor-check.ts';

/** Whether the bucket forgets as the notice says: as `plainsight bucket check` has it. */
export async function checkLifecycle(options: Options): Promise<Check[]> {
  const request = await bucketRequestFor(options);
  const found = request.ok ? await findingsOf(request.value) : request;
  if (!found.ok) return [fails('lifecycle', problemText('en', found.problem))];
  const wrong = found.value.filter(({ kind }) => kind === 'wrong');
  if (wrong.length === 0) return [works('lifecycle', 'The bucket forgets as the notice says.')];
  return wrong.map((each) => fails('lifecycle', each));
}
