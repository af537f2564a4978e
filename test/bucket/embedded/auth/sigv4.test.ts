import { describe, expect, it } from 'vitest';
import {
  canonicalRequest,
  emptyPayloadHash,
  encodePart,
  isSameSignature,
  sha256Hex,
  sign,
  stringToSign,
} from '../../../../bucket/embedded/auth/sigv4.ts';

// The examples of "Authenticating Requests (AWS Signature Version 4)" in the Amazon S3 API Reference.
const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const scope = { date: '20130524', region: 'us-east-1', service: 's3' };
const dateTime = '20130524T000000Z';
const host = 'examplebucket.s3.amazonaws.com';

interface Vector {
  name: string;
  method: string;
  path: string;
  query?: Record<string, string>;
  headers: Record<string, string>;
  payloadHash: string;
  signature: string;
}

const base = { host, 'x-amz-date': dateTime, 'x-amz-content-sha256': emptyPayloadHash };
const putHash = '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072';

const vectors: Vector[] = [
  {
    name: 'GET object',
    method: 'GET',
    path: '/test.txt',
    headers: { ...base, range: 'bytes=0-9' },
    payloadHash: emptyPayloadHash,
    signature: 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  },
  {
    name: 'PUT object',
    method: 'PUT',
    path: '/test$file.text',
    headers: {
      ...base,
      'x-amz-content-sha256': putHash,
      date: 'Fri, 24 May 2013 00:00:00 GMT',
      'x-amz-storage-class': 'REDUCED_REDUNDANCY',
    },
    payloadHash: putHash,
    signature: '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
  },
  {
    name: 'GET bucket lifecycle',
    method: 'GET',
    path: '/',
    query: { lifecycle: '' },
    headers: base,
    payloadHash: emptyPayloadHash,
    signature: 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
  },
  {
    name: 'GET bucket (list objects)',
    method: 'GET',
    path: '/',
    query: { 'max-keys': '2', prefix: 'J' },
    headers: base,
    payloadHash: emptyPayloadHash,
    signature: '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
  },
  {
    name: 'presigned GET',
    method: 'GET',
    path: '/test.txt',
    query: {
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': 'AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request',
      'X-Amz-Date': dateTime,
      'X-Amz-Expires': '86400',
      'X-Amz-SignedHeaders': 'host',
      'X-Amz-Signature': 'is left out of what is signed',
    },
    headers: { host },
    payloadHash: 'UNSIGNED-PAYLOAD',
    signature: 'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
  },
];

describe('sigv4', () => {
  it.each(vectors)(
    'computes the published signature of $name',
    ({ method, path, query, headers, payloadHash, signature }) => {
      const canonical = canonicalRequest({
        method,
        path,
        query: new Map(Object.entries(query ?? {})),
        headers: new Map(Object.entries(headers)),
        signedHeaders: Object.keys(headers).sort(),
        payloadHash,
      });
      expect(sign(stringToSign(canonical, dateTime, scope), secret, scope)).toBe(signature);
    },
  );

  it('hashes as published', () => {
    expect(sha256Hex('Welcome to Amazon S3.')).toBe(putHash);
  });

  it('sorts parameters by their encoded bytes', () => {
    const query = new Map([
      ['b', '2'],
      ['a', 'x y'],
      ['A', '1'],
      ['a-', ''],
      ['ä', '/'],
    ]);
    const canonical = canonicalRequest({
      method: 'GET',
      path: '/',
      query,
      headers: new Map(),
      signedHeaders: [],
      payloadHash: '',
    });
    expect(canonical.split('\n')[2]).toBe('%C3%A4=%2F&A=1&a=x%20y&a-=&b=2');
  });

  it.each([
    ['azAZ09-._~', 'azAZ09-._~'],
    ["!'()*", '%21%27%28%29%2A'],
    [' +/%', '%20%2B%2F%25'],
    ['🙂', '%F0%9F%99%82'],
  ])('encodes %s as %s', (text, encoded) => {
    expect(encodePart(text)).toBe(encoded);
  });

  it.each([
    ['abcd', 'abcd', true],
    ['abcd', 'abce', false],
    ['abcd', 'abc', false],
    ['abcd', '', false],
  ])('compares %s with %s', (a, b, same) => {
    expect(isSameSignature(a, b)).toBe(same);
  });
});
