import type { Result } from '../../core/result.ts';
import { problemText } from '../../messages/problem-text.ts';
import type { BucketRequest } from '../org/org-request.ts';
import { pressingRequests } from '../org/requests/org-requests.ts';
import { type Check, fails, works } from './doctor-check.ts';

/** Whether a request about somebody's rights is overdue, or due within a week: what an administrator is reminded of. */
export async function checkRequests(request: Result<BucketRequest>): Promise<Check> {
  const pressing = request.ok ? await pressingRequests(request.value) : request;
  if (!pressing.ok) return fails('requests', problemText('en', pressing.problem));
  if (pressing.value.length === 0) return works('requests', 'No request about rights is due within a week.');
  return fails('requests', { what: pressing.value.join(' '), remedy: 'See: plainsight org requests.' });
}
