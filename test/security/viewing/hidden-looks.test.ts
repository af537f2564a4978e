import { randomBytes } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { CopyObjectCommand, DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { expect, it } from 'vitest';
import { AccessLogReader } from '../../../agent/page/access-log.ts';
import { VaultDatabase } from '../../../agent/vault/database.ts';
import { ReceiptIndex } from '../../../agent/vault/receipt-index.ts';
import { viewKey } from '../../../bucket/layout.ts';
import { deviceGrant, viewerGrant } from '../../../bucket/rights.ts';
import { recordIdSchema } from '../../../core/ids.ts';
import type { ViewReceipt } from '../../../core/organisation/view-receipt.ts';
import { unwrap } from '../../../core/result.ts';
import type { AccessLogAnswer } from '../../../ipc/employee-access-log.ts';
import { newViewer } from '../../../org/viewers.ts';
import { newKeyPair, sealTo } from '../../../seal/age.ts';
import { randomId } from '../../../seal/random-id.ts';
import { codeOf, open } from '../../bucket/contract.ts';
import { bareClient, refusal, scratchStore, settingsFor } from '../../bucket/scratch.ts';
import { MemoryStore } from '../../fixtures/memory-store.ts';
import { deviceId, personId } from '../../fixtures/organisation/fake-viewers.ts';
import { openOffice } from '../../fixtures/organisation/offices.ts';
import { askAgain, receiptBy, receiptKey } from '../../fixtures/organisation/receipts.ts';

/** Against the real embedded store over HTTPS, with the credential and the key that the organisation gave a viewer who wants a look not to be seen. */
it('a viewer who looked at a day can hide that from the person by nothing that their credential lets them do', {
  timeout: 120_000,
}, async () => {
  const office = await openOffice(new MemoryStore());
  const [hiding, honest] = await Promise.all([
    newViewer(office.keys, 'Hiding', 1),
    newViewer(office.keys, 'Honest', 1),
  ]);
  const employee = await newKeyPair();
  const person = personId(1);
  const Bucket = 'plainsight';
  const store = await scratchStore();
  const credentialOf = ({ certificate }: typeof hiding) =>
    settingsFor(store, viewerGrant({ bucket: Bucket, prefix: '' }, certificate.viewer, [person]));
  const settings = credentialOf(hiding);
  const client = open(settings);
  const newId = () => randomId(recordIdSchema);
  const leave = async (change: Partial<ViewReceipt>, by = hiding, through = client) => {
    const content = receiptBy(by, office.keys.signing.privateKey, person, change);
    const key = receiptKey('', person, by, content);
    const sealed = await sealTo([employee.recipient], content);
    unwrap(await through.create(key, sealed));
    return { key, sealed };
  };
  const others = await leave({ reason: 'honest' }, honest, open(credentialOf(honest)));
  const look = await leave({ reason: 'the day that was opened', at: Date.now() });

  // What is there cannot be replaced, copied over, or removed; not one's own and not another's.
  const bare = bareClient(settings);
  for (const { key: Key } of [look, others])
    for (const call of [
      () => bare.send(new PutObjectCommand({ Bucket, Key, Body: 'x' })),
      () => bare.send(new PutObjectCommand({ Bucket, Key, Body: 'x', IfNoneMatch: '*' })),
      () => bare.send(new PutObjectCommand({ Bucket, Key, Body: 'x', IfMatch: '*' })),
      () => bare.send(new CopyObjectCommand({ Bucket, Key, CopySource: `${Bucket}/${look.key}` })),
      () => bare.send(new DeleteObjectCommand({ Bucket, Key })),
    ])
      expect((await refusal(call())).status).not.toBe('accepted');

  // Three hundred receipts of the list of people, dated ahead, and copies, and what is none.
  const { viewer } = hiding.certificate;
  const flood = Array.from({ length: 300 }, () => ({ look: 'presence', reason: '', at: 4e15 }) as const);
  for (let at = 0; at < flood.length; at += 25) await Promise.all(flood.slice(at, at + 25).map((each) => leave(each)));
  await leave({ reason: 'dated 1970', at: 0 });
  for (let copy = 0; copy < 5; copy += 1)
    unwrap(await client.create(viewKey('', person, viewer, newId()), look.sealed));
  for (const garbage of [randomBytes(300), new Uint8Array(), randomBytes(200_000)])
    unwrap(await client.create(viewKey('', person, viewer, newId()), garbage));
  for (const change of [{ StorageClass: 'GLACIER' as const }, { ServerSideEncryption: 'aws:kms' as const }]) {
    const Key = viewKey('', person, viewer, newId());
    const put = new PutObjectCommand({ Bucket, Key, Body: look.sealed, IfNoneMatch: '*', ...change });
    expect(await refusal(bare.send(put))).toMatchObject({ status: 501 });
  }
  expect(codeOf(await client.create(viewKey('', person, honest.certificate.viewer, newId()), look.sealed))).toBe(
    'store-denied',
  );

  const database = new DatabaseSync(':memory:');
  const reader = new AccessLogReader({
    ...{ index: new ReceiptIndex(new VaultDatabase(database)), person, prefix: '', identity: employee.identity },
    store: open(settingsFor(store, deviceGrant({ bucket: Bucket, prefix: '' }, person, deviceId(1)))),
    signers: () => office.keys.signing.publicKey,
  });
  const filter = { ...askAgain.filter, look: 'looks' as const };
  let seen: AccessLogAnswer = unwrap(await reader.read({ ...askAgain, filter }));
  while (seen.reading.read < seen.reading.total) {
    expect(seen.problem).toBeNull();
    seen = unwrap(await reader.read({ ask: 'on', filter, after: null }));
  }
  database.close();
  const reasons = seen.entries.map(({ reason, viewer: who }) => `${who}: ${reason}`);
  expect(reasons.sort()).toEqual(['Hiding: dated 1970', 'Hiding: the day that was opened', 'Honest: honest']);
  expect(seen.kinds).toEqual({ day: 3, presence: 300 });
  expect(seen.unreadable).toMatchObject({ copy: 5, foreign: 2, 'too-large': 1 });
  expect(seen.unreadableBy).toEqual([{ name: 'Hiding', count: 8 }]);
});
