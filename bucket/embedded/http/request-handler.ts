import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Allowance } from '../auth/allowance.ts';
import { authenticate } from '../auth/authentication.ts';
import { isAllowed } from '../auth/authorisation.ts';
import type { Credentials, KnownCredential } from '../auth/credentials.ts';
import { sha256Hex } from '../auth/sigv4.ts';
import {
  createBucket,
  deleteObjects,
  headBucket,
  listBuckets,
  listObjects,
  requireBucket,
} from '../operations/bucket-operations.ts';
import { exchangeCredential, largestCredentialBytes } from '../operations/credential-operation.ts';
import { getObject, headObject, parseCondition, putObject } from '../operations/object-operations.ts';
import type { ObjectShelf } from '../storage/object-shelf.ts';
import type { StoreResponse } from './answer.ts';
import { errorAnswer, send } from './answer.ts';
import type { ConnectionLimits, RequestAdmission } from './connection-limits.ts';
import { operationOf, takesBody } from './operation.ts';
import { declaredLength, readBody } from './request-body.ts';
import { parseTarget } from './request-target.ts';
import { accessDenied, S3Error } from './s3-error.ts';

/** One line about one request, without secrets and without bodies. `failure` is for the one who runs the store. */
export interface LogEntry {
  readonly at: number;
  readonly requestId: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly code?: string;
  readonly accessKeyId?: string;
  readonly failure?: string;
}

export interface HandlerParts {
  readonly shelf: ObjectShelf;
  readonly credentials: Credentials;
  readonly region: string;
  readonly acceptsMd5: boolean;
  readonly largestObjectBytes: number;
  /** Host names and addresses under which the store may be addressed, lower case. */
  readonly hostNames: () => ReadonlySet<string>;
  readonly now: () => number;
  readonly log: (entry: LogEntry) => void;
  readonly limits: ConnectionLimits;
  readonly allowance: Allowance;
}

const largestDeleteBytes = 2 * 1024 * 1024;

/** Answers one request. Never rejects. `mayContinue` asks the client for a body that it holds back. */
export async function handle(
  parts: HandlerParts,
  request: IncomingMessage,
  response: ServerResponse,
  mayContinue: () => void,
): Promise<void> {
  const requestId = randomBytes(8).toString('hex').toUpperCase();
  const caller: Caller = {};
  let code: string | undefined;
  let failure: string | undefined;
  response.setHeader('x-amz-request-id', requestId);
  // The same clock that judges signatures, so that a client can tell how far its own is off.
  response.setHeader('Date', new Date(parts.now()).toUTCString());
  const isHead = request.method === 'HEAD';
  try {
    const answer = await answerTo(parts, request, caller, mayContinue).catch((error: unknown) => {
      const shown = asS3Error(error);
      code = shown.code;
      if (shown !== error) failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
      // Who signed nothing, and what is left of a body that was not read, keep no connection.
      if (caller.admission === undefined || !request.complete) response.setHeader('Connection', 'close');
      return errorAnswer(shown, requestId);
    });
    await send(response, answer, isHead);
  } catch (error) {
    failure = error instanceof Error ? error.message : String(error);
    response.destroy();
  } finally {
    caller.admission?.end();
  }
  const { accessKeyId } = caller;
  parts.log({
    at: parts.now(),
    requestId,
    method: request.method ?? '',
    path: (request.url ?? '').split('?')[0] ?? '',
    status: response.statusCode,
    ...(code === undefined ? {} : { code }),
    ...(accessKeyId === undefined ? {} : { accessKeyId }),
    ...(failure === undefined ? {} : { failure }),
  });
}

/** Who asks, as far as it is known. */
interface Caller {
  accessKeyId?: string;
  admission?: RequestAdmission;
}

