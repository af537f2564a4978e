import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { emptyPayloadHash, sha256Hex } from '../../../bucket/embedded/auth/sigv4.ts';
import { told } from '../../fixtures/problems.ts';
import { codeOf, open } from '../contract.ts';
import { scratchStore, settingsFor } from '../scratch.ts';
import { standIn } from '../stand-in.ts';

const hourMs = 3600_000;

describe('openS3Store', () => {
  it.each([
    [1, '60 minutes behind'],
    [-1, '60 minutes ahead'],
  ])('says how far a clock is off, on every call, and does not correct it in silence', async (hours, text) => {
    const store = await scratchStore({ now: () => Date.now() + hours * hourMs });
    const client = open(settingsFor(store));
    for (let i = 0; i < 3; i++) {
      const result = await client.put('k', Buffer.from('x'));
      expect(told(result)).toMatchObject({ code: 'store-clock', what: expect.stringContaining(text) });
    }
  });

  it('signs the bytes of a body, and tries once', async () => {
    const seen: { hash: unknown; length: unknown; encoding: unknown }[] = [];
    const settings = await standIn((request, response) => {
      seen.push({
        hash: request.headers['x-amz-content-sha256'],
        length: request.headers['content-length'],
        encoding: request.headers['content-encoding'],
      });
      request.resume().on('end', () => response.writeHead(503).end());
    });
    const client = open(settings);
    expect(codeOf(await client.put('k', Buffer.from('body')))).toBe('store-busy');
    expect(codeOf(await client.put('k', Buffer.alloc(0)))).toBe('store-busy');
    expect(seen).toEqual([
      { hash: sha256Hex('body'), length: '4', encoding: undefined },
      { hash: emptyPayloadHash, length: '0', encoding: undefined },
    ]);
  });

  it('does not follow a redirect', async () => {
    let elsewhere = 0;
    const other = await standIn((_, response) => {
      elsewhere += 1;
      response.end();
    });
    const settings = await standIn((_, response) =>
      response.writeHead(307, { location: `${other.endpoint}/plainsight/k` }).end(),
    );
    expect(codeOf(await open(settings).get('k'))).toBe('store-moved');
    expect(elsewhere).toBe(0);
  });

  it('does not take half an object for the whole', async () => {
    const settings = await standIn((_, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('half', () => response.destroy());
    });
    expect(codeOf(await open(settings).get('k'))).toBe('store-unreachable');
  });

  it('refuses an object larger than it was told to expect', async () => {
    const settings = await standIn((_, response) => response.end(Buffer.alloc(2000)));
    expect(codeOf(await open(settings, { largestObjectBytes: 1000 }).get('k'))).toBe('object-too-large');
    expect(codeOf(await open(settings, { largestObjectBytes: 2000 }).get('k'))).toBe('ok');
  });

  it('gives up on a server that says nothing', async () => {
    const settings = await standIn(() => undefined);
    expect(codeOf(await open(settings, { silenceTimeoutMs: 50 }).get('k'))).toBe('store-unreachable');
  });

  it('does not take an answer that is not S3 for an empty listing', async () => {
    const settings = await standIn((_, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in to the network</html>'),
    );
    expect(codeOf(await open(settings).list(''))).toBe('store-foreign');
    expect(codeOf(await open(settings).listFolders(''))).toBe('store-foreign');
    expect(codeOf(await open(settings).put('k', Buffer.from('x')))).toBe('store-foreign');
  });

  it('says that the disk of the store is full', async () => {
    const settings = await standIn((request, response) =>
      request.resume().on('end', () => response.writeHead(507).end()),
    );
    const result = await open(settings).put('k', Buffer.from('x'));
    expect(told(result)).toMatchObject({ code: 'store-full', what: expect.stringContaining('disk') });
  });

  it('is loaded without the SDK', async () => {
    const script = `
      const { openS3Store } = await import(${JSON.stringify(new URL('../../../bucket/s3/s3-store.ts', import.meta.url).href)});
      const { Secret } = await import(${JSON.stringify(new URL('../../../bucket/secret.ts', import.meta.url).href)});
      openS3Store({ endpoint: 'https://x', region: 'r', bucket: 'b', prefix: '', forcePathStyle: true, accessKeyId: 'a', secretAccessKey: new Secret('s') });
      const { createRequire } = await import('node:module');
      console.log(Object.keys(createRequire(import.meta.url).cache).filter((path) => path.includes('@aws-sdk')).length);`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
    expect(stdout.trim()).toBe('0');
  });
});
