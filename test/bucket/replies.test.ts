import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AnswersReader } from '../../bucket/answers.ts';
import { answerKey } from '../../bucket/layout.ts';
import { daySchema, personIdSchema, recordIdSchema } from '../../core/ids.ts';
import type { Access } from '../../core/organisation/access.ts';
import type { SignedReply } from '../../core/organisation/answer.ts';
import { ok, unwrap } from '../../core/result.ts';
import { type NewViewer, newViewer } from '../../org/viewers.ts';
import { type KeyPair, newKeyPair, sealTo } from '../../seal/age.ts';
import { randomId } from '../../seal/random-id.ts';
import { newSigningPair, publicKeySchema, signDocument } from '../../seal/signing.ts';
import { recordId } from '../fixtures/day/entries.ts';
import { MemoryStore } from '../fixtures/memory-store.ts';
import { type Office, openOffice } from '../fixtures/organisation/offices.ts';

const person = personIdSchema.parse(randomId(recordIdSchema));
const day = daySchema.parse('2026-06-02');
const text = 'We talked about the release.';

let office: Office;
let lead: NewViewer;
let second: NewViewer;
let employee: KeyPair;
let store: MemoryStore;
let reader: AnswersReader;

beforeAll(async () => {
  office = await openOffice(new MemoryStore());
  [lead, second] = await Promise.all([newViewer(office.keys, 'Lead', 1), newViewer(office.keys, 'Second', 1)]);
  employee = await newKeyPair();
});

beforeEach(() => {
  store = new MemoryStore();
  // The second may open the day before only.
  const spans = [
    [lead, null],
    [second, daySchema.parse('2026-06-01')],
  ] as const;
  const access: Access = {
    ...{ format: 'plainsight-access/2', devices: [], person, version: 1, at: 1 },
    viewers: spans.map(([{ certificate }, to]) => ({ ...certificate, spans: [{ from: null, to }] })),
  };
  reader = new AnswersReader({
    ...{ store, prefix: '', person, identity: employee.identity, access: async () => ok(access) },
    signers: () => publicKeySchema.parse(office.keys.signing.publicKey),
  });
});

const vouchedFor = (by: NewViewer, vouching = office.keys.signing.privateKey) =>
  Buffer.from(signDocument(by.certificate, vouching)).toString('base64');

function reply(change: Partial<Record<keyof SignedReply, unknown>> = {}, by = lead): Record<string, unknown> {
  return {
    ...{ format: 'plainsight-reply/1', id: randomId(recordIdSchema), person, request: recordId(1), day, at: 1000 },
    ...{ viewer: by.certificate.viewer, text, certificate: vouchedFor(by), ...change },
  };
}

async function keep(said: Record<string, unknown>, by = lead, key = by.privateKey): Promise<void> {
  const id = recordIdSchema.safeParse(said.id);
  const name = answerKey('', person, by.certificate.viewer, id.success ? id.data : recordId(8));
  store.objects.set(name, await sealTo([employee.recipient], signDocument(said, key)));
}

describe('replies to questions', () => {
  it('are read beside answers, each as what it is', async () => {
    await keep(reply());
    await keep({ ...reply({ text: undefined }), format: 'plainsight-answer/2', approved: true, note: 'fine' });
    const { answers, replies, unreadable } = unwrap(await reader.read());
    expect(replies).toEqual([{ person, request: recordId(1), day, at: 1000, text, viewer: 'Lead' }]);
    expect([answers.map(({ note }) => note), unreadable]).toEqual([['fine'], 0]);
  });

  it.each<[string, () => Promise<void>]>([
    ['of a viewer who may not open that day', () => keep(reply({}, second), second)],
    ['signed by another viewer in this one’s name', () => keep(reply(), lead, second.privateKey)],
    ['signed with a key of nobody’s', () => keep(reply(), lead, newSigningPair().privateKey)],
    [
      'by a viewer whom another organisation vouches for',
      () => keep(reply({ certificate: vouchedFor(lead, newSigningPair().privateKey) })),
    ],
    ['with another viewer’s certificate', () => keep(reply({ certificate: vouchedFor(second) }))],
    ['in another viewer’s folder', () => keep(reply({}, second), lead, second.privateKey)],
    ['to another person', () => keep(reply({ person: personIdSchema.parse('0'.repeat(26)) }))],
    ['of more than 500 characters', () => keep(reply({ text: 'x'.repeat(501) }))],
    ['without words', () => keep(reply({ text: '' }))],
    ['that says yes instead', () => keep({ ...reply({ text: undefined }), approved: true, note: '' })],
    ['of no day', () => keep(reply({ day: undefined }))],
    ['of a format to come', () => keep(reply({ format: 'plainsight-reply/2' }))],
    ['of no name', () => keep(reply({ id: undefined }))],
  ])('are not taken: one %s', async (_, forge) => {
    await forge();
    await keep(reply({ at: 1 }));
    expect(unwrap(await reader.read())).toMatchObject({ answers: [], replies: [{ at: 1 }], unreadable: 1 });
  });
});
