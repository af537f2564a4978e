import type { IndexedObject, ObjectIndex } from '../storage/object-index.ts';
import { type LifecycleRule, lifecycleRuleSchema } from './lifecycle-rules.ts';

/** When an object is due, and by which rule. `at` is UTC ms. */
export interface Expiry {
  readonly at: number;
  readonly rule: string;
}

/** The rules of each bucket. Kept in the index, and in memory as long as the store runs. */
export class Lifecycles {
  readonly #index: ObjectIndex;
  readonly #known = new Map<string, readonly LifecycleRule[]>();
  /** How long a day is, in ms. */
  readonly dayMs: number;

  constructor(index: ObjectIndex, dayMs: number) {
    this.#index = index;
    this.dayMs = dayMs;
  }

  /** Of a bucket without any: none. */
  of(bucket: string): readonly LifecycleRule[] {
    const known = this.#known.get(bucket);
    if (known !== undefined) return known;
    const text = this.#index.lifecycle(bucket);
    const rules = text === null ? [] : lifecycleRuleSchema.array().parse(JSON.parse(text));
    this.#known.set(bucket, rules);
    return rules;
  }

  /** In the place of all that were; none takes them away. On the disk once it returns. */
  set(bucket: string, rules: readonly LifecycleRule[]): void {
    this.#index.setLifecycle(bucket, rules.length === 0 ? null : JSON.stringify(rules));
    this.#known.set(bucket, rules);
  }

  /** The rule that is due first, or null where none is about the object. */
  expiryOf(bucket: string, { key, modifiedAt }: Pick<IndexedObject, 'key' | 'modifiedAt'>): Expiry | null {
    let first: Expiry | null = null;
    for (const { id, isEnabled, prefix, days } of this.of(bucket)) {
      if (!isEnabled || days === null || !key.startsWith(prefix)) continue;
      const at = this.dueAt(modifiedAt, days);
      if (first === null || at < first.at) first = { at, rule: id };
    }
    return first;
  }

  /** As AWS counts: the days from when it was written, and on to the midnight (UTC) after. */
  dueAt(modifiedAt: number, days: number): number {
    return Math.ceil((modifiedAt + days * this.dayMs) / this.dayMs) * this.dayMs;
  }

  /** What an answer about the object says of that. */
  headers(bucket: string, object: Pick<IndexedObject, 'key' | 'modifiedAt'>): Record<string, string> {
    const expiry = this.expiryOf(bucket, object);
    if (expiry === null) return {};
    const rule = encodeURIComponent(expiry.rule);
    return { 'x-amz-expiration': `expiry-date="${new Date(expiry.at).toUTCString()}", rule-id="${rule}"` };
  }
}
