import type { Result } from '../../core/result.ts';

/** A rule of a bucket's lifecycle, as far as it bears on what we keep. A day is the store's. */
export interface BucketRule {
  readonly id: string;
  readonly isEnabled: boolean;
  /** Of the keys that it is about; '' is all. */
  readonly prefix: string;
  /** After how many days an object goes; null: it does not go by this rule, or on a date. */
  readonly days: number | null;
  /** The same of versions that were replaced or hidden. */
  readonly noncurrentDays: number | null;
  /** And of uploads in parts that were never completed. */
  readonly abortDays: number | null;
  /** Whether markers go that hide nothing any more. */
  readonly removesMarkers: boolean;
  /** Into which other classes of storage it moves objects, as the store calls them; left out where it moves none. */
  readonly movesTo?: readonly string[];
  /** What else it says, by the names that S3 has for it: `Date`, `Tag`, `ObjectSizeLessThan`, `Transitions` … */
  readonly more: readonly string[];
}

/** A rule that a bucket has; `written` is handed back as it came, so that nothing of it is lost. */
export interface FoundRule extends BucketRule {
  readonly written: unknown;
}

export interface BucketState {
  readonly bucket: string;
  readonly rules: readonly FoundRule[];
  readonly versions: 'on' | 'suspended' | 'off' | 'unknown';
  /** Whether objects can be locked in it. */
  readonly lock: 'on' | 'off' | 'unknown';
}

/** When the store itself says that an object goes. `modifiedAt` and `expiresAt` are UTC ms; null: it does not say. */
export interface SaidExpiry {
  readonly key: string;
  readonly modifiedAt: number;
  readonly expiresAt: number | null;
  readonly rule: string | null;
}

/** The lifecycle of one bucket. It takes an owner's credential. Problem codes: those of `ObjectStore`. */
export interface BucketLifecycle {
  readonly bucket: string;
  state(): Promise<Result<BucketState>>;
  /** Sets all rules at once, in the place of those before; none takes them all away. */
  setRules(rules: readonly (BucketRule | FoundRule)[]): Promise<Result<void>>;
  /** Of the first object below `prefix`; null: there is none. */
  firstExpiry(prefix: string): Promise<Result<SaidExpiry | null>>;
  close(): void;
}

/** Reads `x-amz-expiration`: `expiry-date="Fri, 21 Dec 2012 00:00:00 GMT", rule-id="shots"`. Null for whatever else came. */
export function readExpiration(header: string | undefined): { readonly at: number; readonly rule: string } | null {
  const [, date = '', rule = ''] = /^expiry-date="([^"]{1,60})", ?rule-id="([^"]{0,1000})"$/.exec(header ?? '') ?? [];
  const at = Date.parse(date);
  if (Number.isNaN(at)) return null;
  try {
    return { at, rule: decodeURIComponent(rule) };
  } catch {
    return { at, rule };
  }
}
