import type { RequestTarget } from '../http/request-target.ts';
import { credentialExchanged, S3Error } from '../http/s3-error.ts';
import type { KnownCredential } from './credentials.ts';
import type { Scope } from './sigv4.ts';
import { algorithm, canonicalRequest, emptyPayloadHash, isSameSignature, sign, stringToSign } from './sigv4.ts';

interface SignedRequest {
  readonly method: string;
  readonly target: RequestTarget;
  /** Lower-case names; none repeated. */
  readonly headers: ReadonlyMap<string, string>;
}

/**
 * Who signed the request, and the SHA-256 (hex) that its body must have. The body has not been read yet. Null: the signature covers
 * the body by its Content-MD5 alone.
 */
interface Authenticated {
  readonly accessKeyId: string;
  readonly known: KnownCredential;
  readonly payloadHash: string | null;
}

interface Verifier {
  readonly region: string;
  /** Whether a signed Content-MD5 will do where the SHA-256 of a body is not signed. */
  readonly acceptsMd5: boolean;
  /** UTC ms. */
  now(): number;
  find(accessKeyId: string): KnownCredential | undefined;
  /** Told when somebody signed with the secret that the key had before it was exchanged, which is refused by name. */
  onSpent(accessKeyId: string): void;
}

interface Claim {
  readonly accessKeyId: string;
  readonly scope: Scope;
  readonly dateTime: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly payloadHash: string;
  /** Only a presigned URL has one, in ms. */
  readonly validMs?: number;
}

const maxSkewMs = 15 * 60_000;
const maxValidSeconds = 7 * 24 * 3600;
const hexHash = /^[0-9a-f]{64}$/;
const unsignedPayload = 'UNSIGNED-PAYLOAD';

/**
 * Verifies the signature of a request, from its header or its presigned query. Throws the S3Error that AWS answers.
 * A request without a signature is refused; so is a body that the signature does not cover.
 */
export function authenticate(request: SignedRequest, verifier: Verifier): Authenticated {
  const header = request.headers.get('authorization');
  const isPresigned = [...request.target.query.keys()].some((name) => name.startsWith('X-Amz-'));
  if (header === undefined && !isPresigned)
    throw new S3Error(403, 'AccessDenied', 'Requests without a signature are refused.');
  if (header !== undefined && isPresigned)
    throw new S3Error(400, 'InvalidArgument', 'A request carries one signature: in its header or in its address.');
  const claim = header === undefined ? claimOfQuery(request) : claimOfHeader(header, request, verifier.acceptsMd5);

  checkScope(claim, verifier.region);
  checkTime(claim, verifier.now());
  checkCoverage(claim, request);
  const known = verifier.find(claim.accessKeyId);
  if (known === undefined)
    throw new S3Error(403, 'InvalidAccessKeyId', 'This store does not know the access key.', {
      AWSAccessKeyId: claim.accessKeyId,
    });
  const canonical = canonicalRequest({
    method: request.method,
    path: request.target.path,
    query: request.target.query,
    headers: request.headers,
    signedHeaders: claim.signedHeaders,
    payloadHash: claim.payloadHash,
  });
  const isSignedWith = (each: string): boolean =>
    isSameSignature(sign(stringToSign(canonical, claim.dateTime, claim.scope), each, claim.scope), claim.signature);
  if (!isSignedWith(known.secret)) {
    const spent = known.first?.spent ?? null;
    if (spent !== null && isSignedWith(spent)) {
      verifier.onSpent(claim.accessKeyId);
      throw credentialExchanged();
    }
    throw new S3Error(
      403,
      'SignatureDoesNotMatch',
      'The signature is not the one that this request and this key give.',
    );
  }
  const { accessKeyId, payloadHash } = claim;
  if (payloadHash !== unsignedPayload) return { accessKeyId, known, payloadHash };
  // Only an address that reads comes here without a Content-MD5, and reading has no body.
  return { accessKeyId, known, payloadHash: claim.validMs === undefined ? null : emptyPayloadHash };
}

function claimOfHeader(header: string, request: SignedRequest, acceptsMd5: boolean): Claim {
  const parts = /^AWS4-HMAC-SHA256 Credential=([^,\s]+), ?SignedHeaders=([^,\s]+), ?Signature=([0-9a-f]{64})$/.exec(
    header,
  );
  if (parts?.[1] === undefined || parts[2] === undefined || parts[3] === undefined) {
    throw new S3Error(400, 'AuthorizationHeaderMalformed', `The authorization header is not one of ${algorithm}.`);
  }
  const dateTime = request.headers.get('x-amz-date');
  if (dateTime === undefined) throw new S3Error(403, 'AccessDenied', 'The request carries no x-amz-date.');
  const payloadHash = request.headers.get('x-amz-content-sha256');
  if (payloadHash === undefined)
    throw new S3Error(400, 'InvalidRequest', 'The request carries no x-amz-content-sha256.');
  const signedHeaders = parts[2].split(';');
  const isCoveredByMd5 = acceptsMd5 && payloadHash === unsignedPayload && signedHeaders.includes('content-md5');
  if (!isCoveredByMd5) checkPayloadHash(payloadHash);
  return {
    ...readCredential(parts[1]),
    dateTime,
    signedHeaders,
    signature: parts[3],
    payloadHash,
  };
}

