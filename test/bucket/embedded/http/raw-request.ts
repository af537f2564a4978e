import { Agent, request } from 'node:https';
import type { NewCredential } from '../../../../bucket/embedded/auth/credentials.ts';
import { canonicalRequest, encodePart, sha256Hex, sign, stringToSign } from '../../../../bucket/embedded/auth/sigv4.ts';
import type { EmbeddedStore } from '../../../../bucket/embedded/server.ts';

const agent = new Agent({ keepAlive: true });

export interface RawRequest {
  readonly method: string;
  /** Decoded; beginning with '/'. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Signed along with the rest. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly at?: number;
  readonly region?: string;
  readonly payloadHash?: string;
  /** Presigned for so many seconds, instead of a header. */
  readonly expires?: number;
  /** Of the header names to sign, those that are left out. */
  readonly unsigned?: readonly string[];
}

/** A request as it goes over the wire, for tests to tamper with. */
export interface WireRequest {
  method: string;
  target: string;
  headers: Record<string, string>;
  body: Uint8Array;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
  /** What is in the Code element, or ''. */
  readonly code: string;
}

/** Signs by hand, so that anything can be sent that an SDK would not send. */
export function signRequest(store: EmbeddedStore, key: NewCredential, wanted: RawRequest): WireRequest {
  const body = Buffer.from(wanted.body ?? '');
  const dateTime = new Date(wanted.at ?? Date.now()).toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = { date: dateTime.slice(0, 8), region: wanted.region ?? 'us-east-1', service: 's3' };
  const credential = `${key.accessKeyId}/${scope.date}/${scope.region}/s3/aws4_request`;
  const isPresigned = wanted.expires !== undefined;
  const payloadHash = wanted.payloadHash ?? (isPresigned ? 'UNSIGNED-PAYLOAD' : sha256Hex(body));
  const headers: Record<string, string> = { host: new URL(store.endpoint).host, ...wanted.headers };
  if (!isPresigned) Object.assign(headers, { 'x-amz-date': dateTime, 'x-amz-content-sha256': payloadHash });
  const signedHeaders = Object.keys(headers)
    .filter((name) => wanted.unsigned?.includes(name) !== true)
    .sort();
  const query = new Map(Object.entries(wanted.query ?? {}));
  if (isPresigned) {
    query.set('X-Amz-Algorithm', 'AWS4-HMAC-SHA256').set('X-Amz-Credential', credential).set('X-Amz-Date', dateTime);
    query.set('X-Amz-Expires', String(wanted.expires)).set('X-Amz-SignedHeaders', signedHeaders.join(';'));
  }
  const signedValues = new Map(Object.entries(headers));
  const canonical = canonicalRequest({
    method: wanted.method,
    path: wanted.path,
    query,
    headers: signedValues,
    signedHeaders,
    payloadHash,
  });
  const signature = sign(stringToSign(canonical, dateTime, scope), key.secretAccessKey, scope);
  if (isPresigned) query.set('X-Amz-Signature', signature);
  else
    headers.authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${signedHeaders.join(';')}, Signature=${signature}`;
  const path = wanted.path.split('/').map(encodePart).join('/');
  const search = [...query].map(([name, value]) => `${encodePart(name)}=${encodePart(value)}`).join('&');
  return { method: wanted.method, target: search === '' ? path : `${path}?${search}`, headers, body };
}

export function sendRequest(store: EmbeddedStore, wire: WireRequest): Promise<WireAnswer> {
  return new Promise((resolve, reject) => {
    const isChunked = 'transfer-encoding' in wire.headers;
    const length =
      !isChunked && (wire.body.length > 0 || wire.method === 'PUT')
        ? { 'content-length': String(wire.body.length) }
        : {};
    const outgoing = request(store.endpoint, {
      method: wire.method,
      path: wire.target,
      headers: { ...length, ...wire.headers },
      ca: store.caCertificate,
      agent,
      // Not the Host header, which is what some tests lie about.
      servername: 'localhost',
    });
    outgoing.on('error', reject);
    outgoing.on('response', (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const body = Buffer.concat(chunks).toString();
        const code = /<Code>([^<]*)<\/Code>/.exec(body)?.[1] ?? '';
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body, code });
      });
    });
    outgoing.end(wire.body);
  });
}

export function ask(store: EmbeddedStore, key: NewCredential, wanted: RawRequest): Promise<WireAnswer> {
  return sendRequest(store, signRequest(store, key, wanted));
}