/** In this order: who (signature over everything but the body), what, may they; only then is the body read. */
async function answerTo(
  parts: HandlerParts,
  request: IncomingMessage,
  caller: Caller,
  mayContinue: () => void,
): Promise<StoreResponse> {
  const { shelf, credentials } = parts;
  const headers = readHeaders(request.rawHeaders);
  checkHost(headers.get('host') ?? '', parts.hostNames());
  const target = parseTarget(request.url ?? '');
  const method = request.method ?? '';
  let known: KnownCredential = { secret: '', grant: { role: 'limited', allow: [] }, first: null };
  const secretOf = (id: string): string | undefined => {
    const found = credentials.find(id);
    if (found !== undefined) known = found;
    return found?.secret;
  };
  const signed = { method, target, headers };
  const { accessKeyId, payloadHash } = authenticate(signed, {
    region: parts.region,
    acceptsMd5: parts.acceptsMd5,
    now: parts.now,
    secretOf,
    spentSecretOf: (id) => credentials.find(id)?.first?.spent ?? undefined,
    onSpent: (id) => credentials.noteSpent(id),
  });
  const { grant } = known;
  caller.accessKeyId = accessKeyId;
  const admission = parts.limits.admit(request.socket, accessKeyId);
  caller.admission = admission;
  const operation = operationOf(method, target, headers);
  const { bucket, key } = target;
  const demand = (action: 'put' | 'create' | 'get' | 'delete'): void => {
    if (!isAllowed(grant, action, bucket, key)) throw accessDenied();
    requireBucket(shelf, bucket);
  };
  const length = declaredLength(headers);
  if (length > 0 && !takesBody(operation)) throw new S3Error(400, 'InvalidRequest', `${operation} has no body.`);
  const body = (largest: number): Promise<Buffer> => {
    if (length > largest) throw new S3Error(400, 'EntityTooLarge', `A body has at most ${largest} bytes here.`);
    admission.hold(length);
    mayContinue();
    return readBody(request, length);
  };
  const signedBody = async (largest: number): Promise<Buffer> => {
    const bytes = await body(largest);
    if (sha256Hex(bytes) !== payloadHash)
      throw new S3Error(400, 'XAmzContentSHA256Mismatch', 'The body is not the one that was signed.');
    return bytes;
  };

  switch (operation) {
    case 'ListBuckets':
      return listBuckets(shelf, grant);
    case 'CreateBucket':
      return createBucket(shelf, grant, target, await signedBody(0), parts.now());
    case 'HeadBucket':
      return headBucket(shelf, grant, target);
    case 'ListObjectsV2':
      return listObjects(shelf, grant, target);
    case 'ExchangeCredential':
      return exchangeCredential(credentials, {
        ...{ accessKeyId, bucket, known },
        body: await signedBody(largestCredentialBytes),
      });
    case 'DeleteObjects':
      return deleteObjects(shelf, grant, target, await signedBody(largestDeleteBytes));
    case 'PutObject':
      // A put that cannot replace anything needs less; whoever may only create is refused any other, whether something is there or not.
      demand(parseCondition(headers)?.kind === 'absent' ? 'create' : 'put');
      if (!headers.has('content-length'))
        throw new S3Error(411, 'MissingContentLength', 'The length of the body must be declared.');
      await parts.allowance.spend(grant, accessKeyId, length);
      return putObject(shelf, target, headers, await body(parts.largestObjectBytes), payloadHash, parts.now());
    case 'GetObject':
      demand('get');
      return getObject(shelf, target, headers);
    case 'HeadObject':
      demand('get');
      return headObject(shelf, target, headers);
    case 'DeleteObject':
      demand('delete');
      await shelf.remove(bucket, key);
      return { status: 204 };
  }
}

/** A repeated header could be read one way by the signature and another way here: refused. */
function readHeaders(raw: readonly string[]): Map<string, string> {
  const headers = new Map<string, string>();
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = (raw[i] ?? '').toLowerCase();
    if (headers.has(name)) throw new S3Error(400, 'InvalidArgument', `The header ${name} appears twice.`);
    headers.set(name, raw[i + 1] ?? '');
  }
  return headers;
}

/** Requests for `bucket.host` would be taken for requests about the first part of the key. */
function checkHost(host: string, names: ReadonlySet<string>): void {
  const url = URL.canParse(`https://${host}`) ? new URL(`https://${host}`) : undefined;
  if (url === undefined || !names.has(url.hostname.replace(/^\[|\]$/g, ''))) {
    throw new S3Error(
      400,
      'InvalidRequest',
      'This store is not addressed by that host name. Use path-style addresses (forcePathStyle).',
    );
  }
}

const sqliteFull = 13;

function asS3Error(error: unknown): S3Error {
  if (error instanceof S3Error) return error;
  const fact = (name: string): unknown => (error instanceof Error ? Reflect.get(error, name) : undefined);
  if (fact('code') === 'ENOSPC' || fact('code') === 'EDQUOT' || fact('errcode') === sqliteFull) {
    return new S3Error(507, 'InsufficientStorage', 'The disk of this store is full. Nothing was kept of this request.');
  }
  return new S3Error(500, 'InternalError', 'The store failed. Its log says why.');
}
