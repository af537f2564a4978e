import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { Credentials, type NewCredential } from '../../../../bucket/embedded/auth/credentials.ts';
import type { EmbeddedStore } from '../../../../bucket/embedded/server.ts';
import { orgKey } from '../../../../bucket/layout.ts';
import { deviceGrant, ownerGrant, viewerGrant } from '../../../../bucket/rights.ts';
import { openS3Store } from '../../../../bucket/s3/s3-store.ts';
import { Secret } from '../../../../bucket/secret.ts';
import { type BucketSettings, parseBucketSettings } from '../../../../bucket/settings.ts';
import { deviceIdSchema, personIdSchema, viewerIdSchema } from '../../../../core/ids.ts';
import { unwrap } from '../../../../core/result.ts';
import { isPrivate } from '../../../fixtures/systems.ts';
import { codeOf } from '../../contract.ts';
import { scratchFolder, scratchStore } from '../../scratch.ts';
import { ask } from '../http/raw-request.ts';

const [person, device, viewer] = [
  personIdSchema.parse('p'.repeat(26)),
  deviceIdSchema.parse('d'.repeat(26)),
  viewerIdSchema.parse('v'.repeat(26)),
];
const grant = deviceGrant({ bucket: 'plainsight', prefix: '' }, person, device);
const [next, other] = ['n'.repeat(40), 'o'.repeat(40)];

function settingsOf(store: EmbeddedStore, credential: NewCredential): BucketSettings {
  const { endpoint, caCertificate } = store;
  return unwrap(parseBucketSettings({ endpoint, caCertificate, bucket: 'plainsight', ...credential }));
}

function handOut(store: EmbeddedStore): NewCredential {
  return store.credentials.addExchangeable(grant, 'device');
}

/** What the exchange for `secret` answers, asked over HTTPS with `credential`. */
async function exchanged(store: EmbeddedStore, credential: NewCredential, secret: string) {
  const client = openS3Store(settingsOf(store, credential));
  const answer = await client.exchange(new Secret(secret));
  client.close();
  return unwrap(answer);
}

async function opens(store: EmbeddedStore, credential: NewCredential): Promise<string> {
  const client = openS3Store(settingsOf(store, credential));
  const got = await client.get(orgKey(''));
  client.close();
  return codeOf(got);
}

const body = (secretAccessKey: string) => JSON.stringify({ format: 'plainsight-credential/1', secretAccessKey });
const query = { 'plainsight-credential': '' };
const post = { method: 'POST', path: '/plainsight', query };

