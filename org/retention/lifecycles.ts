import type { BucketLifecycle, BucketState } from '../../bucket/lifecycle/bucket-rules.ts';
import type { Organisation } from '../../core/organisation/organisation.ts';
import { ok, type Result } from '../../core/result.ts';
import { bearsOn, findingOfExpiry, findingsIn, type LifecycleFinding } from './lifecycle-findings.ts';
import { isOurRule, type LifecyclePlace, wantedRules } from './lifecycle-plan.ts';

/** What of the buckets' rules is not as `organisation` asks for; nothing is changed. */
export async function checkLifecycles(
  lifecycles: readonly BucketLifecycle[],
  organisation: Organisation,
  place: LifecyclePlace,
): Promise<Result<LifecycleFinding[]>> {
  const findings: LifecycleFinding[] = [];
  for (const lifecycle of lifecycles) {
    const state = await lifecycle.state();
    if (!state.ok) return state;
    const found = findingsIn(state.value, organisation, place);
    findings.push(...found);
    const said = await saidOf(lifecycle, state.value, organisation, place);
    if (!said.ok) return said;
    findings.push(...said.value);
  }
  return ok(findings);
}

/** What the store says of the first object of each class: it knows of rules that nobody looked for. */
async function saidOf(
  lifecycle: BucketLifecycle,
  { rules, versions }: BucketState,
  organisation: Organisation,
  place: LifecyclePlace,
): Promise<Result<LifecycleFinding[]>> {
  const findings: LifecycleFinding[] = [];
  const { bucket } = lifecycle;
  for (const wanted of wantedRules(organisation, place, bucket, versions === 'on' || versions === 'suspended')) {
    if (wanted.days === null || !rules.some(({ id, days }) => id === wanted.id && days === wanted.days)) continue;
    const said = await lifecycle.firstExpiry(wanted.prefix);
    if (!said.ok) return said;
    if (said.value !== null) findings.push(...findingOfExpiry(wanted, said.value, bucket));
  }
  return ok(findings);
}

/** What `prepareLifecycles` did in one bucket. */
export interface PreparedBucket {
  readonly bucket: string;
  /** Prefixes with the days after which they go. */
  readonly put: readonly { readonly prefix: string; readonly days: number }[];
  /** Ids of the rules of somebody else that stayed, and of those that were taken away. */
  readonly kept: readonly string[];
  readonly removed: readonly string[];
}

/**
 * Puts the rules that `organisation` asks for in the place of those that we put before. What else a bucket has stays, unless
 * `isReplacing`: then what removes anything of ours goes.
 */
export async function prepareLifecycles(
  lifecycles: readonly BucketLifecycle[],
  organisation: Organisation,
  place: LifecyclePlace,
  isReplacing: boolean,
): Promise<Result<PreparedBucket[]>> {
  const prepared: PreparedBucket[] = [];
  for (const lifecycle of lifecycles) {
    const state = await lifecycle.state();
    if (!state.ok) return state;
    const { bucket, rules, versions } = state.value;
    const wanted = wantedRules(organisation, place, bucket, versions === 'on' || versions === 'suspended');
    const others = rules.filter((rule) => !isOurRule(rule, place.prefix));
    const removed = isReplacing ? others.filter((rule) => bearsOn(rule, place)) : [];
    const kept = others.filter((rule) => !removed.includes(rule));
    const set = await lifecycle.setRules([...kept, ...wanted]);
    if (!set.ok) return set;
    prepared.push({
      bucket,
      put: wanted.flatMap(({ prefix, days }) => (days === null ? [] : [{ prefix, days }])),
      kept: kept.map(({ id }) => id),
      removed: removed.map(({ id }) => id),
    });
  }
  return ok(prepared);
}
