import type { RecordId } from '../ids.ts';
import { type Project, projectKey } from '../organisation/projects.ts';
import { durationMs, type Interval, merged, shared } from '../time/interval.ts';
import { toMinutes } from './project-time.ts';

/** A span of which a rule says that it is on a project. */
export interface MatchedSpan extends Interval {
  readonly rule: RecordId;
  /** Null: the rule's project cannot be chosen, so that nothing is proposed for it. */
  readonly project: Project | null;
}

/** What one rule proposes of one day: nothing counts of it until the person takes it. */
export interface Proposal {
  readonly rule: RecordId;
  readonly project: Project;
  /** In order, disjoint. */
  readonly spans: readonly Interval[];
  readonly ms: number;
}

/**
 * What is proposed of a day, in the order of the rules. `free` is the time of which the person said
 * nothing, `matched` each recorded window that a rule fits, both in order and disjoint. A project
 * whose minutes the person wrote by hand (`isWritten`) is not proposed: what they wrote stands.
 * Less than half a minute is none.
 */
export function proposalsOf(
  free: readonly Interval[],
  matched: readonly MatchedSpan[],
  rules: readonly RecordId[],
  isWritten: (project: Project) => boolean = () => false,
): Proposal[] {
  const spans = Map.groupBy(shared(matched, free), ({ rule }) => rule);
  return rules.flatMap((rule): Proposal[] => {
    const parts = spans.get(rule) ?? [];
    const project = parts[0]?.project ?? null;
    if (project === null || isWritten(project)) return [];
    const joined = merged(parts).map(({ start, end }) => ({ start, end }));
    const ms = joined.reduce((sum, each) => sum + durationMs(each), 0);
    return toMinutes(ms) === 0 ? [] : [{ rule, project, spans: joined, ms }];
  });
}

/** Whether it is the very proposal that was shown. */
export function isSameProposal(
  a: Pick<Proposal, 'rule' | 'project' | 'ms'>,
  b: Pick<Proposal, 'rule' | 'project' | 'ms'>,
): boolean {
  return a.rule === b.rule && a.ms === b.ms && projectKey(a.project) === projectKey(b.project);
}