describe('the exchange of a device’s credential at the embedded store', () => {
  it('puts the proposed secret in the place of the present one, which opens nothing any more and is named', async () => {
    const store = await scratchStore();
    const given = handOut(store);
    expect(await opens(store, given)).toBe('object-missing');
    expect(await exchanged(store, given, next)).toBe('exchanged');
    expect(await opens(store, { ...given, secretAccessKey: next })).toBe('object-missing');
    expect(await opens(store, given)).toBe('credential-spent');
    expect(store.credentials.list()[0]?.first).toEqual({
      exchangedAt: expect.any(Number),
      triedAt: expect.any(Number),
    });
  });

  it('answers the same again to whoever holds the new one, and never exchanges a second time', async () => {
    const store = await scratchStore();
    const given = handOut(store);
    const own = { ...given, secretAccessKey: next };
    expect(await exchanged(store, given, next)).toBe('exchanged');
    expect(await exchanged(store, own, next)).toBe('exchanged');
    expect(await exchanged(store, own, other)).toBe('cannot');
    expect(store.credentials.list()[0]?.first?.triedAt).toBeNull();
    // The request of a lost answer, once more, and a thief who comes later.
    expect(await exchanged(store, given, next)).toBe('spent');
    expect(await exchanged(store, given, other)).toBe('spent');
    expect(await opens(store, own)).toBe('object-missing');
    expect(await opens(store, { ...given, secretAccessKey: other })).toBe('store-credential-secret');
  });

  it('lets one of many who ask at once win', async () => {
    const store = await scratchStore();
    const given = handOut(store);
    const wanted = Array.from({ length: 8 }, (_, index) => String(index).repeat(40));
    const answers = await Promise.all(wanted.map((each) => exchanged(store, given, each)));
    expect(answers.filter((each) => each === 'exchanged')).toHaveLength(1);
    expect(answers.filter((each) => each === 'spent')).toHaveLength(7);
    const winner = wanted[answers.indexOf('exchanged')] ?? '';
    expect(await opens(store, { ...given, secretAccessKey: winner })).toBe('object-missing');
  });

  it.each([
    ['an owner’s', ownerGrant],
    ['a viewer’s', viewerGrant({ bucket: 'plainsight', prefix: '' }, viewer, [person])],
    ['a device’s that was not handed out for it', grant],
  ])('is refused for %s credential, which goes on', async (_, of) => {
    const store = await scratchStore();
    const given = store.credentials.add(of);
    expect(await ask(store, given, { ...post, body: body(next) })).toMatchObject({ status: 403, code: 'AccessDenied' });
    expect(await opens(store, given)).toBe('object-missing');
    expect(await opens(store, { ...given, secretAccessKey: next })).toBe('store-credential-secret');
  });

  it.each([
    ['a short secret', { body: body('n'.repeat(39)) }, 400],
    ['a secret with other characters', { body: body(`${'n'.repeat(40)}/`) }, 400],
    ['a further field', { body: JSON.stringify({ ...JSON.parse(body(next)), accessKeyId: 'OTHER' }) }, 400],
    ['no body', { body: '' }, 400],
    ['a long body', { body: ' '.repeat(1025) + body(next) }, 400],
    ['a body that was not signed', { body: body(next), payloadHash: '0'.repeat(64) }, 400],
    ['a body without a signature', { body: body(next), payloadHash: 'UNSIGNED-PAYLOAD' }, 403],
    ['a presigned address', { body: body(next), expires: 60 }, 403],
    ['a further parameter', { body: body(next), query: { ...query, delete: '' } }, 501],
    ['another bucket', { body: body(next), path: '/others' }, 403],
    ['an object', { body: body(next), path: '/plainsight/key' }, 501],
    ['another method', { body: body(next), method: 'PUT' }, 501],
    ['a time of yesterday', { body: body(next), at: Date.now() - 86_400_000 }, 403],
  ] as const)('changes nothing for %s', async (_, change, status) => {
    const store = await scratchStore();
    const given = handOut(store);
    expect((await ask(store, given, { ...post, ...change })).status).toBe(status);
    expect(await opens(store, given)).toBe('object-missing');
    expect(store.credentials.list()[0]?.first).toEqual({ exchangedAt: null, triedAt: null });
  });

  it('takes no signature by Content-MD5 alone', async () => {
    const store = await scratchStore({ acceptsMd5: true });
    const given = handOut(store);
    const md5 = { 'content-md5': 'x'.repeat(22).concat('==') };
    const wanted = { ...post, body: body(next), headers: md5, payloadHash: 'UNSIGNED-PAYLOAD' };
    expect((await ask(store, given, wanted)).status).toBe(400);
    expect(await opens(store, given)).toBe('object-missing');
  });

  it('has no secret in its log', async () => {
    const lines: string[] = [];
    const store = await scratchStore({ onLog: (entry) => lines.push(JSON.stringify(entry)) });
    const given = handOut(store);
    await exchanged(store, given, next);
    await exchanged(store, given, other);
    expect(lines.join('\n')).toContain('CredentialExchanged');
    for (const secret of [given.secretAccessKey, next, other]) expect(lines.join('\n')).not.toContain(secret);
  });
});

describe('the store’s list of credentials', () => {
  const open = (folder: string) => new Credentials(folder);

  it('writes an exchange whole or not at all, whenever the process is killed', async () => {
    const folder = await scratchFolder();
    const credentials = open(folder);
    const { accessKeyId, secretAccessKey } = credentials.addExchangeable(grant);
    credentials.close();
    // The process ends between the two changes of the exchange.
    const path = join(folder, 'credentials.sqlite');
    const script = `
      const { DatabaseSync } = require('node:sqlite');
      const db = new DatabaseSync(${JSON.stringify(path)});
      db.exec('BEGIN IMMEDIATE');
      db.prepare("UPDATE first_secrets SET spent = 'x', exchanged_at = 1").run();
      process.kill(process.pid, 'SIGKILL');`;
    const killed = spawn(process.execPath, ['-e', script], { stdio: 'ignore' });
    await new Promise((resolve) => killed.once('close', resolve));
    const again = open(folder);
    expect(again.find(accessKeyId)).toMatchObject({ secret: secretAccessKey, first: { spent: null } });
    expect(again.exchange(accessKeyId, 'another', next)).toBe(false);
    expect(again.find(accessKeyId)).toMatchObject({ secret: secretAccessKey, first: { spent: null } });
    expect(again.exchange(accessKeyId, secretAccessKey, next)).toBe(true);
    expect(again.exchange(accessKeyId, next, other)).toBe(false);
    expect(again.find(accessKeyId)).toMatchObject({ secret: next, first: { spent: secretAccessKey } });
    again.close();
    expect(isPrivate(path)).toBe(true);
  });

  it('forgets the spent secret with the credential', async () => {
    const folder = await scratchFolder();
    const credentials = open(folder);
    const { accessKeyId, secretAccessKey } = credentials.addExchangeable(grant);
    credentials.exchange(accessKeyId, secretAccessKey, next);
    expect(credentials.remove(accessKeyId)).toBe(true);
    credentials.close();
    const db = new DatabaseSync(join(folder, 'credentials.sqlite'));
    expect(db.prepare('SELECT * FROM first_secrets').all()).toEqual([]);
    db.close();
  });
});