function claimOfQuery(request: SignedRequest): Claim {
  const { query } = request.target;
  const need = (name: string): string => {
    const value = query.get(name);
    if (value === undefined)
      throw new S3Error(400, 'AuthorizationQueryParametersError', `The address carries no ${name}.`);
    return value;
  };
  if (need('X-Amz-Algorithm') !== algorithm)
    throw new S3Error(400, 'AuthorizationQueryParametersError', `X-Amz-Algorithm must be ${algorithm}.`);
  const seconds = Number(need('X-Amz-Expires'));
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > maxValidSeconds) {
    throw new S3Error(400, 'AuthorizationQueryParametersError', `X-Amz-Expires is 1 to ${maxValidSeconds} seconds.`);
  }
  const payloadHash =
    query.get('X-Amz-Content-Sha256') ?? request.headers.get('x-amz-content-sha256') ?? unsignedPayload;
  // An address that reads has no body to sign. One that writes must say which bytes it writes.
  const isReading = request.method === 'GET' || request.method === 'HEAD';
  if (!(isReading && payloadHash === unsignedPayload)) checkPayloadHash(payloadHash);
  return {
    ...readCredential(need('X-Amz-Credential')),
    dateTime: need('X-Amz-Date'),
    signedHeaders: need('X-Amz-SignedHeaders').split(';'),
    signature: need('X-Amz-Signature'),
    payloadHash,
    validMs: seconds * 1000,
  };
}

function readCredential(text: string): { accessKeyId: string; scope: Scope } {
  const parts = /^([^/]+)\/(\d{8})\/([^/]+)\/([a-z0-9]+)\/aws4_request$/.exec(text);
  const [, accessKeyId, date, region, service] = parts ?? [];
  if (accessKeyId === undefined || date === undefined || region === undefined || service === undefined) {
    throw new S3Error(
      400,
      'AuthorizationHeaderMalformed',
      'The credential is not of the form key/date/region/s3/aws4_request.',
    );
  }
  return { accessKeyId, scope: { date, region, service } };
}

function checkPayloadHash(hash: string): void {
  if (hash.startsWith('STREAMING-'))
    throw new S3Error(501, 'NotImplemented', 'This store does not support aws-chunked bodies: send a buffer.');
  if (hash === unsignedPayload)
    throw new S3Error(403, 'AccessDenied', 'The body must be signed: UNSIGNED-PAYLOAD is refused.');
  if (!hexHash.test(hash))
    throw new S3Error(400, 'InvalidArgument', 'x-amz-content-sha256 is not a SHA-256 in lower-case hex.');
}

function checkScope(claim: Claim, region: string): void {
  if (claim.scope.service !== 's3' || claim.scope.date !== claim.dateTime.slice(0, 8)) {
    throw new S3Error(400, 'AuthorizationHeaderMalformed', 'The scope of the credential does not fit the request.');
  }
  if (claim.scope.region !== region) {
    throw new S3Error(
      400,
      'AuthorizationHeaderMalformed',
      `The region '${claim.scope.region}' is wrong; expecting '${region}'.`,
      { Region: region },
    );
  }
}

function checkTime(claim: Claim, now: number): void {
  const at = parseDateTime(claim.dateTime);
  if (claim.validMs === undefined ? Math.abs(now - at) > maxSkewMs : at - now > maxSkewMs) {
    throw new S3Error(
      403,
      'RequestTimeTooSkewed',
      "The difference between the request time and this store's clock is too large.",
      {
        RequestTime: claim.dateTime,
        ServerTime: new Date(now).toISOString().replace(/\.\d+Z$/, 'Z'),
        MaxAllowedSkewMilliseconds: String(maxSkewMs),
      },
    );
  }
  if (claim.validMs !== undefined && now >= at + claim.validMs) {
    throw new S3Error(403, 'AccessDenied', 'Request has expired', {
      Expires: new Date(at + claim.validMs).toISOString(),
    });
  }
}

/** UTC ms. Throws for anything that is not `yyyymmddThhmmssZ`. */
function parseDateTime(text: string): number {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  const at =
    parts === null
      ? Number.NaN
      : Date.parse(`${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}:${parts[5]}:${parts[6]}Z`);
  if (Number.isNaN(at)) throw new S3Error(403, 'AccessDenied', 'The date of the request cannot be read.');
  return at;
}

/** Host and every x-amz- header must be under the signature, else they could be changed on the way. */
function checkCoverage(claim: Claim, request: SignedRequest): void {
  const covered = new Set(claim.signedHeaders);
  const isSorted = claim.signedHeaders.every((name, i) => i === 0 || (claim.signedHeaders[i - 1] ?? '') < name);
  const missing = claim.signedHeaders.find((name) => !request.headers.has(name));
  if (!isSorted || missing !== undefined)
    throw new S3Error(403, 'SignatureDoesNotMatch', 'The list of signed headers does not fit the request.');
  const open = [...request.headers.keys()].find(
    (name) => (name === 'host' || name.startsWith('x-amz-')) && !covered.has(name),
  );
  if (open !== undefined || !covered.has('host'))
    throw new S3Error(403, 'AccessDenied', `The header ${open ?? 'host'} is not signed.`);
}
