import { beforeAll, describe, expect, it } from 'vitest';
import { dayKeyName, linkName, packName } from '../../../bucket/layout.ts';
import { readLink } from '../../../core/day/chain.ts';
import { recipientSchema } from '../../../core/organisation/recipient.ts';
import { newKeyPair, readIdentityFile, sealTo } from '../../../seal/age.ts';
import { publicKeySchema, verifierOf } from '../../../seal/signing.ts';
import { type HostileOffice, makeHostileOffice } from '../../fixtures/hostile/office.ts';
import { hostileRound } from '../../fixtures/hostile/rounds.ts';
import { walk } from '../../fixtures/hostile/walk.ts';
import { MemoryStore } from '../../fixtures/memory-store.ts';

/** `node scripts/testing/fuzz.ts 20000` alters as many objects as one likes; here a few hundred, always the same. */
const rounds = 30;

let made: HostileOffice;
beforeAll(async () => {
  made = await makeHostileOffice();
}, 120_000);

describe('a bucket in which anything may lie', () => {
  it.each(Array.from({ length: rounds }, (_, at) => at + 1))(
    'nothing throws, nothing hangs and nothing that was left alone is lost: seed %i',
    async (seed) => expect((await hostileRound(seed, made)).altered.length).toBeGreaterThan(5),
    120_000,
  );
});

describe('one object of a day', () => {
  const open = async (change: (store: MemoryStore, keyOf: (name: string) => string) => unknown) => {
    const store = new MemoryStore();
    for (const [key, bytes] of made.whole) store.objects.set(key, bytes);
    const [whole] = made.days;
    if (whole === undefined) throw new Error('no day');
    await change(store, whole.made.keyOf);
    const { opened } = await walk(store, made);
    const shown = opened.get(`${whole.device.person} ${whole.day}`)?.devices[0];
    return { shown, others: [...opened.values()].filter((day) => day?.devices[0]?.chain.state !== 'broken').length };
  };

  it('a link with a signature of 200 KB is unreadable, and named', async () => {
    const { shown } = await open((store, keyOf) => {
      const link = Buffer.from(JSON.stringify({ link: '{}', signature: 'A'.repeat(200_000) }));
      store.objects.set(keyOf(linkName(1)), link);
      store.objects.delete(keyOf(packName));
    });
    expect(shown?.chain.faults).toContainEqual(
      expect.objectContaining({ kind: 'unreadable', name: 'chain/000001.json' }),
    );
    expect(readLink(Buffer.from('{}'), verifierOf(publicKeySchema.parse('A'.repeat(60))))).toEqual({
      fault: 'unreadable',
    });
  }, 120_000);

  it('a key whose checksum is wrong does not open, and is named', async () => {
    const { identity } = await newKeyPair();
    const wrong = identity.replace(/.$/, (end) => (end === 'Q' ? 'P' : 'Q'));
    expect(readIdentityFile(Buffer.from(`${wrong}\n`))).toBeNull();
    const { shown } = await open(async (store, keyOf) => {
      const to = [made.office.viewer.certificate.recipient, ...made.office.keys.document.recovery];
      store.objects.set(keyOf(dayKeyName('days')), await sealTo(to, Buffer.from(`${wrong}\n`)));
    });
    expect(shown?.problem?.code).toBe('day-key-altered');
    expect(shown?.chain.faults).toContainEqual(expect.objectContaining({ name: 'days.key.age' }));
  }, 120_000);

  it('a recipient with a wrong checksum, or a point of low order, is none', async () => {
    const { recipient } = await newKeyPair();
    expect(recipientSchema.safeParse(recipient).success).toBe(true);
    expect(recipientSchema.safeParse(recipient.replace(/.$/, (end) => (end === 'q' ? 'p' : 'q'))).success).toBe(false);
    // 32 bytes of zeros, with its right checksum.
    const { bech32 } = await import('@scure/base');
    for (const first of [0, 1]) {
      const point = new Uint8Array(32);
      point[0] = first;
      expect(recipientSchema.safeParse(bech32.encodeFromBytes('age', point)).success).toBe(false);
    }
  });
});
