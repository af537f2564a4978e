import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createAuthority } from '../../bucket/embedded/tls/certificate.ts';
import { Secret } from '../../bucket/secret.ts';
import { parseBucketSettings } from '../../bucket/settings.ts';
import { unwrap } from '../../core/result.ts';
import { told } from '../fixtures/problems.ts';

const least = {
  endpoint: 'https://store.example:8443',
  bucket: 'plainsight',
  accessKeyId: 'AK',
  secretAccessKey: 'very-secret',
};
const pem = createAuthority('x', { from: 0, until: 1e12 }).certificate;

describe('parseBucketSettings', () => {
  it('fills in what is usual', () => {
    const { secretAccessKey, ...rest } = unwrap(parseBucketSettings(least));
    expect(rest).toEqual({
      endpoint: 'https://store.example:8443',
      region: 'us-east-1',
      bucket: 'plainsight',
      prefix: '',
      forcePathStyle: true,
      accessKeyId: 'AK',
    });
    expect(secretAccessKey.reveal()).toBe('very-secret');
  });

  it('takes everything', () => {
    const all = {
      ...least,
      region: 'eu-central-1',
      prefix: '/office/berlin',
      forcePathStyle: false,
      caCertificate: pem,
      acl: 'bucket-owner-full-control',
    };
    expect(unwrap(parseBucketSettings(all))).toMatchObject({
      ...all,
      prefix: 'office/berlin/',
      secretAccessKey: expect.any(Secret),
    });
  });

  it.each([
    ['http://store.example', 'settings-plain-http'],
    ['http://127.0.0.1:8000', 'settings-plain-http'],
    ['http://localhost', 'settings-plain-http'],
    ['http://[::1]:9000', 'settings-plain-http'],
    ['HTTP://store.example', 'settings-plain-http'],
    ['ftp://store.example', 'settings-endpoint-protocol'],
    ['store.example', 'settings-endpoint'],
    ['', 'settings-endpoint'],
    ['https://', 'settings-endpoint'],
    ['https://user:pass@store.example', 'settings-endpoint-credential'],
    ['https://store.example/path?x', 'settings-endpoint-surplus'],
    ['https://store.example/a path', 'settings-endpoint-path'],
    ['https://store.example/a//b', 'settings-endpoint-path'],
    ['https://store.example/%2e%2e%2fx', 'settings-endpoint-path'],
    ['https://store.example/?x=1', 'settings-endpoint-surplus'],
    [7, 'settings-field'],
  ])('refuses the endpoint %s', (endpoint, code) => {
    const result = parseBucketSettings({ ...least, endpoint });
    expect(told(result)).toMatchObject({ code, remedy: expect.stringMatching(/\.$/) });
  });

  it.each([
    ['https://store.example/storage/v1/s3', 'https://store.example/storage/v1/s3'],
    ['https://store.example:8443/storage/v1/s3/', 'https://store.example:8443/storage/v1/s3'],
    ['https://store.example/', 'https://store.example'],
    ['https://store.example/a/../b', 'https://store.example/b'],
  ])('takes the endpoint %s with its path', (endpoint, read) => {
    expect(unwrap(parseBucketSettings({ ...least, endpoint })).endpoint).toBe(read);
  });

  it.each(['SBG', 'RegionOne', 'NL', 'us_east.1', 'default', 'eu-central-1', 'Zone:1', 'x'.repeat(64)])(
    'takes the region %s as the provider writes it',
    (region) => {
      expect(unwrap(parseBucketSettings({ ...least, region })).region).toBe(region);
    },
  );

  it.each([
    ['bucket', 'Upper'],
    ['bucket', 'a'],
    ['bucket', undefined],
    ['region', 'somewhere else'],
    ['region', ''],
    ['region', 'a/b'],
    ['region', 'a,b'],
    ['region', 'x'.repeat(65)],
    ['accessKeyId', 'has space'],
    ['secretAccessKey', ''],
    ['caCertificate', 'not a certificate'],
    ['caCertificate', pem.slice(0, 100)],
    ['acl', 'public-read'],
    ['forcePathStyle', 'yes'],
    ['typo', 'anything'],
  ])('refuses %s = %s and names the field', (field, value) => {
    const result = parseBucketSettings({ ...least, [field]: value });
    expect(told(result)).toMatchObject({
      code: field === 'typo' ? 'settings-field-unknown' : 'settings-field',
      what: expect.stringContaining(field),
    });
  });

  it.each([null, undefined, 'text', 5, []])('refuses %s', (input) => {
    expect(parseBucketSettings(input)).toMatchObject({ ok: false });
  });

  it('never prints the secret, in a problem, in JSON or in a log', () => {
    const settings = unwrap(parseBucketSettings(least));
    const refused = JSON.stringify(parseBucketSettings({ ...least, secretAccessKey: `very-secret${'x'.repeat(300)}` }));
    for (const text of [
      refused,
      JSON.stringify(settings),
      inspect(settings, { depth: 9, showHidden: true }),
      String(settings.secretAccessKey),
      `${settings.secretAccessKey}`,
    ]) {
      expect(text).not.toContain('very-secret');
    }
  });
});
