import { Agent } from 'node:https';
import { createSecureContext, getCACertificates } from 'node:tls';
import type { S3Client } from '@aws-sdk/client-s3';
import { type Problem, problem } from '../../core/problem.ts';
import type { Result } from '../../core/result.ts';
import { fail, ok } from '../../core/result.ts';
import { askExchange, type CredentialExchange } from '../credential-exchange.ts';
import { keysApart } from '../keys-apart.ts';
import type { ListedObject, ObjectStore } from '../object-store.ts';
import { type HttpProxy, proxyFor } from '../proxy.ts';
import type { BucketSettings } from '../settings.ts';
import { largestBytesOf } from '../sizes.ts';
import { boundAnswers, readObject } from './bounded-answers.ts';
import { notS3, problemOf } from './s3-problem.ts';

export interface S3StoreOptions {
  /** UTC ms; read for telling how far the clock is off. Signing uses the system's clock. */
  readonly now?: () => number;
  /** Longest time to connect, and longest silence of a connection, in ms. */
  readonly connectTimeoutMs?: number;
  readonly silenceTimeoutMs?: number;
  /** Connections at a time. */
  readonly connections?: number;
  /** A larger object is refused instead of read into memory. */
  readonly largestObjectBytes?: number;
  /** Names the proxy on the way, if there is one. This process's own unless given. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

type Sdk = typeof import('@aws-sdk/client-s3');

interface Connection {
  readonly sdk: Sdk;
  readonly client: S3Client;
}

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
  const proxy = proxyFor(settings.endpoint, options.env ?? process.env);
  const through = proxy.ok ? proxy.value : null;
  const agent = openAgent(settings, options, through);
  const largest = options.largestObjectBytes ?? 256 * 1024 * 1024;
  const now = options.now ?? Date.now;
  let opening: Promise<Connection> | undefined;
  let closed = false;

  const connect = (): Promise<Connection> => {
    opening ??= openConnection(settings, options, agent);
    return opening;
  };

  async function call<T>(
    subject: string | undefined,
    signal: AbortSignal | undefined,
    action: (to: Connection) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    if (isCancelled(signal)) return fail(problemOf({ name: 'AbortError' }, { settings, now: now() }));
    if (!proxy.ok) return proxy;
    if (closed) return fail(problem('store-closed', { endpoint: settings.endpoint }));
    try {
      return await action(await connect());
    } catch (error) {
      // Once a caller has cancelled, whatever its sockets then report is a consequence of that.
      const cause = isCancelled(signal) ? { name: 'AbortError' } : error;
      const way = { settings, now: now(), proxy: through?.shown ?? null };
      return fail(problemOf(cause, subject === undefined ? way : { ...way, subject }));
    }
  }

  /** Runs over every page of a listing. `signal` reaches each request. */
  async function pages(
    { sdk, client }: Connection,
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
          bytes: wholeNumber(each.Size),
          modifiedAt: wholeNumber(each.LastModified?.getTime()),
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
      return askExchange({ settings, agent, next, now: now(), proxy: through?.shown ?? null, silenceMs, signal });
    },
    close() {
      closed = true;
      agent.destroy();
      opening?.then(({ client }) => client.destroy()).catch(() => undefined);
    },
  };
}

/** Whatever lists and refusals say, they are short: a page of a listing is a thousand names. */
const largestAnswer = 16 * 1024 * 1024;
const mostListed = 1_000_000;
const mostPages = 5000;

interface Page {
  readonly objects: readonly ListedObject[];
  readonly folders: readonly string[];
}

function openAgent(settings: BucketSettings, options: S3StoreOptions, proxy: HttpProxy | null): Agent {
  const { caCertificate } = settings;
  return new Agent({
    keepAlive: true,
    // Only what was decided here: a tunnel to the store, inside of which TLS is as without one.
    ...(proxy === null ? {} : { proxyEnv: { HTTPS_PROXY: proxy.url } }),
    maxSockets: options.connections ?? 16,
    minVersion: 'TLSv1.2',
    // Said here so that NODE_TLS_REJECT_UNAUTHORIZED in the environment changes nothing.
    rejectUnauthorized: true,
    ...(caCertificate === undefined
      ? {}
      : {
          secureContext: createSecureContext({
            ca: [...getCACertificates('default'), caCertificate],
            minVersion: 'TLSv1.2',
          }),
        }),
  });
}

async function openConnection(settings: BucketSettings, options: S3StoreOptions, agent: Agent): Promise<Connection> {
  const sdk = await import('@aws-sdk/client-s3');
  const client = new sdk.S3Client({
    endpoint: settings.endpoint,
    region: regionOfRules,
    forcePathStyle: settings.forcePathStyle,
    credentials: { accessKeyId: settings.accessKeyId, secretAccessKey: settings.secretAccessKey.reveal() },
    maxAttempts: 1,
    disableClockSkewCorrection: true,
    followRegionRedirects: false,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      httpsAgent: agent,
      connectionTimeout: options.connectTimeoutMs ?? 10_000,
      socketTimeout: options.silenceTimeoutMs ?? 60_000,
    },
  });
  boundAnswers(client, largestAnswer);
  signFor(settings.region, client.config);
  return { sdk, client };
}

/** The SDK takes no region that is no name of a host, and reads some as others (`aws-global`, `fips-…`). With an endpoint of one's own it needs none. */
const regionOfRules = 'us-east-1';

/** What is signed names the region as the provider writes it. */
function signFor(region: string, config: S3Client['config']): void {
  const resolve = config.endpointProvider;
  config.endpointProvider = (parameters, context) => {
    const { properties, ...endpoint } = resolve(parameters, context);
    const schemes: unknown = properties?.authSchemes;
    const authSchemes = (Array.isArray(schemes) ? schemes : []).map((scheme) => ({ ...scheme, signingRegion: region }));
    return { ...endpoint, properties: { ...properties, authSchemes } };
  };
}

function isCancelled(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}

/** Zero where a listing says nothing that could be a size or an instant. */
function wholeNumber(said: number | undefined): number {
  return said !== undefined && Number.isSafeInteger(said) && said >= 0 ? said : 0;
}

function tooLong(settings: BucketSettings): Problem {
  return problem('list-too-long', { endpoint: settings.endpoint });
}

function withSignal(signal: AbortSignal | undefined): { abortSignal?: AbortSignal } {
  return signal === undefined ? {} : { abortSignal: signal };
}

/** `encoding-type=url` writes a space as '+', as forms do. */
function decodeName(name: string): string {
  return decodeURIComponent(name.replaceAll('+', ' '));
}
