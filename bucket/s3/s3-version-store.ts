import type { ListObjectVersionsCommandOutput } from '@aws-sdk/client-s3';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { BucketSettings } from '../settings.ts';
import {
  mostRemoved,
  type ObjectVersion,
  type Versioning,
  type VersionRange,
  type VersionStore,
  versionsApart,
} from '../version-store.ts';
import {
  decodeName,
  mostPages,
  openS3Connection,
  type S3StoreOptions,
  toldNumber,
  withSignal,
} from './s3-connection.ts';
import { notS3 } from './s3-problem.ts';

/** More versions than any person's days have. */
const mostListed = 4_000_000;

/** The versions in the bucket, and in that of keys where there is one. */
export function openVersionStore(settings: BucketSettings, options: S3StoreOptions = {}): VersionStore {
  const { keysBucket, ...content } = settings;
  if (keysBucket === undefined) return openVersions(content, options);
  const keys = openVersions({ ...content, bucket: keysBucket }, options);
  return versionsApart(openVersions(content, options), keys, settings.prefix);
}

function openVersions(settings: BucketSettings, options: S3StoreOptions): VersionStore {
  const { call, close } = openS3Connection(settings, options);
  const { bucket: Bucket } = settings;

  return {
    list: ({ prefix, after, before }, signal) =>
      call(undefined, signal, async ({ sdk, client }) => {
        const found: ObjectVersion[] = [];
        let place: ListingPlace = after === undefined ? {} : { KeyMarker: after };
        for (let rounds = 1; ; rounds += 1) {
          const asked = { Bucket, Prefix: prefix, EncodingType: 'url', ...place } as const;
          const page = await client.send(new sdk.ListObjectVersionsCommand(asked), withSignal(signal));
          if (page.Name !== Bucket) return fail(notS3(settings));
          const all = versionsOn(page).filter(({ key }) => key.startsWith(prefix));
          const wanted = all.filter(({ key }) => isWithin(key, { prefix, after, before }));
          found.push(...wanted);
          // A server could go on for ever, with new names or with none.
          if (found.length > mostListed || rounds > mostPages)
            return fail(problem('list-too-long', { endpoint: settings.endpoint }));
          // What comes after it is not wanted either: names are in order.
          const isPast = before !== undefined && all.some(({ key }) => !isBefore(key, before));
          if (page.IsTruncated === false || isPast) return ok(found.sort(byKey));
          // The same page again and again, one without an end, or one of elsewhere is no listing.
          const next = placeAfter(page);
          if (next === null || !isFurther(next, place, prefix)) return fail(notS3(settings));
          place = next;
        }
      }),

    remove: (versions, signal) =>
      call(undefined, signal, async ({ sdk, client }) => {
        if (versions.length === 0) return ok([]);
        if (versions.length > mostRemoved) throw new RangeError(`${versions.length} versions in one request`);
        const Objects = versions.map(({ key, version }) => ({ Key: key, VersionId: version }));
        const asked = { Bucket, Delete: { Objects, Quiet: true } };
        // A store answers 200 and says of each what it did not do.
        const { Errors = [] } = await client.send(new sdk.DeleteObjectsCommand(asked), withSignal(signal));
        return ok(
          Errors.filter(({ Code }) => Code !== 'NoSuchKey' && Code !== 'NoSuchVersion').map(
            ({ Key = '', VersionId = 'null', Code }) => ({ key: Key, version: VersionId, code: wordOf(Code) }),
          ),
        );
      }),

    async versioning(signal): Promise<Result<Versioning[]>> {
      const said = await call(undefined, signal, async ({ sdk, client }) =>
        ok((await client.send(new sdk.GetBucketVersioningCommand({ Bucket }), withSignal(signal))).Status ?? 'off'),
      );
      // Not every store has the call: then nobody knows, and versions are looked for all the same.
      if (!said.ok) return said.problem.code === 'cancelled' ? said : ok(['unknown']);
      return ok([said.value === 'off' ? 'off' : said.value === 'Enabled' ? 'on' : 'suspended']);
    },
    close,
  };
}

function versionsOn(page: ListObjectVersionsCommandOutput): ObjectVersion[] {
  const nameOf = (name = ''): string => (page.EncodingType === 'url' ? decodeName(name) : name);
  return [
    ...(page.Versions ?? []).map(({ Key, VersionId = 'null', Size, LastModified }) => ({
      ...{ key: nameOf(Key), version: VersionId, isMarker: false, bytes: toldNumber(Size), ...putAt(LastModified) },
    })),
    ...(page.DeleteMarkers ?? []).map(({ Key, VersionId = 'null', LastModified }) => ({
      ...{ key: nameOf(Key), version: VersionId, isMarker: true, bytes: 0, ...putAt(LastModified) },
    })),
  ];
}

function putAt(said: Date | undefined): Pick<ObjectVersion, 'modifiedAt'> {
  const modifiedAt = said?.getTime() ?? Number.NaN;
  return Number.isFinite(modifiedAt) ? { modifiedAt } : {};
}

interface ListingPlace {
  readonly KeyMarker?: string;
  readonly VersionIdMarker?: string;
}

/** Whether a listing of `prefix` can go on there: names are in order, so that each page begins behind the one before. */
function isFurther(
  next: ListingPlace & { readonly KeyMarker: string },
  { KeyMarker = '', VersionIdMarker }: ListingPlace,
  prefix: string,
): boolean {
  if (!next.KeyMarker.startsWith(prefix)) return false;
  return (
    isBefore(KeyMarker, next.KeyMarker) || (KeyMarker === next.KeyMarker && VersionIdMarker !== next.VersionIdMarker)
  );
}

/** Where the page after `page` begins; null: it does not say. */
function placeAfter({ EncodingType, NextKeyMarker, NextVersionIdMarker }: ListObjectVersionsCommandOutput) {
  if (NextKeyMarker === undefined || NextKeyMarker === '') return null;
  const KeyMarker = EncodingType === 'url' ? decodeName(NextKeyMarker) : NextKeyMarker;
  return { KeyMarker, ...(NextVersionIdMarker === undefined ? {} : { VersionIdMarker: NextVersionIdMarker }) };
}

function isWithin(key: string, { after, before }: VersionRange): boolean {
  return (after === undefined || isBefore(after, key)) && (before === undefined || isBefore(key, before));
}

function isBefore(a: string, b: string): boolean {
  return Buffer.compare(Buffer.from(a), Buffer.from(b)) < 0;
}

function byKey(a: ObjectVersion, b: ObjectVersion): number {
  return Buffer.compare(Buffer.from(a.key), Buffer.from(b.key));
}

/** A word that came over the network, if it is one. */
function wordOf(said: string | undefined): string {
  return /^[A-Za-z][A-Za-z0-9.]{0,63}$/.exec(said ?? '')?.[0] ?? 'Error';
}
