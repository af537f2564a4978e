import { beforeAll, describe, expect, it } from 'vitest';
import { newViewer } from '../../../org/viewers.ts';
import { newSigningPair, signDocument } from '../../../seal/signing.ts';
import { openSecrets, parseSecrets, readViewerFile } from '../../../viewer/session/viewer-file.ts';
import { MemoryStore } from '../../fixtures/memory-store.ts';
import { type Office, openOffice, passphrase, viewerFile } from '../../fixtures/organisation/offices.ts';
import { viewerSecrets } from '../../fixtures/organisation/viewer-secrets.ts';

// Opening a key with a passphrase takes about a second of one core by design.

let office: Office;
let file: Record<string, unknown>;

beforeAll(async () => {
  office = await openOffice(new MemoryStore());
  file = await viewerFile(office);
});

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

describe('a viewer’s file', () => {
  it('says who the viewer is, and its passphrase opens what only they have', async () => {
    const read = readViewerFile(file);
    expect(read).toMatchObject({ ok: true, value: { organisation: 'Test', certificate: { name: 'Viewer' } } });
    const { identity, privateKey } = office.viewer;
    expect(await viewerSecrets(file, passphrase)).toEqual({ identity, privateKey });
    if (read.ok) expect(await openSecrets(read.value, 'another passphrase')).toBeNull();
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a list', []],
    ['the format before', { format: 'plainsight-viewer/1' }],
    ['a field that nobody reads', { more: 1 }],
    ['no name of the organisation', { organisation: '' }],
    ['secrets that are no base64', { secrets: '*' }],
    ['no certificate', { certificate: undefined }],
    ['a certificate that is none', { certificate: base64(Buffer.from('{}')) }],
    ['no bucket', { bucket: undefined }],
    [
      'a bucket over plain HTTP',
      { bucket: { endpoint: 'http://x', bucket: 'abc', accessKeyId: 'a', secretAccessKey: 'b' } },
    ],
  ])('is refused: %s', (_, change) => {
    const isChange = typeof change === 'object' && change !== null && !Array.isArray(change);
    expect(readViewerFile(isChange ? { ...file, ...change } : change)).toMatchObject({ ok: false });
  });

  it('is refused with a certificate that the organisation did not sign', async () => {
    const { certificate } = await newViewer(office.keys, 'Somebody', 1);
    const forged = base64(signDocument(certificate, newSigningPair().privateKey));
    expect(readViewerFile({ ...file, certificate: forged })).toMatchObject({
      ok: false,
      problem: { code: 'viewer-file-invalid' },
    });
    const genuine = base64(signDocument(certificate, office.keys.signing.privateKey));
    expect(readViewerFile({ ...file, certificate: genuine })).toMatchObject({ ok: true });
  });
});

it.each(['', 'x', '[]', '{"identity":"AGE-SECRET-KEY-1X"}'])('secrets that are none are none: %j', (text) => {
  expect(parseSecrets(Buffer.from(text))).toBeNull();
});
