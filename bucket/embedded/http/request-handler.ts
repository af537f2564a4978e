import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { authenticate } from '../auth/authentication.ts';
import { sha256Hex } from '../auth/sigv4.ts';
import type { StoreParts } from '../operations/operation.ts';
import type { StoreResponse } from './answer.ts';
import { errorAnswer, send } from './answer.ts';
import type { ConnectionLimits, RequestAdmission } from './connection-limits.ts';
import { declaredLength, readBody } from './request-body.ts';
import { parseTarget } from './request-target.ts';
import { findOperation } from './routes.ts';
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

interface HandlerParts extends StoreParts {
  readonly region: string;
  readonly acceptsMd5: boolean;
  /** Host names and addresses under which the store may be addressed, lower case. */
  readonly hostNames: () => ReadonlySet<string>;
  readonly log: (entry: LogEntry) => void;
  readonly limits: ConnectionLimits;
}

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
  const { shelf, credentials, region, acceptsMd5, now } = parts;
  const headers = readHeaders(request.rawHeaders);
  checkHost(headers.get('host') ?? '', parts.hostNames());
  const target = parseTarget(request.url ?? '');
  const method = request.method ?? '';
  const { accessKeyId, payloadHash, known } = authenticate(
    { method, target, headers },
    {
      ...{ region, acceptsMd5, now },
      find: (id) => credentials.find(id),
      onSpent: (id) => credentials.noteSpent(id),
    },
  );
  caller.accessKeyId = accessKeyId;
  const admission = parts.limits.admit(request.socket, accessKeyId);
  caller.admission = admission;
  const { operation, ...asked } = findOperation(method, target, headers);
  const length = declaredLength(headers);
  if (length !== null && length > 0 && !operation.takesBody)
    throw new S3Error(400, 'InvalidRequest', `${operation.name} has no body.`);
  const body = (largest: number): Promise<Buffer> => {
    const bytes = length ?? 0;
    if (bytes > largest) throw new S3Error(400, 'EntityTooLarge', `A body has at most ${largest} bytes here.`);
    admission.hold(bytes);
    mayContinue();
    return readBody(request, bytes);
  };
  const signedBody = async (largest: number): Promise<Buffer> => {
    const bytes = await body(largest);
    if (sha256Hex(bytes) !== payloadHash)
      throw new S3Error(400, 'XAmzContentSHA256Mismatch', 'The body is not the one that was signed.');
    return bytes;
  };
  const { bucket, key } = target;
  const { grant } = known;
  const call = { bucket, key, ...asked, accessKeyId, known, grant, payloadHash, length, body, signedBody };
  if (!operation.mayAsk(call)) throw accessDenied();
  if (operation.path !== 'service' && operation.makesBucket !== true && !shelf.index.hasBucket(bucket))
    throw new S3Error(404, 'NoSuchBucket', 'There is no bucket of that name.', { BucketName: bucket });
  try {
    return await operation.answer(call, parts);
  } finally {
    // Nobody is told of an object, or that there is none, before that is on the disk.
    await shelf.index.synced().catch(() => {});
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
