import type { Server } from 'node:https';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import type { Problem } from '../../core/problem.ts';
import { problem } from '../../core/problem.ts';
import { fail, ok, ProblemError, type Result } from '../../core/result.ts';
import { Allowance, type AllowanceOptions } from './auth/allowance.ts';
import { Credentials } from './auth/credentials.ts';
import { type ConnectionLimitOptions, ConnectionLimits } from './http/connection-limits.ts';
import type { LogEntry } from './http/request-handler.ts';
import { handle } from './http/request-handler.ts';
import { Expiration } from './lifecycle/expiration.ts';
import { Lifecycles } from './lifecycle/lifecycles.ts';
import { isBucketName } from './operations/create-bucket.ts';
import type { Disk } from './storage/object-files.ts';
import { nodeDisk, ObjectFiles } from './storage/object-files.ts';
import { ObjectIndex } from './storage/object-index.ts';
import { ObjectShelf } from './storage/object-shelf.ts';
import type { StoreCertificate } from './tls/certificate-files.ts';
import { ensureCertificate } from './tls/certificate-files.ts';

export interface EmbeddedStoreOptions {
  /** Everything the store keeps: objects, index, credentials, certificate. Made if it is not there. */
  readonly folder: string;
  /** Made at the start if they are not there. */
  readonly buckets?: readonly string[];
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** Address to listen on. 127.0.0.1 unless given; 0.0.0.0 or :: for every address of this computer. */
  readonly host?: string;
  /** Further names under which clients reach it, for the certificate. */
  readonly names?: readonly string[];
  readonly region?: string;
  readonly largestObjectBytes?: number;
  /**
   * Also takes puts whose signature covers the body by a Content-MD5 alone, as rclone sends them. Off unless given: Plainsight
   * itself signs the SHA-256.
   */
  readonly acceptsMd5?: boolean;
  /** UTC ms. */
  readonly now?: () => number;
  /** How long a day of a lifecycle is, in ms: 24 hours unless given. */
  readonly lifecycleDayMs?: number;
  /** What nobody may take from the others: connections, bytes under way, and of limited credentials what they write in a day. */
  readonly limits?: ConnectionLimitOptions;
  readonly allowance?: AllowanceOptions;
  readonly disk?: Disk;
  readonly onLog?: (entry: LogEntry) => void;
}

export interface EmbeddedStore {
  /** `https://host:port`, for settings. */
  readonly endpoint: string;
  readonly port: number;
  /** PEM, for settings: what a client trusts. */
  readonly caCertificate: string;
  readonly region: string;
  /** To make, change, list and remove credentials. A new store has none. */
  readonly credentials: Credentials;
  /** Makes the bucket unless it is there. */
  ensureBucket(name: string): void;
  /** Ends open connections and frees the folder. Calling it again waits for the same end. */
  close(): Promise<void>;
}

const dayMs = 24 * 3600_000;

/**
 * An S3 store inside this process, over HTTPS: a small, strict part of S3 for one computer or one small office.
 * Problem codes: `store-in-use`, `store-folder`, `store-port`, `store-host`, `store-name`,
 * `store-bucket-name`, `store-certificate-broken`, and those of `takePrivateFolder`.
 */
export async function startEmbeddedStore(options: EmbeddedStoreOptions): Promise<Result<EmbeddedStore>> {
  const now = options.now ?? Date.now;
  const host = options.host ?? '127.0.0.1';
  const region = options.region ?? 'us-east-1';
  const badName = options.buckets?.find((name) => !isBucketName(name));
  if (badName !== undefined) return fail(problem('store-bucket-name', { bucket: badName }));
  const unfit = options.names?.find((name) => !isInCertificate(name.toLowerCase()));
  if (unfit !== undefined) return fail(problem('store-name', { name: unfit }));

  const opened: { close(): void }[] = [];
  const giveUp = (what: Problem): Result<never> => {
    for (const each of opened.toReversed()) each.close();
    return fail(what);
  };
  try {
    const credentials = new Credentials(options.folder, now);
    opened.push(credentials);
    const index = new ObjectIndex(join(options.folder, 'index.sqlite'), options.disk);
    opened.push(index);
    const files = await ObjectFiles.open(options.folder, options.disk ?? nodeDisk);
    if (index.wasLeftOpen) await files.sweep((file) => index.knowsFile(file));
    for (const name of options.buckets ?? []) index.createBucket(name, now());

    const names = namesOf(host, options.names ?? []);
    const certificate = await ensureCertificate(join(options.folder, 'certificate'), names, now());
    if (!certificate.ok) return giveUp(certificate.problem);
    const shelf = new ObjectShelf(files, index);
    const lifecycles = new Lifecycles(index, options.lifecycleDayMs ?? dayMs);
    const log = options.onLog ?? (() => undefined);
    const server = createStoreServer(certificate.value, {
      ...{ shelf, lifecycles, log },
      credentials,
      region,
      acceptsMd5: options.acceptsMd5 ?? false,
      largestObjectBytes: options.largestObjectBytes ?? 64 * 1024 * 1024,
      hostNames: () => new Set(names),
      now,
      limits: new ConnectionLimits(options.limits),
      allowance: new Allowance(options.folder, now, options.allowance),
    });
    const listening = await listen(server, options.port ?? 0, host);
    if (!listening.ok) return giveUp(listening.problem);
    const renewal = setInterval(() => void renew(server, options.folder, names, now()), dayMs);
    renewal.unref();
    const expiration = new Expiration({
      shelf,
      lifecycles,
      now,
      onFailure: (error) => log(failedExpiration(error, now())),
    });

    const { port } = listening.value;
    let closing: Promise<void> | undefined;
    return ok({
      endpoint: `https://${shownHost(host)}:${port}`,
      port,
      caCertificate: certificate.value.authority,
      region,
      credentials,
      ensureBucket(name) {
        if (!isBucketName(name)) throw new RangeError(`no name for a bucket: ${name}`);
        index.createBucket(name, now());
      },
      close() {
        closing ??= new Promise<void>((resolve) => {
          clearInterval(renewal);
          server.close(() => resolve());
          server.closeAllConnections();
        }).then(async () => {
          await expiration.close();
          for (const each of opened.toReversed()) each.close();
        });
        return closing;
      },
    });
  } catch (error) {
    return giveUp(startProblem(error, options.folder));
  }
}

