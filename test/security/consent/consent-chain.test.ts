import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headText, readConsentChain, writeConsentFile } from '../../../agent/consent/consent-chain.ts';
import type { Decided } from '../../../agent/consent/consent-ledger.ts';
import { decide } from '../../../core/consent/consent.ts';
import { consentDocumentOf } from '../../../core/consent/consent-record.ts';
import { deviceIdSchema, personIdSchema } from '../../../core/ids.ts';
import { recordedPurposes as purposes } from '../../../core/organisation/purpose.ts';
import { unwrap } from '../../../core/result.ts';
import { openWith } from '../../../seal/age.ts';
import { newSigningPair, readDocument } from '../../../seal/signing.ts';
import { databaseOf } from '../../fixtures/agent/vault-database.ts';
import { circumstances, decision, termsFor } from '../../fixtures/consent/consents.ts';
import { newLedgerPlace } from '../../fixtures/consent/ledgers.ts';
import { device, person } from '../../fixtures/day/chains.ts';
import { controller } from '../../fixtures/organisation/offices.ts';
import { english } from '../../fixtures/problems.ts';

/**
 * Decisions are a chain: a record that was altered, removed (the last ones too), put elsewhere or added by another hand is found, named, and
 * nothing is recorded from then on.
 */

const keys = newSigningPair();
const stranger = newSigningPair();
const owner = { person, device, publicKey: keys.publicKey };
const identity = { name: 'Test', keyHash: 'a'.repeat(64), details: controller };

/** The files of a chain of `count` decisions, and the note of the last. */
function chainOf(count: number, by = keys, place: { person?: string; device?: string } = {}) {
  const files: Uint8Array[] = [];
  let previous: string | null = null;
  for (let seq = 0; seq < count; seq++) {
    const entry = decision(purposes[seq % purposes.length] ?? 'apps', seq % 3 !== 2, seq);
    const who = {
      person: personIdSchema.parse(place.person ?? person),
      device: deviceIdSchema.parse(place.device ?? device),
    };
    const { bytes, hash } = writeConsentFile(
      consentDocumentOf({ entry, controller: identity, ...who, seq, previous }),
      by.privateKey,
    );
    files.push(bytes);
    previous = hash;
  }
  return { files, head: count === 0 ? null : headText({ seq: count - 1, hash: previous ?? '' }) };
}

const said = (files: readonly (Uint8Array | null)[], head: string | null): string => {
  const read = readConsentChain(files, head, owner);
  return read.ok ? `${read.value.length} decisions` : `${read.problem.code}: ${english(read.problem).what}`;
};

const altered = (file: Uint8Array, at: number): Uint8Array => {
  const copy = Uint8Array.from(file);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
};

