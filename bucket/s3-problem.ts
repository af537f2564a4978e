import type { Problem } from '../core/problem.ts';
import { problem } from '../core/problem.ts';
import type { BucketSettings } from './settings.ts';

/** What a failed call is judged by: the error as thrown, the object or folder it was about, and this device's clock. */
export interface FailedCall {
  readonly settings: BucketSettings;
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
  if (facts.status === 0) {
    return problem(
      'store-unreachable',
      `The store at ${host} cannot be reached (${reason(facts)}).`,
      'Check the network and the address; what was not uploaded is kept and tried again.',
    );
  }
  if (facts.name === 'RequestTimeTooSkewed' || facts.name === 'RequestExpired') {
    return problem(
      'store-clock',
      `This computer’s clock is ${skewText(call.now, facts.serverDate)}, so the store at ${host} refuses its requests.`,
      'Set the clock, or switch on setting it automatically; uploads go on by themselves after that.',
    );
  }
  if (wrongCredential.has(facts.name)) return credentialProblem(facts, settings, host);
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
  // 409: another one is putting it at this moment.
  if (facts.status === 412 || facts.name === 'ConditionalRequestConflict') {
    return problem(
      'object-exists',
      `There is an object ${subject} already.`,
      'What is there is kept; nothing was written over it.',
    );
  }
  if (facts.status === 401 || facts.status === 403) {
    return problem(
      'store-denied',
      `The credential ${settings.accessKeyId} may not do this with ${subject}.`,
      'Ask whoever runs the store to give this credential the rights it needs.',
    );
  }
  if (facts.status === 507) {
    return problem(
      'store-failed',
      `The disk of the store at ${host} is full.`,
      'Whoever runs the store has to make room; what was not uploaded is kept and tried again.',
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
      'store-refused',
      `The store at ${host} answers that the bucket ${settings.bucket} is elsewhere.`,
      'Correct the endpoint and the region in the settings; redirects are not followed.',
    );
  }
  return problem(
    'store-refused',
    `The store at ${host} refused ${subject}: ${facts.status} ${facts.name}.`,
    'Check that the store is S3-compatible and that its settings are right.',
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
    name: text(at(error, 'name')) || 'Error',
    code: text(at(error, 'code')) || text(at(error, 'cause', 'code')),
    status: typeof status === 'number' ? status : 0,
    serverDate: Date.parse(date),
  };
}
