import { describe, expect, it } from 'vitest';
import { problemOf } from '../../../bucket/s3/s3-problem.ts';
import { parseBucketSettings } from '../../../bucket/settings.ts';
import { problemSchema } from '../../../core/problem.ts';
import { unwrap } from '../../../core/result.ts';
import { english } from '../../fixtures/problems.ts';

const settings = unwrap(
  parseBucketSettings({
    endpoint: 'https://store.example',
    bucket: 'plainsight',
    accessKeyId: 'AK',
    secretAccessKey: 'very-secret',
  }),
);
const now = Date.UTC(2026, 10, 22, 12);

function answered(httpStatusCode: number, name: string, date?: string): unknown {
  return Object.assign(new Error(name), { name, $metadata: { httpStatusCode }, $response: { headers: { date } } });
}

function network(code: string): unknown {
  return Object.assign(new Error(code), { code });
}

describe('problemOf', () => {
  it.each<[string, unknown, string]>([
    ['a refused connection', network('ECONNREFUSED'), 'store-unreachable'],
    ['an unknown name', network('ENOTFOUND'), 'store-unreachable'],
    ['a cut connection', network('ECONNRESET'), 'store-unreachable'],
    ['a time-out', Object.assign(new Error('late'), { name: 'TimeoutError' }), 'store-unreachable'],
    ['no TLS at the other end', network('EPROTO'), 'store-certificate'],
    ['an unknown authority', network('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), 'store-certificate'],
    ['a self-signed certificate', network('DEPTH_ZERO_SELF_SIGNED_CERT'), 'store-certificate'],
    ['an expired certificate', network('CERT_HAS_EXPIRED'), 'store-certificate-date'],
    ['a certificate for another name', network('ERR_TLS_CERT_ALTNAME_INVALID'), 'store-certificate-name'],
    ['an unknown key', answered(403, 'InvalidAccessKeyId'), 'store-credential-unknown'],
    ['a wrong secret', answered(403, 'SignatureDoesNotMatch'), 'store-credential-secret'],
    ['a wrong region', answered(400, 'AuthorizationHeaderMalformed'), 'store-region'],
    ['no right', answered(403, 'AccessDenied'), 'store-denied'],
    ['a wrong clock', answered(403, 'RequestTimeTooSkewed'), 'store-clock'],
    ['no bucket', answered(404, 'NoSuchBucket'), 'store-no-bucket'],
    ['no object', answered(404, 'NoSuchKey'), 'object-missing'],
    ['a redirect', answered(301, 'PermanentRedirect'), 'store-moved'],
    ['an archived object', answered(403, 'InvalidObjectState'), 'object-archived'],
    ['a condition', answered(412, 'PreconditionFailed'), 'object-exists'],
    ['an object that is too large', answered(400, 'EntityTooLarge'), 'store-refused-size'],
    ['an object that a server before the store finds too large', answered(413, 'Error'), 'store-refused-size'],
    ['a page of a network', answered(400, 'Error'), 'store-foreign'],
    ['a page instead of a listing', answered(200, 'Error'), 'store-foreign'],
    ['a name that is no word', answered(400, '\u001b[31mverified'), 'store-foreign'],
    ['an expired credential', answered(400, 'ExpiredToken'), 'store-credential-expired'],
    ['a token to renew', answered(400, 'TokenRefreshRequired'), 'store-credential-expired'],
    ['an expired request', answered(403, 'RequestExpired'), 'store-clock'],
    ['a used-up quota', answered(403, 'QuotaExceeded'), 'store-quota'],
    ['a rate limit', answered(429, 'SlowDown'), 'store-busy'],
    ['a rate limit without a word', answered(429, 'Unknown'), 'store-busy'],
    ['a rate limit by its name alone', answered(400, 'TooManyRequestsException'), 'store-busy'],
    ['a request that took too long', answered(400, 'RequestTimeout'), 'store-busy'],
    ['a request that took too long, by its status', answered(408, 'Unknown'), 'store-busy'],
    ['another at the same time', answered(409, 'OperationAborted'), 'store-busy'],
    ['half a body', answered(400, 'IncompleteBody'), 'store-busy'],
    ['bytes that were altered on the way', answered(400, 'BadDigest'), 'store-busy'],
    ['a failure inside', answered(500, 'InternalError'), 'store-failed'],
    ['a failure without a word', answered(502, 'Unknown'), 'store-failed'],
    ['a proxy that asks who it is', answered(407, 'Unknown'), 'store-proxy-refuses'],
    ['something not implemented', answered(501, 'NotImplemented'), 'store-failed'],
    ['a full disk', answered(507, 'InsufficientStorage'), 'store-full'],
    ['an overload', answered(503, 'SlowDown'), 'store-busy'],
    ['a cancellation', Object.assign(new Error('x'), { name: 'AbortError' }), 'cancelled'],
    ['something that is no error', 'text', 'store-unreachable'],
    ['nothing', undefined, 'store-unreachable'],
  ])('names %s', (_, error, code) => {
    const problem = problemOf(error, { settings, subject: 'people/x', now });
    expect(problemSchema.parse(problem).code).toBe(code);
    expect(english(problem).what).toMatch(/^[A-Z].*\.$/);
    expect(english(problem).remedy).toMatch(/^[A-Z].*\.$/);
    expect(JSON.stringify(problem)).not.toContain('very-secret');
  });

  it('takes a bare 404 about the bucket for a missing bucket', () => {
    expect(problemOf(answered(404, 'NotFound'), { settings, now }).code).toBe('store-no-bucket');
  });

  it.each([
    [-60, '60 minutes ahead'],
    [60, '60 minutes behind'],
    [60 * 24 * 3, '3 days behind'],
    [-60 * 5, '5 hours ahead'],
  ])('says how far the clock is off (%i minutes)', (minutes, text) => {
    const date = new Date(now + minutes * 60_000).toUTCString();
    expect(english(problemOf(answered(403, 'RequestTimeTooSkewed', date), { settings, now })).what).toContain(text);
  });

  it('says that the clock is wrong when the server tells no time', () => {
    expect(english(problemOf(answered(403, 'RequestTimeTooSkewed'), { settings, now })).what).toContain(
      'clock is wrong',
    );
  });
});