describe('a chain of decisions', () => {
  const { files, head } = chainOf(5);
  const other = chainOf(5, stranger);
  const [a, b, c, d, e] = files as [Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array];
  const foreign = other.files[2] as Uint8Array;

  it('reads as it was written, whether long or not there at all', () => {
    expect(said(files, head)).toBe('5 decisions');
    expect(said([], null)).toBe('0 decisions');
  });

  it.each<[string, (Uint8Array | null)[], string | null, RegExp]>([
    ['one is altered', [a, b, altered(c, 40), d, e], head, /Decision 3 of 5 was altered/],
    ['the first is missing', [b, c, d, e], head, /Decision 1 of 4 is not in its place: it was made as number 2/],
    [
      'one in the middle is missing',
      [a, b, d, e],
      head,
      /Decision 3 of 4 is not in its place: it was made as number 4/,
    ],
    ['the last is missing', [a, b, c, d], head, /There were 5 decisions, and 4 are left: the last ones are missing/],
    ['the last three are missing', [a, b], head, /There were 5 decisions, and 2 are left/],
    ['all are missing', [], head, /There were 5 decisions, and 0 are left/],
    ['two are swapped', [a, c, b, d, e], head, /Decision 2 of 5 is not in its place: it was made as number 3/],
    ['the last two are swapped', [a, b, c, e, d], head, /Decision 4 of 5 is not in its place/],
    ['one is there twice', [a, b, b, c, d, e], head, /Decision 3 of 6 is not in its place/],
    ['one does not open', [a, b, null, d, e], head, /Decision 3 of 5 cannot be opened/],
    ['one is empty', [a, b, new Uint8Array(), d, e], head, /Decision 3 of 5 was altered/],
    ['another key signed one', [a, b, foreign, d, e], head, /Decision 3 of 5 was altered, or signed by another key/],
    ['another key signed all', other.files, other.head, /Decision 1 of 5 was altered, or signed by another key/],
    [
      'it is of another person',
      chainOf(2, keys, { person: 'q'.repeat(26) }).files,
      head,
      /another person’s or computer’s/,
    ],
    [
      'it is of another device',
      chainOf(2, keys, { device: 'e'.repeat(26) }).files,
      head,
      /another person’s or computer’s/,
    ],
    [
      'one more was added',
      [...files, signed(5, 'f'.repeat(64))],
      head,
      /Decision 6 of 6 does not follow the one before it/,
    ],
    ['one more was added that fits', [...files, ...chainOf(6).files.slice(5)], head, /5 decisions, and 6 are there/],
    ['the end was written anew', [a, b, c, d, rewritten()], head, /the end was altered/],
    ['the note of the last is missing', files, null, /the note of it was altered/],
    ['the note of the last is damaged', files, '{"seq":4', /the note of it was altered/],
    ['the note of the last is of another', files, headText({ seq: 4, hash: '0'.repeat(64) }), /the end was altered/],
    ['it is no record of consent', [unrelated()], headText({ seq: 0, hash: '0'.repeat(64) }), /cannot be understood/],
  ])('is refused when %s', (_, found, note, words) => {
    expect(said(found, note)).toMatch(/^ledger-[a-z-]+: Your decisions cannot be read, so nothing is recorded\./);
    expect(said(found, note)).toMatch(words);
  });

  function signed(seq: number, previous: string): Uint8Array {
    const entry = decision('apps', true, 9);
    const document = consentDocumentOf({ entry, controller: identity, person, device, seq, previous });
    return writeConsentFile(document, keys.privateKey).bytes;
  }

  /** The fifth once more, following the fourth as it should, and saying something else. */
  function rewritten(): Uint8Array {
    const { 'plainsight:previous': previous } = readDocument(e, keys.publicKey) as { 'plainsight:previous': string };
    return signed(4, previous);
  }

  function unrelated(): Uint8Array {
    return writeConsentFile({ format: 'something else' } as never, keys.privateKey).bytes;
  }

  it('is refused at any bit that is turned, and at any choice or order of its records but the whole', () => {
    fc.assert(
      fc.property(fc.nat(4), fc.nat(), fc.nat(7), (which, place, bit) => {
        const file = files[which] as Uint8Array;
        const copy = Uint8Array.from(file);
        const at = place % file.length;
        copy[at] = (copy[at] ?? 0) ^ (1 << bit);
        expect(said(files.with(which, copy), head)).toMatch(/^ledger-/);
      }),
      { numRuns: 200 },
    );
    fc.assert(
      fc.property(fc.array(fc.nat(4), { maxLength: 7 }), (order) => {
        const isWhole = order.length === 5 && order.every((each, index) => each === index);
        const found = order.map((each) => files[each] as Uint8Array);
        expect(said(found, head).startsWith('ledger-')).toBe(!isWhole);
      }),
      { numRuns: 300 },
    );
  });

  it('has files of one size, so that a yes and a no weigh the same', () => {
    const sizeOf = (event: 'agreed' | 'refused' | 'withdrawn') => {
      const entry = { ...decision('apps', true), event };
      const document = consentDocumentOf({ entry, controller: identity, person, device, seq: 0, previous: null });
      return writeConsentFile(document, keys.privateKey).bytes.length;
    };
    expect(sizeOf('agreed') % 8_192).toBe(0);
    expect(new Set([sizeOf('agreed'), sizeOf('refused'), sizeOf('withdrawn')]).size).toBe(1);
  });
});

