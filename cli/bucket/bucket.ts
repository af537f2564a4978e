import { openBucketLifecycles } from '../../bucket/s3/s3-lifecycle.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { LifecycleFinding } from '../../org/retention/lifecycle-findings.ts';
import { keptDaysOfClass } from '../../org/retention/lifecycle-plan.ts';
import { checkLifecycles, prepareLifecycles } from '../../org/retention/lifecycles.ts';
import type { Options } from '../cli-command.ts';
import { withBucketRequest } from '../org/org.ts';
import type { BucketRequest } from '../org/org-request.ts';
import { print } from '../outcome.ts';

/** `plainsight bucket check`. */
export function checkBucket(options: Options): Promise<number> {
  return withBucketRequest(options, async (request) => {
    const found = await findingsOf(request);
    return found.ok ? ok(told(found.value)) : found;
  });
}

/** `plainsight bucket prepare`. */
export function prepareBucket(options: Options): Promise<number> {
  return withBucketRequest(options, async (request) => {
    const administration = await request.adminFile.read();
    if (!administration.ok) return administration;
    const { document } = administration.value;
    const lifecycles = openBucketLifecycles(request.bucket.settings);
    try {
      const isReplacing = request.switches.has('replace');
      const prepared = await prepareLifecycles(lifecycles, document, request.bucket.settings, isReplacing);
      if (!prepared.ok) return prepared;
      for (const { bucket, put, kept, removed } of prepared.value) {
        for (const { prefix, days } of put) print(`${bucket}: ${prefix} goes ${days} days after it was written.`);
        if (removed.length > 0) print(`${bucket}: removed the rules ${removed.join(', ')}, which were not ours.`);
        if (kept.length > 0) print(`${bucket}: the rules ${kept.join(', ')} are not ours, and stayed.`);
      }
    } finally {
      for (const each of lifecycles) each.close();
    }
    const found = await findingsOf(request);
    return found.ok ? ok(told(found.value)) : found;
  });
}

/** What is not as the notice asks in the buckets of the request. */
export async function findingsOf(request: BucketRequest): Promise<Result<LifecycleFinding[]>> {
  const administration = await request.adminFile.read();
  if (!administration.ok) return fail(administration.problem);
  const { document } = administration.value;
  const lifecycles = openBucketLifecycles(request.bucket.settings);
  try {
    const checked = await checkLifecycles(lifecycles, document, request.bucket.settings);
    if (!checked.ok || keptDaysOfClass(document, 'days') !== null) return checked;
    const what = 'The notice asks for nothing of a day: how long what was recorded before is kept, nobody says.';
    return ok([...checked.value, { kind: 'hint', what, remedy: 'Ask for a purpose in the notice to let it go.' }]);
  } finally {
    for (const each of lifecycles) each.close();
  }
}

function told(found: readonly LifecycleFinding[]): number {
  for (const { what, remedy } of found) print(what, `    ${remedy}`);
  const isRight = found.every(({ kind }) => kind === 'hint');
  if (isRight) print('The bucket forgets as the notice says.');
  return isRight ? 0 : 1;
}
