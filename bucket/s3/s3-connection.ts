import { Agent } from 'node:https';
import { createSecureContext, getCACertificates } from 'node:tls';
import type { S3Client } from '@aws-sdk/client-s3';
import { problem } from '../../core/problem.ts';
import { fail, type Result } from '../../core/result.ts';
import { type HttpProxy, proxyFor } from '../proxy.ts';
import type { BucketSettings } from '../settings.ts';
import { boundAnswers } from './bounded-answers.ts';
import { problemOf } from './s3-problem.ts';

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

type Sdk = typeof import('./sdk.ts');

/** What a call is made with. */
export interface S3Calling {
  readonly sdk: Sdk;
  readonly client: S3Client;
}

/** The way to one bucket: the connections that are kept, and how what fails on it is told. */
export interface S3Connection {
  readonly proxy: Result<HttpProxy | null>;
  readonly agent: Agent;
  readonly now: () => number;
  /** Makes one call; whatever it throws is a problem that names `subject`, a key, or the bucket. `action` hands `signal` to each request. */
  call<T>(
    subject: string | undefined,
    signal: AbortSignal | undefined,
    action: (to: S3Calling) => Promise<Result<T>>,
  ): Promise<Result<T>>;
  close(): void;
}

/** The SDK is loaded by the first call. */
export function openS3Connection(settings: BucketSettings, options: S3StoreOptions): S3Connection {
  const proxy = proxyFor(settings.endpoint, options.env ?? process.env);
  const through = proxy.ok ? proxy.value : null;
  const agent = openAgent(settings, options, through);
  const now = options.now ?? Date.now;
  let opening: Promise<S3Calling> | undefined;
  let closed = false;

  const connect = (): Promise<S3Calling> => {
    opening ??= openConnection(settings, options, agent);
    return opening;
  };

  async function call<T>(
    subject: string | undefined,
    signal: AbortSignal | undefined,
    action: (to: S3Calling) => Promise<Result<T>>,
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

  return {
    ...{ proxy, agent, now, call },
    close() {
      closed = true;
      agent.destroy();
      opening?.then(({ client }) => client.destroy()).catch(() => undefined);
    },
  };
}

/** Whatever lists and refusals say, they are short: a page of a listing is a thousand names. */
const largestAnswer = 16 * 1024 * 1024;

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

async function openConnection(settings: BucketSettings, options: S3StoreOptions, agent: Agent): Promise<S3Calling> {
  const sdk = await import('./sdk.ts');
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
export function toldNumber(said: number | undefined): number {
  return said !== undefined && Number.isSafeInteger(said) && said >= 0 ? said : 0;
}

export function withSignal(signal: AbortSignal | undefined): { abortSignal?: AbortSignal } {
  return signal === undefined ? {} : { abortSignal: signal };
}

/** How many pages a listing has at most: a server could go on for ever, with names that do not end or with none. */
export const mostPages = 5000;

/** `encoding-type=url` writes a space as '+', as forms do. */
export function decodeName(name: string): string {
  return decodeURIComponent(name.replaceAll('+', ' '));
}
