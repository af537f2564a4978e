import { createHash } from 'node:crypto';
import { isOfKeys, keyFolderOf, type RecordClass, recordClasses } from '../../bucket/layout.ts';
import type { BucketRule } from '../../bucket/lifecycle/bucket-rules.ts';
import type { BucketSettings } from '../../bucket/settings.ts';
import type { KeptDays, Organisation } from '../../core/organisation/organisation.ts';
import { type KeyClass, keptDaysOf } from '../../core/organisation/retention.ts';

/** Where the organisation's objects lie. */
export type LifecyclePlace = Pick<BucketSettings, 'bucket' | 'keysBucket' | 'prefix'>;

/** What of a bucket is let go, and when. */
export interface WantedRule extends BucketRule {
  readonly recordClass: RecordClass;
  readonly kept: KeptDays;
}

/** Nothing of ours is uploaded in parts; what somebody else began and left need not stay. */
const abortDays = 7;
/** A version that was replaced, or hidden by a rule, is of no more use. */
const noncurrentDays = 1;

/** How long a class is kept; null: the notice says nothing of it. */
export function keptDaysOfClass(organisation: Organisation, recordClass: RecordClass): KeptDays | null {
  return keptDaysOf(organisation, keyClassOf(recordClass));
}

/** With which of a day's keys a class goes. */
export function keyClassOf(recordClass: RecordClass): KeyClass {
  return recordClass === 'shots' || recordClass === keyFolderOf.shots ? 'shots' : 'days';
}

/** The classes that lie in `bucket`, one of the place's. */
export function classesIn(bucket: string, place: LifecyclePlace): RecordClass[] {
  if (place.keysBucket === undefined) return [...recordClasses];
  return recordClasses.filter((recordClass) => isOfKeys(recordClass) === (bucket === place.keysBucket));
}

/**
 * The rules that the notice asks for in `bucket`: one for each class that lies there, after the least. Where it keeps
 * `versions` these go too; markers that hide nothing any more are left to the store and to the sweep: of two rules for
 * the same prefix RGW 16 heeds one alone.
 */
export function wantedRules(
  organisation: Organisation,
  place: LifecyclePlace,
  bucket: string,
  hasVersions: boolean,
): WantedRule[] {
  return classesIn(bucket, place).flatMap((recordClass) => {
    const kept = keptDaysOfClass(organisation, recordClass);
    if (kept === null) return [];
    const rule = {
      ...{ recordClass, kept, isEnabled: true, prefix: `${place.prefix}${recordClass}/`, more: [] },
      ...{ id: `${ruleIdStart(place.prefix)}${recordClass}`, days: kept.least, removesMarkers: false, abortDays },
    };
    return [{ ...rule, noncurrentDays: hasVersions ? noncurrentDays : null }];
  });
}

/** How the names of our rules for a prefix begin: two organisations may share a bucket. */
export function ruleIdStart(prefix: string): string {
  if (prefix === '') return 'plainsight-';
  return `plainsight-${createHash('sha256').update(prefix).digest('hex').slice(0, 8)}-`;
}

/** Whether a rule is one that `wantedRules` names, now or for another notice. */
export function isOurRule({ id }: Pick<BucketRule, 'id'>, prefix: string): boolean {
  const start = ruleIdStart(prefix);
  return id.startsWith(start) && recordClasses.some((each) => each === id.slice(start.length));
}
