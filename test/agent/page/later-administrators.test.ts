import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { AccessLogReader } from '../../../agent/page/access-log.ts';
import { VaultDatabase } from '../../../agent/vault/database.ts';
import { ReceiptIndex } from '../../../agent/vault/receipt-index.ts';
import { AnswersReader } from '../../../bucket/answers.ts';
import { answerKey } from '../../../bucket/layout.ts';
import { daySchema, recordIdSchema } from '../../../core/ids.ts';
import { ok, unwrap } from '../../../core/result.ts';
import { everyDay, firstAccess } from '../../../org/access.ts';
import { newViewer } from '../../../org/viewers.ts';
import { newKeyPair, sealTo } from '../../../seal/age.ts';
import { newSigningPair, type PublicKey, signDocument } from '../../../seal/signing.ts';
import { MemoryStore } from '../../fixtures/memory-store.ts';
import { openOffice } from '../../fixtures/organisation/offices.ts';
import { askAgain, receiptBy, receiptKey } from '../../fixtures/organisation/receipts.ts';
import { newId, person, prefix } from './access-log-scene.ts';

/** A viewer for whom an administrator vouches whom this computer does not know yet. */
async function newcomer() {
  const store = new MemoryStore();
  const office = await openOffice(new MemoryStore());
  const administrator = newSigningPair();
  const viewer = await newViewer(office.keys, 'Newcomer', 1);
  const employee = await newKeyPair();
  const known: PublicKey[] = [office.keys.signing.publicKey];
  const place = { store, prefix, person, identity: employee.identity, signers: () => known };
  return { store, administrator, viewer, employee, known, place };
}

it('a look is told once its administrator is known, and was counted until then', async () => {
  const { store, administrator, viewer, employee, known, place } = await newcomer();
  const content = receiptBy(viewer, administrator.privateKey, person, {});
  store.objects.set(receiptKey(prefix, person, viewer, content), await sealTo([employee.recipient], content));
  const database = new VaultDatabase(new DatabaseSync(':memory:'));
  const open = () => new AccessLogReader({ ...place, index: new ReceiptIndex(database) });
  const before = unwrap(await open().read(askAgain));
  expect(before).toMatchObject({ entries: [], unreadable: { foreign: 1 } });
  known.push(administrator.publicKey);
  // After a restart too, which knows only what the index kept.
  const after = unwrap(await open().read(askAgain));
  expect(after).toMatchObject({ entries: [{ viewer: 'Newcomer' }], unreadable: { foreign: 0 } });
});

it('an answer counts once its administrator is known', async () => {
  const { store, administrator, viewer, employee, known, place } = await newcomer();
  const day = daySchema.parse('2026-11-17');
  const access = firstAccess(person, [viewer.certificate], 1);
  const word = {
    ...{
      format: 'plainsight-answer/2',
      id: recordIdSchema.parse(newId()),
      person,
      request: newId(),
      day,
      at: 1000,
      approved: true,
    },
    ...{ viewer: viewer.certificate.viewer, note: '' },
    certificate: Buffer.from(signDocument(viewer.certificate, administrator.privateKey)).toString('base64'),
  };
  const sealed = await sealTo([employee.recipient], signDocument(word, viewer.privateKey));
  store.objects.set(answerKey(prefix, person, word.viewer, word.id), sealed);
  const reader = new AnswersReader({ ...place, access: async () => ok(access) });
  expect(unwrap(await reader.read()).answers).toEqual([]);
  expect(access.viewers[0]?.spans).toEqual([everyDay]);
  known.push(administrator.publicKey);
  expect(unwrap(await reader.read()).answers).toMatchObject([{ approved: true }]);
});
