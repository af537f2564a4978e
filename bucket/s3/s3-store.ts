import { type Problem, problem } from '../../core/problem.ts';
import type { Result } from '../../core/result.ts';
import { fail, ok } from '../../core/result.ts';
import { askExchange, type CredentialExchange } from '../credential-exchange.ts';
import { keysApart } from '../keys-apart.ts';
import type { ListedObject, ObjectStore } from '../object-store.ts';
import type { BucketSettings } from '../settings.ts';
import { largestBytesOf } from '../sizes.ts';
import { readObject } from './bounded-answers.ts';
import {
  decodeName,
  mostPages,
  openS3Connection,
  type S3Calling,
  type S3StoreOptions,
  toldNumber,
  withSignal,
} from './s3-connection.ts';
import { notS3 } from './s3-problem.ts';

/**
 * The bucket over HTTPS. The SDK is loaded by the first call, so that a process which has not uploaded yet does not pay
 * for it. One attempt a call: whoever calls decides when to try again. Bodies are buffers, so that their SHA-256 is part
 * of what is signed and a server that checks signatures cannot keep altered bytes.
 *
 * A clock that is off by more than the server allows fails with `store-clock`, every time: the SDK's own correction is
 * switched off, because the times inside the records would be as wrong as the signature, and nobody would be told.
 */
export function openS3Store(settings: BucketSettings, options: S3StoreOptions = {}): ObjectStore & CredentialExchange {
  const { keysBucket, ...content } = settings;
  if (keysBucket === undefined) return openBucket(content, options);
  const keys = openBucket({ ...content, bucket: keysBucket }, options);
  return keysApart(openBucket(content, options), keys, settings.prefix);
}

function openBucket(settings: BucketSettings, options: S3StoreOptions): ObjectStore & CredentialExchange {
  const { call, proxy, agent, now, close } = openS3Connection(settings, options);
  const largest = options.largestObjectBytes ?? 256 * 1024 * 1024;

  /** Runs over every page of a listing. `signal` reaches each request. */
  async function pages(
    { sdk, client }: S3Calling,
    query: { prefix: string; delimiter?: string },
    signal: AbortSignal | undefined,
    most: number,
    take: (page: Page) => number,
  ): Promise<Result<void>> {
    let token: string | undefined;
    let rounds = 0;
    do {
      const page = await client.send(
        new sdk.ListObjectsV2Command({
          Bucket: settings.bucket,
          Prefix: query.prefix,
          // Names may hold characters that XML cannot.
          EncodingType: 'url',
          ...(query.delimiter === undefined ? {} : { Delimiter: query.delimiter }),
          ...(token === undefined ? {} : { ContinuationToken: token }),
        }),
        withSignal(signal),
      );
      // Every listing names its bucket and says whether it is whole: without that, "nothing there" could be a lie.
      const isWhole = page.IsTruncated === false;
      if (page.Name !== settings.bucket || (!isWhole && page.NextContinuationToken === undefined))
        return fail(notS3(settings));
      const count = take({
        objects: (page.Contents ?? []).map((each) => ({
          key: decodeName(each.Key ?? ''),
          bytes: toldNumber(each.Size),
          modifiedAt: toldNumber(each.LastModified?.getTime()),
        })),
        folders: (page.CommonPrefixes ?? []).map((each) => decodeName(each.Prefix ?? '')),
      });
      // A server could go on for ever, with the same names or with none.
      rounds += 1;
      if (count > most || (!isWhole && rounds > mostPages)) return fail(tooLong(settings));
      token = isWhole ? undefined : page.NextContinuationToken;
    } while (token !== undefined);
    return ok(undefined);
  }

  function putObject(
    key: string,
    body: Uint8Array,
    signal: AbortSignal | undefined,
    condition: { readonly IfNoneMatch?: '*' },
  ): Promise<Result<void>> {
    return call(key, signal, async ({ sdk, client }) => {
      const acl = settings.acl === undefined ? {} : { ACL: settings.acl };
      const answer = await client.send(
        new sdk.PutObjectCommand({
          Bucket: settings.bucket,
          Key: key,
          Body: body,
          ContentType: 'application/octet-stream',
          ...acl,
          ...condition,
        }),
        withSignal(signal),
      );
      return answer.ETag === undefined ? fail(notS3(settings)) : ok(undefined);
    });
  }

  return {
    put: (key, body, signal) => putObject(key, body, signal, {}),
    create: (key, body, signal) => putObject(key, body, signal, { IfNoneMatch: '*' }),
    get(key, signal) {
      return call(key, signal, async ({ sdk, client }) => {
        const answer = await client.send(
          new sdk.GetObjectCommand({ Bucket: settings.bucket, Key: key }),
          withSignal(signal),
        );
        return readObject(answer, key, Math.min(largest, largestBytesOf(key)));
      });
    },
    list(prefix, signal, most = mostListed) {
      return call(undefined, signal, async (to) => {
        const found: ListedObject[] = [];
        const walked = await pages(to, { prefix }, signal, most, (page) => {
          for (const each of page.objects) if (each.key.startsWith(prefix)) found.push(each);
          return found.length;
        });
        return walked.ok ? ok(found) : walked;
      });
    },
    listFolders(prefix, signal) {
      return call(undefined, signal, async (to) => {
        const found: string[] = [];
        const walked = await pages(to, { prefix, delimiter: '/' }, signal, mostListed, (page) => {
          for (const folder of page.folders) if (folder.startsWith(prefix)) found.push(folder.slice(prefix.length, -1));
          return found.length;
        });
        return walked.ok ? ok(found) : walked;
      });
    },
    async exchange(next, signal) {
      if (!proxy.ok) return proxy;
      const silenceMs = options.silenceTimeoutMs ?? 30_000;
      return askExchange({ settings, agent, next, now: now(), proxy: proxy.value?.shown ?? null, silenceMs, signal });
    },
    close,
  };
}

const mostListed = 1_000_000;

interface Page {
  readonly objects: readonly ListedObject[];
  readonly folders: readonly string[];
}

function tooLong(settings: BucketSettings): Problem {
  return problem('list-too-long', { endpoint: settings.endpoint });
}
