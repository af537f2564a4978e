import { beforeEach, describe, expect, it } from 'vitest';
import { type Enrolled, readEnrolment } from '../../../agent/enrolment/enrolment.ts';
import { AccessKeeper } from '../../../agent/policy/access-keeper.ts';
import type { Vault } from '../../../agent/vault/vault.ts';
import { accessKey } from '../../../bucket/layout.ts';
import { daySchema } from '../../../core/ids.ts';
import type { Access } from '../../../core/organisation/access.ts';
import { unwrap } from '../../../core/result.ts';
import { newViewer } from '../../../org/viewers.ts';
import { newKeyPair } from '../../../seal/age.ts';
import { newSigningPair, type PrivateKey, signDocument } from '../../../seal/signing.ts';
import { openVault } from '../../fixtures/agent/vaults.ts';
import { person as otherPerson } from '../../fixtures/day/chains.ts';
import { MemoryStore, unreachable } from '../../fixtures/memory-store.ts';
import { type Office, openOffice } from '../../fixtures/organisation/offices.ts';

const day = daySchema.parse('2026-06-01');
const dayBefore = daySchema.parse('2026-05-31');
const never = new AbortController().signal;

let store: MemoryStore;
let office: Office;
let enrolled: Enrolled;
let vault: Vault;
let keeper: AccessKeeper;
beforeEach(async () => {
  store = new MemoryStore();
  office = await openOffice(store);
  enrolled = unwrap(readEnrolment(office.enrolment));
  vault = openVault();
  keeper = new AccessKeeper(enrolled, vault);
});

const key = () => accessKey('', office.card.person);
const publish = (access: unknown, by: PrivateKey = office.keys.signing.privateKey) =>
  store.objects.set(key(), signDocument(access, by));
const newer = (change: Partial<Access> = {}): Access => ({ ...enrolled.access, version: 2, viewers: [], ...change });

describe('who may open a day', () => {
  it('is whom the enrolment names until the bucket says something newer', async () => {
    expect(keeper.viewersOf(day)).toEqual([office.viewer.certificate.recipient]);
    expect(await keeper.refresh(store, never)).toBe(false);
    publish(newer());
    expect(await keeper.refresh(store, never)).toBe(true);
    expect(keeper.viewersOf(day)).toEqual([]);
    expect(await keeper.refresh(store, never)).toBe(false);
  });

  it('is only whom a span of theirs gives that day', async () => {
    const { viewer, recipient } = office.viewer.certificate;
    publish(newer({ viewers: [{ viewer, recipient, spans: [{ from: day, to: null }] }] }));
    await keeper.refresh(store, never);
    expect(keeper.viewersOf(day)).toEqual([recipient]);
    expect(keeper.viewersOf(dayBefore)).toEqual([]);
  });

  it('says whether the bucket answered when it was asked last, and when it did', async () => {
    let now = 5;
    const asking = new AccessKeeper(enrolled, vault, undefined, { now: () => now });
    expect([asking.answered, asking.answeredAt]).toEqual([null, null]);
    await asking.refresh(store, never);
    now = 6;
    store.refuse = () => unreachable;
    await asking.refresh(store, never);
    expect([asking.answered, asking.answeredAt]).toEqual([{ ok: false, problem: unreachable }, 5]);
    store.refuse = () => null;
    await asking.refresh(store, never);
    expect([asking.answered?.ok, asking.answeredAt]).toEqual([true, 6]);
  });

  it('is known after a restart without a network', async () => {
    publish(newer());
    await keeper.refresh(store, never);
    expect(new AccessKeeper(enrolled, vault).viewersOf(day)).toEqual([]);
  });

  it('is what the enrolment says where what was kept is not what the organisation signed', () => {
    vault.setFact('access', Buffer.from(signDocument(newer(), newSigningPair().privateKey)).toString('base64'));
    expect(new AccessKeeper(enrolled, vault).viewersOf(day)).toEqual([office.viewer.certificate.recipient]);
  });

  it.each<[string, () => Promise<unknown> | unknown]>([
    ['signed with another key', () => publish(newer(), newSigningPair().privateKey)],
    [
      'altered after it was signed',
      () => {
        publish(newer());
        store.objects.set(
          key(),
          Buffer.from(
            Buffer.from(store.objects.get(key()) ?? [])
              .toString()
              .replace(':2,', ':3,'),
          ),
        );
      },
    ],
    ['about another person', () => publish(newer({ person: otherPerson }))],
    ['of a lower version', () => publish(newer({ version: 0 }))],
    ['of the same version', () => publish(newer({ version: 1 }))],
    ['of another format', () => publish({ ...newer(), format: 'plainsight-access/9' })],
    [
      'with a viewer who may open no day',
      () => {
        const { viewer, recipient } = office.viewer.certificate;
        publish(newer({ viewers: [{ viewer, recipient, spans: [] }] }));
      },
    ],
    [
      'with a key of the other kind',
      async () => {
        const { recipient } = await newKeyPair('hybrid');
        const { viewer } = (await newViewer(office.keys, 'New', 1)).certificate;
        publish(newer({ viewers: [{ viewer, recipient, spans: [{ from: null, to: null }] }] }));
      },
    ],
    ['that is not signed', () => store.objects.set(key(), Buffer.from(JSON.stringify(newer())))],
    ['that is no JSON', () => store.objects.set(key(), Buffer.from('{'))],
    ['that is gone', () => store.objects.delete(key())],
    [
      'of a bucket that does not answer',
      () => {
        publish(newer());
        store.refuse = () => unreachable;
      },
    ],
  ])('is not changed by a document %s', async (_, put) => {
    await put();
    expect(await keeper.refresh(store, never)).toBe(false);
    expect(keeper.viewersOf(day)).toEqual([office.viewer.certificate.recipient]);
    expect(vault.fact('access')).toBeNull();
  });

  it('is not changed by an answer that comes after it was let go', async () => {
    publish(newer());
    expect(await keeper.refresh(store, AbortSignal.abort())).toBe(false);
  });
});
