import type { Result } from '../core/result.ts';

/** One object as a listing names it. `key` is the full key in the bucket; `modifiedAt` is an instant (UTC ms). */
export interface ListedObject {
  readonly key: string;
  readonly bytes: number;
  readonly modifiedAt: number;
}

/**
 * The few calls that Plainsight makes of an S3 bucket. Every method answers with a problem that names the bucket or the
 * key and the remedy; none throws for what a server or a network can do. `signal` ends a call early (problem code
 * `cancelled`).
 *
 * Problem codes: `store-unreachable`, `store-certificate`, `store-credential`, `credential-spent` (exchanged by
 * another, `credential-exchange.ts`), `store-denied`, `store-clock`,
 * `store-no-bucket`, `object-missing`, `object-too-large` (nothing of ours is: `bucket/sizes.ts`),
 * `object-archived` (not given out until it is restored), `object-exists` (of `create` alone), `store-busy` (what means "later"), `store-foreign` (no store of S3
 * answered), `list-too-long`, `store-refused` (any other 4xx), `store-failed` (5xx), `cancelled`.
 */
export interface ObjectStore {
  /** Keeps `body` under `key`, whole or not at all. Putting the same bytes again is harmless. */
  put(key: string, body: Uint8Array, signal?: AbortSignal): Promise<Result<void>>;
  /**
   * Keeps `body` under `key` only where nothing is kept there yet (`If-None-Match: *`); else `object-exists`, and what is there stays. Where an
   * answer was lost it may be one's own that is there. Buckets with versions may keep the second as a newer version all the same: what has to
   * be told apart from a copy or a replacement says its own name inside what is signed.
   */
  create(key: string, body: Uint8Array, signal?: AbortSignal): Promise<Result<void>>;
  get(key: string, signal?: AbortSignal): Promise<Result<Uint8Array>>;
  /**
   * Every object whose key starts with `prefix`, in key order. An empty list means that there are none. Where there are more than `most` (a million
   * unless given) it is none of them and `list-too-long`.
   */
  list(prefix: string, signal?: AbortSignal, most?: number): Promise<Result<ListedObject[]>>;
  /** The names between `prefix` and the next `/`, in order: what a folder holds, in few requests. */
  listFolders(prefix: string, signal?: AbortSignal): Promise<Result<string[]>>;
  /** Closes idle connections. */
  close(): void;
}

/** A bucket, and the prefix below which everything of ours lies in it: '' or ending with '/'. */
export interface PrefixedStore {
  readonly store: ObjectStore;
  readonly prefix: string;
}
