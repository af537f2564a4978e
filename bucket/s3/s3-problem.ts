import type { Problem } from '../../core/problem.ts';
import { problem } from '../../core/problem.ts';
import { exchangedCode } from '../embedded/http/s3-error.ts';
import type { BucketSettings } from '../settings.ts';

/** What a failed call is judged by: the error as thrown, the object or folder it was about, the way to it, and this device's clock. */
interface FailedCall {
  readonly settings: BucketSettings;
  /** The proxy on the way, without its credential; null or absent: there is none. */
  readonly proxy?: string | null;
  /** A key, a prefix, or undefined for the bucket itself. */
  readonly subject?: string;
  readonly now: number;
}

interface Facts {
  readonly name: string;
  readonly code: string;
  readonly status: number;
  readonly serverDate: number;
}

const certificateCodes =
  /^(CERT_|ERR_TLS_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_(GET|VERIFY|DECRYPT)|ERR_SSL_|EPROTO$|HOSTNAME_MISMATCH)/;
const wrongCredential = new Set([
  'InvalidAccessKeyId',
  'SignatureDoesNotMatch',
  'InvalidToken',
  'AuthorizationHeaderMalformed',
]);

/** Errors of S3 and of stores like it that say nothing about the object: it goes through another time. */
const laterNames = new Set([
  ...[
    'SlowDown',
    'TooManyRequests',
    'TooManyRequestsException',
    'Throttling',
    'ThrottlingException',
    'ThrottledException',
  ],
  ...[
    'RequestThrottled',
    'RequestThrottledException',
    'RequestLimitExceeded',
    'BandwidthLimitExceeded',
    'LimitExceeded',
  ],
  ...['RequestTimeout', 'RequestTimeoutException', 'PriorRequestNotComplete', 'TransactionInProgressException'],
  ...[
    'OperationAborted',
    'ConditionalRequestConflict',
    'ServiceUnavailable',
    'Busy',

    'IncompleteBody',
  ],
  ...['BadDigest', 'XAmzContentSHA256Mismatch', 'XAmzContentChecksumMismatch'],
]);
const laterStatuses = new Set([408, 409, 421, 423, 425, 429, 503]);
const fullNames = new Set([
  'QuotaExceeded',
  'QuotaExceededException',
  'ServiceQuotaExceeded',
  'XMinioStorageFull',
  'InsufficientStorage',
]);
const tooLargeNames = new Set(['EntityTooLarge', 'RequestEntityTooLarge', 'MaxMessageLengthExceeded']);
const expiredNames = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'TokenRefreshRequired',
  'RequestExpiredException',
]);
/** What the client calls an answer that names no error of S3, as those of proxies and sign-in pages are. */
const namesNothing = new Set(['', 'Error', 'Unknown', 'UnknownError', 'SyntaxError', 'TypeError']);

/** Turns whatever the S3 client threw into a problem for a person. Takes `unknown`: a network can throw anything. */
export function problemOf(error: unknown, call: FailedCall): Problem {
  const { settings } = call;
  const facts = factsOf(error);
  const host = new URL(settings.endpoint).host;
  const subject = { object: call.subject || 'none', bucket: settings.bucket };

  if (facts.name === 'AbortError') return problem('cancelled');
  if (certificateCodes.test(facts.code)) return certificateProblem(facts, host);
  if (facts.status === 407) return proxyRefuses(call.proxy ?? 'unknown', 'password');
  if (facts.status === 0) return unreachable(facts, host, call.proxy ?? null);
  if (facts.name === 'RequestTimeTooSkewed' || facts.name === 'RequestExpired') {
    return problem('store-clock', { host, ...skewOf(call.now, facts.serverDate) });
  }
  if (expiredNames.has(facts.name)) {
    return problem('store-credential-expired', { accessKeyId: settings.accessKeyId, host });
  }
  if (facts.name === exchangedCode) {
    return problem('credential-spent', { host });
  }
  if (wrongCredential.has(facts.name)) return credentialProblem(facts, settings, host);
  if (facts.status === 507 || fullNames.has(facts.name)) {
    return facts.status === 507 ? problem('store-full', { host }) : problem('store-quota', { host, name: facts.name });
  }
  if (laterStatuses.has(facts.status) || laterNames.has(facts.name)) {
    return problem('store-busy', { host, status: facts.status, name: facts.name });
  }
  if (facts.name === 'NoSuchBucket') return bucketProblem(settings, host);
  if (facts.status === 404) {
    // A HEAD or an empty body names no code: without a subject it can only have been the bucket.
    if (call.subject === undefined) return bucketProblem(settings, host);
    return problem('object-missing', subject);
  }
  // A 409 means that another one is putting it at this moment: later it is there or not.
  if (facts.status === 412) {
    return problem('object-exists', subject);
  }
  // It is this object that is not given out, not the credential that may not.
  if (facts.name === 'InvalidObjectState') {
    return problem('object-archived', { host, ...subject });
  }
  if (facts.status === 401 || facts.status === 403) {
    return problem('store-denied', { accessKeyId: settings.accessKeyId, ...subject });
  }
  if (facts.status >= 500) {
    return problem('store-failed', { host, status: facts.status, name: facts.name });
  }
  if (facts.status >= 300 && facts.status < 400) {
    return problem('store-moved', { host, bucket: settings.bucket });
  }
  if (facts.status === 413 || tooLargeNames.has(facts.name)) {
    return problem('store-refused-size', { host, ...subject });
  }
  if (namesNothing.has(facts.name)) return notS3(settings);
  return problem('store-refused', { host, ...subject, status: facts.status, name: facts.name });
}

