import type { LifecycleRule } from '@aws-sdk/client-s3';
import { fail, ok } from '../../core/result.ts';
import {
  type BucketLifecycle,
  type BucketRule,
  type BucketState,
  type FoundRule,
  readExpiration,
} from '../lifecycle/bucket-rules.ts';
import type { BucketSettings } from '../settings.ts';
import { openS3Connection, type S3Calling, type S3StoreOptions } from './s3-connection.ts';
import { notS3 } from './s3-problem.ts';

/** The lifecycle of the bucket, and of that of keys where there is one: the content's first. */
export function openBucketLifecycles(settings: BucketSettings, options: S3StoreOptions = {}): BucketLifecycle[] {
  const { keysBucket, ...content } = settings;
  const buckets = keysBucket === undefined ? [content] : [content, { ...content, bucket: keysBucket }];
  return buckets.map((each) => openLifecycle(each, options));
}

function openLifecycle(settings: BucketSettings, options: S3StoreOptions): BucketLifecycle {
  const { call, close } = openS3Connection(settings, options);
  const { bucket } = settings;
  const ofBucket = { Bucket: bucket };
  return {
    bucket,
    state: () =>
      call(undefined, undefined, async ({ sdk, client }) => {
        const found = await unless(['NoSuchLifecycleConfiguration'], () =>
          client.send(new sdk.GetBucketLifecycleConfigurationCommand(ofBucket)),
        );
        return ok({
          bucket,
          rules: (found?.Rules ?? []).map(foundRule),
          versions: await versionsOf({ sdk, client }, bucket),
          lock: await lockOf({ sdk, client }, bucket),
        });
      }),
    setRules: (rules) =>
      call(undefined, undefined, async ({ sdk, client }) => {
        if (rules.length === 0) await client.send(new sdk.DeleteBucketLifecycleCommand(ofBucket));
        else {
          const Rules = rules.map((rule) => ('written' in rule ? (rule.written as LifecycleRule) : written(rule)));
          await client.send(
            new sdk.PutBucketLifecycleConfigurationCommand({ ...ofBucket, LifecycleConfiguration: { Rules } }),
          );
        }
        return ok(undefined);
      }),
    firstExpiry: (prefix) =>
      call(undefined, undefined, async ({ sdk, client }) => {
        const page = await client.send(new sdk.ListObjectsV2Command({ ...ofBucket, Prefix: prefix, MaxKeys: 1 }));
        if (page.Name !== bucket) return fail(notS3(settings));
        const key = page.Contents?.[0]?.Key;
        if (key === undefined) return ok(null);
        const head = await client.send(new sdk.HeadObjectCommand({ ...ofBucket, Key: key }));
        const said = readExpiration(head.Expiration);
        const modifiedAt = head.LastModified?.getTime() ?? 0;
        return ok({ key, modifiedAt, expiresAt: said?.at ?? null, rule: said?.rule ?? null });
      }),
    close,
  };
}

/** What a call answers, or null where it fails by one of these names. */
async function unless<T>(names: readonly string[], ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Error && names.includes(error.name)) return null;
    throw error;
  }
}

/** What stores answer that do not have the call. */
const withoutCall = ['NotImplemented', 'MethodNotAllowed'];

async function versionsOf({ sdk, client }: S3Calling, bucket: string): Promise<BucketState['versions']> {
  const said = await unless(['AccessDenied', ...withoutCall], () =>
    client.send(new sdk.GetBucketVersioningCommand({ Bucket: bucket })),
  );
  if (said === null) return 'unknown';
  return said.Status === undefined ? 'off' : said.Status === 'Enabled' ? 'on' : 'suspended';
}

async function lockOf({ sdk, client }: S3Calling, bucket: string): Promise<BucketState['lock']> {
  try {
    const said = await unless(['AccessDenied', ...withoutCall], () =>
      client.send(new sdk.GetObjectLockConfigurationCommand({ Bucket: bucket })),
    );
    if (said === null) return 'unknown';
    return said.ObjectLockConfiguration?.ObjectLockEnabled === 'Enabled' ? 'on' : 'off';
  } catch (error) {
    if (error instanceof Error && error.name.startsWith('ObjectLockConfigurationNotFound')) return 'off';
    throw error;
  }
}

function foundRule(rule: LifecycleRule): FoundRule {
  const { ID = '', Status, Filter, Expiration, NoncurrentVersionExpiration: noncurrent } = rule;
  // As it was written before there were filters.
  const older: unknown = Reflect.get(rule, 'Prefix');
  const and = Filter?.And;
  const prefix = Filter?.Prefix ?? and?.Prefix ?? (typeof older === 'string' ? older : '');
  const filters = { ...Filter, ...and, Prefix: undefined, And: undefined };
  const parts = {
    ...filters,
    Date: Expiration?.Date,
    Transitions: rule.Transitions,
    NoncurrentVersionTransitions: rule.NoncurrentVersionTransitions,
    NewerNoncurrentVersions: noncurrent?.NewerNoncurrentVersions,
  };
  return {
    id: ID,
    isEnabled: Status === 'Enabled',
    prefix,
    days: Expiration?.Days ?? null,
    noncurrentDays: noncurrent?.NoncurrentDays ?? null,
    abortDays: rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation ?? null,
    removesMarkers: Expiration?.ExpiredObjectDeleteMarker === true,
    movesTo: (rule.Transitions ?? []).map(({ StorageClass = 'unknown' }) => StorageClass),
    more: Object.entries(parts).flatMap(([name, value]) => (isSaid(value) ? [name] : [])),
    written: rule,
  };
}

function isSaid(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined;
}

function written({
  id,
  isEnabled,
  prefix,
  days,
  noncurrentDays,
  abortDays,
  removesMarkers,
}: BucketRule): LifecycleRule {
  return {
    ID: id,
    Status: isEnabled ? 'Enabled' : 'Disabled',
    Filter: { Prefix: prefix },
    ...(days === null ? {} : { Expiration: { Days: days } }),
    ...(removesMarkers ? { Expiration: { ExpiredObjectDeleteMarker: true } } : {}),
    ...(noncurrentDays === null ? {} : { NoncurrentVersionExpiration: { NoncurrentDays: noncurrentDays } }),
    ...(abortDays === null ? {} : { AbortIncompleteMultipartUpload: { DaysAfterInitiation: abortDays } }),
  };
}