describe('a ledger on a vault', () => {
  const yes = (purpose: (typeof purposes)[number], at: number): Decided => ({
    at,
    event: 'agreed',
    given: 'page',
    terms: termsFor(purpose),
  });

  async function fourDecisions() {
    const place = await newLedgerPlace();
    const { vault, ledger } = await place.open();
    for (const [at, purpose] of (['apps', 'titles', 'presence', 'screenshots'] as const).entries())
      unwrap(await ledger.allow(yes(purpose, at)));
    vault.close();
    return place;
  }

  it.each<[string, string, RegExp]>([
    ['altered', "UPDATE ledger SET sealed = x'00' WHERE id = 2", /Decision 2 of 4 cannot be opened/],
    ['removed', 'DELETE FROM ledger WHERE id = 2', /Decision 2 of 3 is not in its place/],
    ['removed at the end', 'DELETE FROM ledger WHERE id = 4', /There were 4 decisions, and 3 are left/],
    ['removed altogether', 'DELETE FROM ledger', /There were 4 decisions, and 0 are left/],
    [
      'reordered',
      'UPDATE ledger SET id = CASE id WHEN 1 THEN 12 ELSE 11 END WHERE id IN (1, 2)',
      /Decision 1 of 4 is not/,
    ],
    [
      'repeated',
      "INSERT INTO ledger (record, sealed) SELECT 'x', sealed FROM ledger WHERE id = 1",
      /Decision 5 of 5 is not/,
    ],
    ['without its end known', "DELETE FROM facts WHERE name = 'ledger-head'", /which decision is the last/],
  ])('that was %s allows nothing, and says what is wrong', async (_, sql, words) => {
    const place = await fourDecisions();
    const { vault } = await place.open();
    databaseOf(vault).exec(sql);
    vault.close();
    const { ledger, vault: found } = await place.open();
    expect(ledger.records).toBeNull();
    expect(ledger.problem?.code).toMatch(/^ledger-/);
    expect(english(ledger.problem).what).toMatch(words);
    for (const purpose of purposes)
      expect(decide(purpose, 9, circumstances({ terms: termsFor(purpose), ledger: ledger.records }))).toEqual({
        refused: 'ledger',
      });
    // Nothing is written upon a chain that is not whole.
    expect(await ledger.allow(yes('apps', 10))).toMatchObject({ ok: false, problem: ledger.problem });
    expect(await ledger.restrict([yes('apps', 10)])).toMatchObject({ ok: false, problem: ledger.problem });
    found.close();
  });

  it('allows what was agreed to as long as it is as it was written', async () => {
    const place = await fourDecisions();
    const { vault, ledger } = await place.open();
    expect(ledger.problem).toBeNull();
    expect('grant' in decide('apps', 9, circumstances({ terms: termsFor('apps'), ledger: ledger.records }))).toBe(true);
    vault.close();
  });

  it('sealed by another person’s key, or signed by another device, allows nothing', async () => {
    const place = await fourDecisions();
    const other = await newLedgerPlace(place.folder);
    const { vault, ledger } = await other.open();
    expect(ledger.records).toBeNull();
    vault.close();
    const signing = newSigningPair();
    const found = await place.open({ signing });
    expect(english(found.ledger.problem).what).toMatch(/Decision 1 of 4 was altered, or signed by another key/);
    found.vault.close();
  });

  it('opens in the bucket to the person and recovery, never to a viewer, and there too is a chain', async () => {
    const place = await fourDecisions();
    const { vault, ledger } = await place.open();
    const files: Uint8Array[] = [];
    for (const { entry } of ledger.links) {
      const row = vault.object(`people/${person}/consent/${device}/${entry.id}.json.age`);
      const sealed = readFileSync(join(place.folder, row?.file ?? ''));
      expect(await openWith(place.viewer.identity, sealed)).toBeNull();
      const opened = await openWith(place.recovery.identity, sealed);
      expect(opened).toEqual(await openWith(place.employee.identity, sealed));
      files.push(opened ?? new Uint8Array());
    }
    const head = vault.fact('ledger-head');
    expect(unwrap(readConsentChain(files, head, { person, device, publicKey: place.signing.publicKey }))).toEqual(
      ledger.links,
    );
    vault.close();
  });
});
