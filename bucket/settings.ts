import { z } from 'zod';
import type { StorageLocation } from '../core/consent/terms.ts';
import { problem } from '../core/problem.ts';
import type { Result } from '../core/result.ts';
import { fail, ok } from '../core/result.ts';
import { normalisePrefix } from './layout.ts';
import { Secret } from './secret.ts';

const bucketName = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
/** As providers write it, capitals and all (`SBG`, `RegionOne`): it is signed as it stands. A slash or a comma would break the header that it is in. */
const regionName = /^[\x21-\x2b\x2d\x2e\x30-\x7e]{1,64}$/;
const pemCertificate = /^-----BEGIN CERTIFICATE-----\r?\n[A-Za-z0-9+/=\r\n]+-----END CERTIFICATE-----\s*$/m;

const fieldsSchema = z.strictObject({
  endpoint: z.string(),
  region: z.string().regex(regionName).default('us-east-1'),
  bucket: z.string().regex(bucketName),
  keysBucket: z.string().regex(bucketName).optional(),
  prefix: z.string().max(512).default('').transform(normalisePrefix),
  forcePathStyle: z.boolean().default(true),
  accessKeyId: z.string().regex(/^[\x21-\x7e]{1,128}$/),
  secretAccessKey: z
    .string()
    .min(1)
    .max(256)
    .transform((text) => new Secret(text)),
  caCertificate: z.string().regex(pemCertificate).optional(),
  acl: z.literal('bucket-owner-full-control').optional(),
});

/**
 * How to reach the bucket. `endpoint` is an https URL without a trailing slash: an origin, and a path where the provider has its store below one; `prefix` is '' or ends
 * with '/'; `caCertificate` (PEM) is trusted in addition to the system's own. `acl` goes with every put, for servers on
 * which an object belongs to the credential that wrote it. `keysBucket` is another bucket at the same endpoint, in which
 * the keys of days lie, and so in no copy of this one.
 */
export type BucketSettings = z.output<typeof fieldsSchema>;

/** Where these settings lead, as a person is told: without credential, and with the folder where there is one. */
export function storageOf({
  endpoint,
  bucket,
  keysBucket,
  prefix,
}: Pick<BucketSettings, 'endpoint' | 'bucket' | 'keysBucket' | 'prefix'>): StorageLocation {
  const { host, pathname } = new URL(endpoint);
  const buckets = [bucket, ...(keysBucket === undefined ? [] : [keysBucket])];
  return {
    host: `${host}${pathname}`.replace(/\/$/, ''),
    bucket: buckets.map((name) => `${name}/${prefix}`.replace(/\/$/, '')).join(', '),
  };
}

/** Reads settings of a bucket from a parsed file or a form. Problem codes: `settings-plain-http`, `settings-field`, `settings-field-unknown`, and those that begin with `settings-endpoint`. */
export function parseBucketSettings(input: unknown): Result<BucketSettings> {
  const parsed = fieldsSchema.safeParse(input);
  if (!parsed.success) return fail(describeFirst(parsed.error));
  const endpoint = parseEndpoint(parsed.data.endpoint);
  if (!endpoint.ok) return endpoint;
  if (parsed.data.keysBucket === parsed.data.bucket) return fail(problem('settings-keys-bucket'));
  return ok({ ...parsed.data, endpoint: endpoint.value });
}

/** Plain http is refused for loopback too: signed requests would tell every local program which objects exist. */
function parseEndpoint(text: string): Result<string> {
  if (!URL.canParse(text)) return fail(problem('settings-endpoint'));
  const url = new URL(text);
  if (url.protocol === 'http:') {
    return fail(problem('settings-plain-http', { origin: url.origin }));
  }
  if (url.protocol !== 'https:') {
    return fail(problem('settings-endpoint-protocol', { protocol: url.protocol }));
  }
  if (url.username !== '' || url.password !== '') {
    return fail(problem('settings-endpoint-credential'));
  }
  if (url.search !== '' || url.hash !== '') {
    return fail(problem('settings-endpoint-surplus'));
  }
  const path = url.pathname.replace(/\/+$/, '');
  if (!/^(\/[A-Za-z0-9._~-]+)*$/.test(path)) {
    return fail(problem('settings-endpoint-path'));
  }
  return ok(url.origin + path);
}

/** Names the field only, never its value: it may be the secret. */
function describeFirst(error: z.ZodError): ReturnType<typeof problem> {
  const issue = error.issues[0];
  const named = issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path.join('.');
  // A secret that became a name by a quotation mark too few is no name of a field.
  const field = named === undefined || /^[A-Za-z.]{0,24}$/.test(named) ? named : 'one with an odd name';
  const name = field === undefined || field === '' ? 'settings' : field;
  return problem(issue?.code === 'unrecognized_keys' ? 'settings-field-unknown' : 'settings-field', { name });
}