function createStoreServer(certificate: StoreCertificate, parts: Parameters<typeof handle>[0]): Server {
  const server = createServer({
    cert: certificate.server.certificate,
    key: certificate.server.privateKey,
    minVersion: 'TLSv1.2',
    maxHeaderSize: 16 * 1024,
    headersTimeout: 20_000,
    requestTimeout: 5 * 60_000,
    keepAliveTimeout: 60_000,
    handshakeTimeout: 10_000,
  });
  server.maxHeadersCount = 100;
  // More than `ConnectionLimits` lets stay: it closes whom it chooses, and this whoever comes.
  server.maxConnections = 1024;
  // A connection on which nothing moves is closed, also in the middle of an answer that nobody reads.
  server.setTimeout(60_000);
  // Typed for what a program may hand over; a listening server gives sockets.
  server.on('connection', (socket) => parts.limits.accept(socket as Socket));
  server.on('request', (request, response) => void handle(parts, request, response, () => undefined));
  server.on(
    'checkContinue',
    (request, response) => void handle(parts, request, response, () => response.writeContinue()),
  );
  return server;
}

/** For the one who runs the store: what is due goes with the next look. */
function failedExpiration(error: unknown, at: number): LogEntry {
  const failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { at, requestId: '', method: 'EXPIRE', path: '', status: 500, failure };
}

/** A renewal that fails leaves the certificate in use, which is good for another month, and is tried again tomorrow. */
async function renew(server: Server, folder: string, names: readonly string[], now: number): Promise<void> {
  const renewed = await ensureCertificate(join(folder, 'certificate'), names, now).catch(() => undefined);
  if (renewed?.ok !== true) return;
  const { certificate, privateKey } = renewed.value.server;
  server.setSecureContext({ cert: certificate, key: privateKey, minVersion: 'TLSv1.2' });
}

/** An address of another computer, a name that nobody knows, or a family that this system has not. */
const noSuchAddress = new Set(['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EAFNOSUPPORT', 'EINVAL']);

function listen(server: Server, port: number, host: string): Promise<Result<AddressInfo>> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (noSuchAddress.has(error.code ?? ''))
        return resolve(fail(problem('store-host', { host, error: error.code ?? error.name })));
      if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') return reject(error);
      resolve(fail(problem('store-port', { host, port, error: error.code })));
    });
    server.listen(port, host, () => {
      const address = server.address();
      if (address === null || typeof address === 'string') return reject(new Error('the server has no address'));
      resolve(ok(address));
    });
  });
}

function namesOf(host: string, extra: readonly string[]): string[] {
  const isEverywhere = host === '0.0.0.0' || host === '::';
  const own = isEverywhere
    ? Object.values(networkInterfaces()).flatMap((addresses) =>
        (addresses ?? [])
          .filter((each) => each.scopeid === undefined || each.scopeid === 0)
          .map((each) => each.address),
      )
    : [host];
  const all = ['localhost', '127.0.0.1', '::1', hostname(), ...own, ...extra].map((name) => name.toLowerCase());
  // What this computer calls itself may be anything, and is left out then.
  return [...new Set(all)].filter(isInCertificate);
}

function isInCertificate(name: string): boolean {
  return /^[a-z0-9.:-]+$/.test(name);
}

function shownHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return hostname().toLowerCase();
  return host.includes(':') ? `[${host}]` : host;
}

const sqliteBusy = 5;

function startProblem(error: unknown, folder: string): Problem {
  if (error instanceof ProblemError) return error.problem;
  const fact = (name: string): unknown => (error instanceof Error ? Reflect.get(error, name) : undefined);
  if (fact('errcode') === sqliteBusy) {
    return problem('store-in-use', { folder });
  }
  const reason = error instanceof Error ? error.message : String(error);
  return problem('store-folder', { folder, error: reason });
}
