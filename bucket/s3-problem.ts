import type { Problem } from '../core/problem.ts';
import { problem } from '../core/problem.ts';
import { exchangedCode } from './embedded/http/s3-error.ts';
import type { BucketSettings } from './settings.ts';

/** What a failed call is judged by: the error as thrown, the object or folder it was about, the way to it, and this device's clock. */
export interface FailedCall {
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
  const subject =
    call.subject === undefined || call.subject === ''
      ? `the bucket ${settings.bucket}`
      : `${call.subject} in the bucket ${settings.bucket}`;

  if (facts.name === 'AbortError')
    return problem('cancelled', 'The request was cancelled.', 'Start it again when you want it.');
  if (certificateCodes.test(facts.code)) return certificateProblem(facts, host);
  if (facts.status === 407) return proxyRefuses(call.proxy ?? 'on the way', 'it asks for a user name and a password');
  if (facts.status === 0) return unreachable(facts, host, call.proxy ?? null);
  if (facts.name === 'RequestTimeTooSkewed' || facts.name === 'RequestExpired') {
    return problem(
      'store-clock',
      `This computer’s clock is ${skewText(call.now, facts.serverDate)}, so the store at ${host} refuses its requests.`,
      'Set the clock, or switch on setting it automatically; uploads go on by themselves after that.',
    );
  }
  if (expiredNames.has(facts.name)) {
    return problem(
      'store-credential',
      `The credential ${settings.accessKeyId} has expired at ${host}.`,
      'Ask whoever runs the store for a new credential; what was not uploaded is kept and goes with it.',
    );
  }
  if (facts.name === exchangedCode) {
    return problem(
      'credential-spent',
      `The store at ${host} refuses the key that came with the enrolment: it was exchanged already, by somebody else or before this folder was put back from a backup.`,
      'Tell your administrator that somebody else may have used your enrolment, and ask for a new one for this computer. What was not uploaded is kept and goes with it.',
    );
  }
  if (wrongCredential.has(facts.name)) return credentialProblem(facts, settings, host);
  if (facts.status === 507 || fullNames.has(facts.name)) {
    return problem(
      'store-failed',
      facts.status === 507
        ? `The disk of the store at ${host} is full.`
        : `The store at ${host} takes no more at present: what it allows is used up (${facts.name}).`,
      'Whoever runs the store has to make room; what was not uploaded is kept and tried again.',
    );
  }
  if (laterStatuses.has(facts.status) || laterNames.has(facts.name)) {
    return problem(
      'store-busy',
      `The store at ${host} asks to wait (${facts.status} ${facts.name}).`,
      'Nothing to do: it is tried again by itself, and nothing is lost.',
    );
  }
  if (facts.name === 'NoSuchBucket') return bucketProblem(settings, host);
  if (facts.status === 404) {
    // A HEAD or an empty body names no code: without a subject it can only have been the bucket.
    if (call.subject === undefined) return bucketProblem(settings, host);
    return problem(
      'object-missing',
      `There is no object ${subject}.`,
      'Check that it was uploaded and has not been removed since.',
    );
  }
  // A 409 means that another one is putting it at this moment: later it is there or not.
  if (facts.status === 412) {
    return problem(
      'object-exists',
      `There is an object ${subject} already.`,
      'What is there is kept; nothing was written over it.',
    );
  }
  // It is this object that is not given out, not the credential that may not.
  if (facts.name === 'InvalidObjectState') {
    return problem(
      'object-archived',
      `The store at ${host} does not give out ${subject}: it is archived.`,
      'Whoever runs the store has to restore it from the archive, and to leave this bucket out of archiving.',
    );
  }
  if (facts.status === 401 || facts.status === 403) {
    return problem(
      'store-denied',
      `The credential ${settings.accessKeyId} may not do this with ${subject}.`,
      'Ask whoever runs the store to give this credential the rights it needs.',
    );
  }
  if (facts.status >= 500) {
    return problem(
      'store-failed',
      `The store at ${host} failed with ${facts.status} ${facts.name}.`,
      'It is tried again later; if it lasts, ask whoever runs the store.',
    );
  }
  if (facts.status >= 300 && facts.status < 400) {
    return problem(
      'store-foreign',
      `The store at ${host} answers that the bucket ${settings.bucket} is elsewhere.`,
      'Correct the endpoint and the region in the settings; redirects are not followed.',
    );
  }
  if (facts.status === 413 || tooLargeNames.has(facts.name)) {
    return problem(
      'store-refused',
      `The store at ${host}, or a server before it, takes no object as large as ${subject}.`,
      'Whoever runs it has to allow objects of a few megabytes.',
    );
  }
  if (namesNothing.has(facts.name)) return notS3(settings);
  return problem(
    'store-refused',
    `The store at ${host} refused ${subject}: ${facts.status} ${facts.name}.`,
    'Check that the store is S3-compatible and that its settings are right.',
  );
}

