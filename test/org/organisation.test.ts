import { expect, it } from 'vitest';
import { cardKey, orgKey } from '../../bucket/layout.ts';
import { personIdSchema } from '../../core/ids.ts';
import { organisationSchema, personCardSchema } from '../../core/organisation/organisation.ts';
import { enrolPerson } from '../../org/enrolment.ts';
import { createOrganisation, publishOrganisation } from '../../org/organisation.ts';
import { newKeyPair, openWith } from '../../seal/age.ts';
import { readDocument } from '../../seal/signing.ts';
import { MemoryStore, unreachable } from '../fixtures/memory-store.ts';
import { controller, openOffice } from '../fixtures/organisation/offices.ts';

it('an organisation is published signed, and names no person', async () => {
  const store = new MemoryStore();
  const { keys } = await openOffice(store);
  const bytes = store.objects.get(orgKey('')) ?? new Uint8Array();
  expect(organisationSchema.parse(readDocument(bytes, keys.signing.publicKey))).toEqual(keys.document);
  for (const [key, object] of store.objects)
    expect(Buffer.from(object).includes('Someone') || key.includes('Someone')).toBe(false);
});

it('has two recovery identities, of which each opens a person’s card', async () => {
  const store = new MemoryStore();
  const { keys, viewer, enrolment } = await openOffice(store);
  const person = personIdSchema.parse(enrolment.person);
  expect(new Set(keys.recovery.map(({ recipient }) => recipient)).size).toBe(2);
  for (const { identity } of [...keys.recovery, viewer]) {
    const card = await openWith(identity, store.objects.get(cardKey('', person)) ?? new Uint8Array());
    expect(personCardSchema.parse(readDocument(card ?? new Uint8Array(), keys.signing.publicKey))).toMatchObject({
      person,
      name: 'Someone',
    });
  }
  expect(
    await openWith((await newKeyPair()).identity, store.objects.get(cardKey('', person)) ?? new Uint8Array()),
  ).toBeNull();
});

it('gives each person an id and a key of their own', async () => {
  const store = new MemoryStore();
  const { keys } = await openOffice(store);
  const given = await Promise.all(['a', 'b', 'c'].map((name) => enrolPerson(keys, { name, zone: null }, store, '')));
  const values = given.flatMap((each) => (each.ok ? [each.value.person, each.value.enrolmentKey] : []));
  expect(new Set(values).size).toBe(6);
});

it('says why when the bucket cannot be reached', async () => {
  const store = new MemoryStore();
  const { keys } = await openOffice(store);
  store.refuse = () => unreachable;
  expect(await enrolPerson(keys, { name: 'x', zone: null }, store, '')).toEqual({ ok: false, problem: unreachable });
  expect((await publishOrganisation(keys, store, '')).ok).toBe(false);
});

it('is not made without a name', async () => {
  await expect(createOrganisation({ controller, name: '' })).rejects.toThrow();
});
