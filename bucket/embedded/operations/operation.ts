import { z } from 'zod';
import type { Allowance } from '../auth/allowance.ts';
import type { StoreGrant } from '../auth/authorisation.ts';
import type { Credentials, KnownCredential } from '../auth/credentials.ts';
import type { StoreResponse } from '../http/answer.ts';
import type { RequestTarget } from '../http/request-target.ts';
import type { Lifecycles } from '../lifecycle/lifecycles.ts';
import type { ObjectShelf } from '../storage/object-shelf.ts';

/** What operations work on. */
export interface StoreParts {
  readonly shelf: ObjectShelf;
  readonly lifecycles: Lifecycles;
  readonly credentials: Credentials;
  readonly allowance: Allowance;
  readonly largestObjectBytes: number;
  /** UTC ms. */
  readonly now: () => number;
}

/** Who asks for what. `query` and `headers` are as the operation's schemas give them. */
interface S3Request<Query = unknown, Headers = unknown> {
  readonly bucket: string;
  readonly key: string;
  readonly query: Query;
  readonly headers: Headers;
  readonly accessKeyId: string;
  readonly known: KnownCredential;
  readonly grant: StoreGrant;
  /** SHA-256 (hex) that the body must have; null where the signature covers it by a Content-MD5 alone. */
  readonly payloadHash: string | null;
  /** Of the body, as it was declared; null where nothing was. */
  readonly length: number | null;
  /** The body, not compared with what was signed. Throws 400 for one of more than `largest` bytes, before it is read. */
  body(largest: number): Promise<Buffer>;
  /** The same, and it is the one that was signed. */
  signedBody(largest: number): Promise<Buffer>;
}

/** By name: of each whether it may be absent, and what it may say. */
type Schema = z.ZodObject<Record<string, z.ZodType>>;

/** A call of S3: one file each. */
export interface S3Operation<Query extends Schema = Schema, Headers extends Schema = Schema> {
  /** As in "API operations" of the Amazon S3 API Reference; `x-id` says the same. */
  readonly name: string;
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  /** What the path names: nothing, a bucket, or an object in it. */
  readonly path: 'service' | 'bucket' | 'object';
  /** Its bucket need not be there. */
  readonly makesBucket?: true;
  /** Whether a request of this method and path means this call; without it each does. */
  isMeant?(query: RequestTarget['query']): boolean;
  /** The parameters that it takes, beside those of a signature. Any other is refused with 501. */
  readonly query: Query;
  /** The headers that it reads; `metadata` stands for `x-amz-meta-*`. Any other `x-amz-*` is refused with 501. */
  readonly headers: Headers;
  readonly takesBody: boolean;
  /** Whether the credential may, as far as it can be told before the body is read. */
  mayAsk(request: S3Request<z.output<Query>, z.output<Headers>>): boolean;
  /** Called once it may, and with a bucket that is there, unless the call is of none or makes it. */
  answer(
    request: S3Request<z.output<Query>, z.output<Headers>>,
    parts: StoreParts,
  ): StoreResponse | Promise<StoreResponse>;
}

export function defineOperation<Query extends Schema, Headers extends Schema>(
  operation: S3Operation<Query, Headers>,
): S3Operation<Query, Headers> {
  return operation;
}

/** Headers of a body that SDKs send with whatever has one: checksums, and what asks for no more than is done. */
export const bodyHeaders = z.object({
  'x-amz-acl': z.enum(['private', 'bucket-owner-full-control']).optional(),
  'x-amz-checksum-crc32': z.string().optional(),
  'x-amz-checksum-sha256': z.string().optional(),
  'x-amz-sdk-checksum-algorithm': z.enum(['CRC32', 'SHA256']).optional(),
  'x-amz-storage-class': z.literal('STANDARD').optional(),
});

/** For what takes none. */
export const nothing = z.object({});