/** Something answered that is no store of S3: a sign-in page, a proxy, another program. It says nothing about an object. */
export function notS3({ endpoint }: BucketSettings): Problem {
  return problem(
    'store-foreign',
    `What answers at ${endpoint} does not answer as an S3 store does.`,
    'Check the address. In a network with a sign-in page, sign in first.',
  );
}

function unreachable(facts: Facts, host: string, proxy: string | null): Problem {
  if (proxy === null)
    return problem(
      'store-unreachable',
      `The store at ${host} cannot be reached (${reason(facts)}).`,
      'Check the network and the address; what was not uploaded is kept and tried again.',
    );
  if (facts.code === 'ERR_PROXY_TUNNEL') return proxyRefuses(proxy, reason(facts));
  return problem(
    'store-unreachable',
    `The store at ${host} cannot be reached through the proxy ${proxy} (${reason(facts)}).`,
    'Check the proxy in HTTPS_PROXY, or name the store in NO_PROXY; what was not uploaded is kept and tried again.',
  );
}

function proxyRefuses(proxy: string, why: string): Problem {
  return problem(
    'store-unreachable',
    `The proxy ${proxy} does not let requests through to the store (${why}).`,
    'Give HTTPS_PROXY with the user name and the password that it asks for, or name the store in NO_PROXY.',
  );
}

function certificateProblem(facts: Facts, host: string): Problem {
  if (facts.code === 'CERT_HAS_EXPIRED' || facts.code === 'CERT_NOT_YET_VALID') {
    return problem(
      'store-certificate',
      `The certificate of ${host} is not valid at the time that this computer’s clock shows (${facts.code}).`,
      `Check this computer’s clock; if it is right, the store needs a new certificate.`,
    );
  }
  if (facts.code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return problem(
      'store-certificate',
      `The certificate shown by ${host} is made out to another name.`,
      'Use an address that the certificate names. If you are sure of the address, somebody may be in between: do not go on.',
    );
  }
  return problem(
    'store-certificate',
    `The certificate of ${host} is not trusted (${facts.code}).`,
    `If the store has its own certificate, put it into caCertificate. If it had one that was trusted before, somebody may be in between: do not go on.`,
  );
}

function credentialProblem(facts: Facts, settings: BucketSettings, host: string): Problem {
  if (facts.name === 'AuthorizationHeaderMalformed') {
    return problem(
      'store-credential',
      `The store at ${host} does not take the region ${settings.region}.`,
      `Correct the region in the bucket’s settings.`,
    );
  }
  if (facts.name === 'InvalidAccessKeyId') {
    return problem(
      'store-credential',
      `The store at ${host} does not know the access key ${settings.accessKeyId}.`,
      'It may have been withdrawn: ask whoever runs the store for a new credential.',
    );
  }
  return problem(
    'store-credential',
    `The secret of the access key ${settings.accessKeyId} is not the one that ${host} expects.`,
    'Enter the secret access key again, without spaces around it.',
  );
}

function bucketProblem(settings: BucketSettings, host: string): Problem {
  return problem(
    'store-no-bucket',
    `The store at ${host} has no bucket named ${settings.bucket}.`,
    `Correct the bucket’s name in the settings, or create the bucket.`,
  );
}

/** "60 minutes ahead" or "2 days behind"; without a date from the server, "wrong". */
function skewText(now: number, serverDate: number): string {
  if (Number.isNaN(serverDate)) return 'wrong';
  const minutes = Math.round(Math.abs(now - serverDate) / 60_000);
  const amount =
    minutes < 180
      ? `${minutes} minutes`
      : minutes < 2880
        ? `${Math.round(minutes / 60)} hours`
        : `${Math.round(minutes / 1440)} days`;
  return `${amount} ${now > serverDate ? 'ahead' : 'behind'}`;
}

function reason(facts: Facts): string {
  const known: Readonly<Record<string, string>> = {
    ECONNREFUSED: 'nothing answers there',
    ENOTFOUND: 'the name is not known',
    EAI_AGAIN: 'names cannot be looked up now',
    ETIMEDOUT: 'it did not answer in time',
    ECONNRESET: 'the connection was cut',
    ENETUNREACH: 'there is no network',
    EHOSTUNREACH: 'there is no way to it',
  };
  return facts.name === 'TimeoutError'
    ? 'it did not answer in time'
    : (known[facts.code] ?? (facts.code || facts.name));
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