/** Something answered that is no store of S3: a sign-in page, a proxy, another program. It says nothing about an object. */
export function notS3({ endpoint }: BucketSettings): Problem {
  return problem('store-foreign', { endpoint });
}

function unreachable(facts: Facts, host: string, proxy: string | null): Problem {
  if (proxy === null) return problem('store-unreachable', { host, why: whyOf(facts) });
  if (facts.code === 'ERR_PROXY_TUNNEL') return proxyRefuses(proxy, whyOf(facts));
  return problem('store-unreachable-by-proxy', { host, proxy, why: whyOf(facts) });
}

function proxyRefuses(proxy: string, why: string): Problem {
  return problem('store-proxy-refuses', { proxy, why });
}

function certificateProblem(facts: Facts, host: string): Problem {
  if (facts.code === 'CERT_HAS_EXPIRED' || facts.code === 'CERT_NOT_YET_VALID') {
    return problem('store-certificate-date', { host, error: facts.code });
  }
  if (facts.code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return problem('store-certificate-name', { host });
  }
  return problem('store-certificate', { host, error: facts.code });
}

function credentialProblem(facts: Facts, settings: BucketSettings, host: string): Problem {
  if (facts.name === 'AuthorizationHeaderMalformed') {
    return problem('store-region', { host, region: settings.region });
  }
  if (facts.name === 'InvalidAccessKeyId') {
    return problem('store-credential-unknown', { host, accessKeyId: settings.accessKeyId });
  }
  return problem('store-credential-secret', { accessKeyId: settings.accessKeyId, host });
}

function bucketProblem(settings: BucketSettings, host: string): Problem {
  return problem('store-no-bucket', { host, bucket: settings.bucket });
}

/** 60 minutes ahead or 2 days behind; without a date from the server it is unknown how much. */
function skewOf(now: number, serverDate: number) {
  if (Number.isNaN(serverDate)) return { skew: 'unknown', amount: 0, unit: 'minutes' } as const;
  const minutes = Math.round(Math.abs(now - serverDate) / 60_000);
  const skew = now > serverDate ? 'ahead' : 'behind';
  if (minutes < 180) return { skew, amount: minutes, unit: 'minutes' } as const;
  return minutes < 2880
    ? ({ skew, amount: Math.round(minutes / 60), unit: 'hours' } as const)
    : ({ skew, amount: Math.round(minutes / 1440), unit: 'days' } as const);
}

function whyOf({ name, code }: Facts): string {
  return name === 'TimeoutError' ? 'ETIMEDOUT' : code || name;
}

function factsOf(error: unknown): Facts {
  const at = (value: unknown, ...path: string[]): unknown =>
    path.reduce<unknown>(
      (from, step) => (typeof from === 'object' && from !== null ? Reflect.get(from, step) : undefined),
      value,
    );
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  const status = at(error, '$metadata', 'httpStatusCode') ?? at(error, '$response', 'statusCode');
  const date = text(at(error, '$response', 'headers', 'date')) || text(at(error, 'ServerTime'));
  return {
    // A word that came over the network: what is no word of that kind is not repeated.
    name: /^[A-Za-z][A-Za-z0-9.]{0,63}$/.exec(text(at(error, 'name')))?.[0] ?? 'Error',
    code: text(at(error, 'code')) || text(at(error, 'cause', 'code')),
    status: typeof status === 'number' ? status : 0,
    serverDate: Date.parse(date),
  };
}
