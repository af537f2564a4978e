import type { IncomingMessage } from 'node:http';
import { type Agent, request } from 'node:https';
import { readJson } from '../core/json.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { algorithm, canonicalRequest, encodePart, sha256Hex, sign, stringToSign } from './embedded/auth/sigv4.ts';
import { exchangedCode } from './embedded/http/s3-error.ts';
import { credentialParameter, exchangedSchema } from './embedded/operations/exchange-credential.ts';
import { problemOf } from './s3/s3-problem.ts';
import type { Secret } from './secret.ts';
import type { BucketSettings } from './settings.ts';

/**
 * What a store answered to the wish for another secret.
 *
 * - `exchanged`: the new one holds, and the one that was signed with opens nothing any more.
 * - `spent`: the one that was signed with had been exchanged before, for another than this.
 * - `wrong`: the store does not take the signature: another secret, or a clock that is off.
 * - `cannot`: this store does not exchange this credential, and will not the next time.
 * - `later`: it failed or asks to wait. Whether the new one holds is not known.
 */
type ExchangeOutcome = 'exchanged' | 'spent' | 'wrong' | 'cannot' | 'later';

/** Asks the store to take `next` in the place of the secret that a connection signs with. */
export interface CredentialExchange {
  /** Never throws. A problem means that no answer came, so that it is not known whether the new one holds: codes as of `ObjectStore`. */
  exchange(next: Secret, signal?: AbortSignal): Promise<Result<ExchangeOutcome>>;
}

interface Asking {
  readonly settings: BucketSettings;
  readonly agent: Agent;
  readonly next: Secret;
  /** UTC ms. */
  readonly now: number;
  /** The proxy on the way, as people may read it. */
  readonly proxy: string | null;
  readonly silenceMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** An answer of ours has a hundred bytes, a refusal of S3 some hundreds. */
const largestAnswer = 16 * 1024;

/** No store but the embedded one has this call; any other refuses it, and nothing changes there. */
export async function askExchange(asking: Asking): Promise<Result<ExchangeOutcome>> {
  const { settings, now, proxy, signal } = asking;
  // The embedded store is never addressed by the bucket's name as part of the host's.
  if (!settings.forcePathStyle) return ok('cannot');
  try {
    return ok(outcomeOf(await send(asking), settings.accessKeyId));
  } catch (error) {
    const cause = signal?.aborted === true ? { name: 'AbortError' } : error;
    return fail(problemOf(cause, { settings, now, proxy }));
  }
}

interface Reply {
  readonly status: number;
  /** Null where it was longer than anything that is ours. */
  readonly text: string | null;
}

function outcomeOf({ status, text }: Reply, accessKeyId: string): ExchangeOutcome {
  if (status === 200) {
    const answer = exchangedSchema.safeParse(readJson(text ?? ''));
    return answer.success && answer.data.accessKeyId === accessKeyId ? 'exchanged' : 'cannot';
  }
  const code = /<Code>([A-Za-z]{1,64})<\/Code>/.exec(text ?? '')?.[1] ?? '';
  if (status === 403 && code === exchangedCode) return 'spent';
  if (wrongCodes.has(code)) return 'wrong';
  if (status === 501) return 'cannot';
  return status >= 500 || laterStatuses.has(status) ? 'later' : 'cannot';
}

const wrongCodes: ReadonlySet<string> = new Set([
  ...['SignatureDoesNotMatch', 'InvalidAccessKeyId', 'RequestTimeTooSkewed', 'RequestExpired', 'ExpiredToken'],
]);
/** 407 is the proxy's, not the store's. */
const laterStatuses: ReadonlySet<number> = new Set([407, 408, 409, 421, 423, 425, 429]);

function send({ settings, agent, next, now, silenceMs, signal }: Asking): Promise<Reply> {
  const url = new URL(settings.endpoint);
  const body = JSON.stringify({ format: 'plainsight-credential/1', secretAccessKey: next.reveal() });
  const path = `${url.pathname.replace(/\/$/, '')}/${settings.bucket}`;
  const query = new Map([[credentialParameter, '']]);
  const search = [...query].map(([name, value]) => `${encodePart(name)}=${encodePart(value)}`).join('&');
  const headers = signedHeaders(settings, { host: url.host, path, query, body, now });
  return new Promise((resolve, reject) => {
    const outgoing = request(url, {
      ...{ agent, method: 'POST', path: `${path}?${search}` },
      headers: { ...Object.fromEntries(headers), 'content-length': Buffer.byteLength(body) },
    });
    let isAnswered = false;
    outgoing.on('response', (incoming) => {
      isAnswered = true;
      read(incoming).then((text) => resolve({ status: incoming.statusCode ?? 0, text }), reject);
    });
    // For the whole of it: an answer that drips holds nobody up.
    const tooLong = setTimeout(
      () => outgoing.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })),
      silenceMs,
    );
    const cancel = (): void => void outgoing.destroy();
    signal?.addEventListener('abort', cancel, { once: true });
    outgoing.on('error', reject);
    outgoing.on('close', () => {
      clearTimeout(tooLong);
      signal?.removeEventListener('abort', cancel);
      // An answer that is cut in the middle is told by its reader.
      if (!isAnswered) reject(Object.assign(new Error('cut'), { code: 'ECONNRESET' }));
    });
    if (signal?.aborted === true) cancel();
    else outgoing.end(body);
  });
}

interface Signing {
  readonly host: string;
  readonly path: string;
  readonly query: ReadonlyMap<string, string>;
  readonly body: string;
  readonly now: number;
}

function signedHeaders(settings: BucketSettings, { host, path, query, body, now }: Signing): Map<string, string> {
  const dateTime = new Date(now).toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = { date: dateTime.slice(0, 8), region: settings.region, service: 's3' };
  const payloadHash = sha256Hex(body);
  const headers = new Map([
    ['content-type', 'application/json'],
    ['host', host],
    ['x-amz-content-sha256', payloadHash],
    ['x-amz-date', dateTime],
  ]);
  const names = [...headers.keys()];
  const canonical = canonicalRequest({ method: 'POST', path, query, headers, signedHeaders: names, payloadHash });
  const signature = sign(stringToSign(canonical, dateTime, scope), settings.secretAccessKey.reveal(), scope);
  const credential = `${settings.accessKeyId}/${scope.date}/${scope.region}/s3/aws4_request`;
  headers.set(
    'authorization',
    `${algorithm} Credential=${credential}, SignedHeaders=${names.join(';')}, Signature=${signature}`,
  );
  return headers;
}

async function read(incoming: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length;
    // Whoever sends more is no store of ours: the rest is not waited for.
    if (length > largestAnswer) {
      incoming.destroy();
      return null;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
